import type { Shift } from "@/server/core/scheduler/problem";
import type { Finding } from "@/server/core/scheduler/verify/finding";
import type { Simulation } from "@/server/core/scheduler/verify/simulate";

/** Reads the driver's log: never more than four hours at the wheel between two pauses of 20 minutes, for one driver. */
export function checkWheel(shift: Shift, day: Simulation): Finding[] {
  if (shift.drivers > 1) return [];
  let wheelSeconds = shift.position?.wheelSeconds ?? 0;
  let longest = 0;
  for (const { kind, seconds } of day.log) {
    if (kind === "drive") wheelSeconds += seconds;
    else if (seconds >= 1_200) wheelSeconds = 0;
    longest = Math.max(longest, wheelSeconds);
  }
  if (longest <= 14_400) return [];
  return [{ constraint: "driving_time", shiftId: shift.id, detail: { wheelSeconds: longest } }];
}
