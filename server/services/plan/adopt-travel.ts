import { and, asc, eq, gt, isNull, lt, max, ne, sql } from "drizzle-orm";
import { shift } from "@/db/schema/fleet";
import { travelDay } from "@/db/schema/travel";
import type { Context, Tx } from "@/server/context";
import { addDays, localDay, startOfDay } from "@/server/core/local-time";
import type { RegionSettings } from "@/server/core/region-settings";
import type { LateRoute } from "@/server/core/travel-times";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { type DayPlan, dayPlan } from "./day";
import { lateBy } from "./judge-travel";
import { lockShifts } from "./lock";
import { isPlannedBy, newestVersions, type TravelVersions, travelOf } from "./travel";

/** Shifts that began yesterday may still be driving. */
const daysBehind = 1;
/** Days beyond those that can be asked for. */
const daysSpare = 2;
/** No day further ahead than this is sold, whatever the settings. */
const daysAtMost = 92;

const hasStops = ne(shift.route, sql`'[]'::jsonb`);

/** The days that may have been sold, from yesterday on. */
async function soldDays(tx: Tx, settings: RegionSettings): Promise<string[]> {
  const { timeZone } = tx.region;
  const first = addDays(localDay(tx.now, timeZone), -daysBehind);
  const [row] = await tx.db
    .select({ last: max(shift.startsAt) })
    .from(shift)
    .where(and(eq(shift.regionId, tx.region.id), hasStops));
  const asked = addDays(localDay(tx.now, timeZone), settings.slots.aheadDays + daysSpare);
  const sold = row?.last ? localDay(row.last, timeZone) : asked;
  const last = sold > asked ? sold : asked;
  const days = [first];
  while ((days.at(-1) ?? last) < last && days.length < daysAtMost) days.push(addDays(days.at(-1) ?? last, 1));
  return days;
}

/**
 * Before something new is learnt: every day that may have been sold keeps the versions it has (`newest` where nothing was
 * decided for it), and days to come are to be judged by the new ones. Acts as the platform, in the learning's transaction.
 */
export async function holdDays(tx: Tx, settings: RegionSettings, newest: TravelVersions): Promise<void> {
  const ahead = localDay(tx.now, tx.region.timeZone);
  for (const day of await soldDays(tx, settings))
    await tx.db
      .insert(travelDay)
      .values({
        regionId: tx.region.id,
        day,
        estimateId: newest.estimate,
        osrmId: newest.osrm,
        late: [],
        // Today's plan is being driven, it stays as it is: new times hold from the next midnight on.
        decidedAt: day > ahead ? null : tx.now,
      })
      .onConflictDoNothing();
  await tx.db
    .update(travelDay)
    .set({ decidedAt: null })
    .where(and(eq(travelDay.regionId, tx.region.id), gt(travelDay.day, ahead)));
}

/** Days to come that are still to be judged. */
async function openDays(tx: Tx): Promise<string[]> {
  const rows = await tx.db
    .select({ day: travelDay.day })
    .from(travelDay)
    .where(
      and(
        eq(travelDay.regionId, tx.region.id),
        isNull(travelDay.decidedAt),
        gt(travelDay.day, localDay(tx.now, tx.region.timeZone)),
      ),
    )
    .orderBy(asc(travelDay.day));
  return rows.map((row) => row.day);
}

/** Whether every route of the day is still the one that was judged; its shifts are locked. */
async function isUnchanged(tx: Tx, day: DayPlan): Promise<boolean> {
  const from = startOfDay(day.day, tx.region.timeZone);
  const until = startOfDay(addDays(day.day, 1), tx.region.timeZone);
  const rows = await tx.db
    .select({ id: shift.id, version: shift.planVersion })
    .from(shift)
    .where(
      and(
        eq(shift.regionId, tx.region.id),
        eq(shift.status, "planned"),
        hasStops,
        lt(shift.startsAt, until),
        gt(shift.endsAt, from),
      ),
    );
  return rows.every((row) => day.planVersions.get(row.id) === row.version);
}

async function decide(tx: Tx, day: DayPlan, to: TravelVersions, late: LateRoute[]): Promise<boolean> {
  await lockShifts(tx, [...day.shifts.keys()]);
  if (!(await isPlannedBy(tx, day.day, day.travel.versions)) || !(await isUnchanged(tx, day))) return false;
  const versions = late.length > 0 ? day.travel.versions : to;
  await tx.db
    .update(travelDay)
    .set({ estimateId: versions.estimate, osrmId: versions.osrm, late, decidedAt: tx.now })
    .where(and(eq(travelDay.regionId, tx.region.id), eq(travelDay.day, day.day)));
  await writeAudit(tx, {
    verb: late.length > 0 ? "travel.keep" : "travel.adopt",
    noun: "travel_day",
    nounId: day.day,
    before: { ...day.travel.versions },
    after: { ...versions, learnt: { ...to }, late },
  });
  return true;
}

/**
 * Let the days to come be planned by the newest driving times: a day whose routes all keep what they keep now takes them, any
 * other stays with those it was sold by, and the routes that would be late are written down for people to look at. Judged
 * outside of a transaction and decided under the locks of the day's shifts; a day that was planned meanwhile is left for the
 * next round. Answers with the days decided.
 */
export async function adoptTravel(ctx: Context): Promise<string[]> {
  const days = await inTransaction(ctx, (tx) => asPlatform(tx, openDays));
  const decided: string[] = [];
  for (const name of days) {
    const day = await dayPlan(ctx, name, []);
    const { settings } = day.inForce;
    const newest = await inTransaction(ctx, (tx) =>
      asPlatform(tx, async (p) => travelOf(p, settings, await newestVersions(p))),
    );
    const late = newest.key === day.travel.key ? [] : await lateBy(ctx, day, newest);
    const done = await inTransaction(ctx, (tx) =>
      asPlatform(tx, (p) => decide(p, day, newest.versions, late)),
    );
    if (done) decided.push(name);
  }
  return decided;
}
