import { z } from "zod";
import { localDay } from "@/server/core/local-time";

const asked = z.iso.date();

/** The day that an address asks for by `?day=`, else today in the region's zone. */
export function dayOf(
  wanted: string | string[] | undefined,
  timeZone: string,
): { day: string; today: string } {
  const today = localDay(new Date(), timeZone);
  const day = asked.safeParse(wanted);
  return { day: day.success ? day.data : today, today };
}
