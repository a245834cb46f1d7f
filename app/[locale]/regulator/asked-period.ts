import { addDays } from "@/server/core/local-time";
import { periodInput } from "@/server/core/oversight-input";

interface Asked {
  from?: string | string[];
  until?: string | string[];
}

/** The days that an address asks for, else the last 30 up to `today` (all YYYY-MM-DD, region's calendar). */
export function askedPeriod(asked: Asked, today: string): { from: string; until: string } {
  const read = periodInput.safeParse({ from: asked.from, until: asked.until });
  return read.success ? read.data : { from: addDays(today, -29), until: today };
}
