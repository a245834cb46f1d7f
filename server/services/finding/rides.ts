import { and, eq, gte, lte } from "drizzle-orm";
import { detectionRun } from "@/db/schema/finding";
import type { Tx } from "@/server/context";
import type { Found, UnbookedRide } from "@/server/core/detect/finding";
import { findUnbookedPatterns } from "@/server/core/detect/off-platform";
import type { DetectionSettings } from "@/server/core/detect/settings";
import { addDays } from "@/server/core/local-time";

interface RideDay {
  day: string;
  rides: readonly UnbookedRide[];
}

/** Rides of the days from one day on and before another, each day as it was seen last: on the night after it, if it was. */
async function ridesKept(tx: Tx, from: string, before: string): Promise<UnbookedRide[]> {
  const { day: on, rides, ridesBefore } = detectionRun;
  const runs = await tx.db
    .select({ day: on, rides, ridesBefore })
    .from(detectionRun)
    .where(and(eq(detectionRun.regionId, tx.region.id), gte(on, from), lte(on, before)));
  const by = new Map(runs.map((run) => [run.day, run]));
  const kept: UnbookedRide[] = [];
  for (let day = from; day < before; day = addDays(day, 1))
    kept.push(...(by.get(addDays(day, 1))?.ridesBefore ?? by.get(day)?.rides ?? []));
  return kept;
}

/** Habits of the month of a day, and of the month that ended with the day before, of which devices may still have told. */
export async function ridePatterns(
  tx: Tx,
  before: RideDay,
  looked: RideDay,
  limits: DetectionSettings,
): Promise<Found[]> {
  const months = new Set([before, looked].map(({ day }) => day.slice(0, 7)));
  const found: Found[] = [];
  for (const month of months) {
    const seen = [before, looked].flatMap(({ day, rides }) => (day.startsWith(month) ? rides : []));
    const kept = await ridesKept(tx, `${month}-01`, before.day);
    found.push(...findUnbookedPatterns([...kept, ...seen], month, limits));
  }
  return found;
}
