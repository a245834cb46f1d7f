import { and, desc, eq, gte, min } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { detectionRun, finding } from "@/db/schema/finding";
import { trip } from "@/db/schema/trip";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import type { Found, UnbookedRide } from "@/server/core/detect/finding";
import { findGhostTrips } from "@/server/core/detect/ghost-trip";
import { findImpossibleMovement } from "@/server/core/detect/impossible-movement";
import { findCarriedAfterCancel, unbookedRides } from "@/server/core/detect/off-platform";
import { findOverlappingCrews } from "@/server/core/detect/overlapping-crew";
import { findPriceOutliers } from "@/server/core/detect/price-outlier";
import { findRepeatedExtras } from "@/server/core/detect/repeated-extra";
import type { DetectionSettings } from "@/server/core/detect/settings";
import { findUnknownVehicles } from "@/server/core/detect/unknown-vehicle";
import type { FindingKind } from "@/server/core/finding";
import { addDays, localDay, localTime, startOfDay } from "@/server/core/local-time";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { planSettings } from "@/server/services/plan/settings";
import { billsIn, dutiesIn, facilityDoors, knownMarks, scansIn } from "./paper-facts";
import { ridePatterns } from "./rides";
import { spanOfDay, vehicleDays } from "./track-facts";

const dayMs = 86_400_000;
/** How far back a region that was never looked at is looked at. */
const firstDays = 30;
/** Bills that a new one is compared with. */
const peerDays = 60;

interface Looked {
  day: string;
  trips: number;
  found: Found[];
  rides: UnbookedRide[];
}

/** A day with what the day before looks like by now. */
interface LookedAgain extends Looked {
  ridesBefore: UnbookedRide[];
}

/** What tracks and trips of one day show. */
async function lookAtTracks(tx: Tx, day: string, limits: DetectionSettings): Promise<Looked> {
  const span = spanOfDay(day, tx.region.timeZone);
  const doors = await facilityDoors(tx);
  const looked: Looked = { day, trips: 0, found: [], rides: [] };
  for await (const vehicle of vehicleDays(tx, span)) {
    const isOfDay = (at: number) => at >= span.from && at < span.until;
    looked.trips += vehicle.trips.length;
    looked.rides.push(...unbookedRides(vehicle, doors, limits).filter(({ leftAt }) => isOfDay(leftAt)));
    looked.found.push(
      ...findGhostTrips(vehicle, limits),
      ...findImpossibleMovement(vehicle, limits).filter(({ happenedAt }) => isOfDay(happenedAt)),
      ...findCarriedAfterCancel(vehicle, limits),
    );
  }
  return looked;
}

/**
 * One day by all detectors. The day before is looked at once more: devices without a net tell a day late. Habits are
 * looked for in the month so far.
 */
async function lookAt(tx: Tx, day: string, limits: DetectionSettings): Promise<LookedAgain> {
  const { timeZone } = tx.region;
  const month = day.slice(0, 7);
  const before = await lookAtTracks(tx, addDays(day, -1), limits);
  const looked = await lookAtTracks(tx, day, limits);
  const { from, until } = spanOfDay(day, timeZone);
  const lately = { from: from - dayMs, until };
  const monthSpan = { from: startOfDay(`${month}-01`, timeZone).getTime(), until };
  // The days of a month so far are among the peers' days.
  const peers = await billsIn(tx, { from: from - peerDays * dayMs, until });
  const paper = [
    ...findOverlappingCrews(await dutiesIn(tx, lately), limits),
    ...findPriceOutliers(
      peers.filter(({ at }) => at >= lately.from),
      peers,
      limits,
    ),
    ...findRepeatedExtras(
      peers.filter(({ at }) => at >= monthSpan.from),
      month,
      limits,
    ),
    ...(await ridePatterns(tx, before, looked, limits)),
    ...findUnknownVehicles(await scansIn(tx, monthSpan), await knownMarks(tx), month, limits),
  ];
  return { ...looked, ridesBefore: before.rides, found: [...before.found, ...looked.found, ...paper] };
}

/** The days that are to be looked at: after the last one, up to yesterday; none before the region's hour of the night. */
async function daysDue(tx: Tx, lookAtHour: string): Promise<string[]> {
  const { timeZone } = tx.region;
  if (localTime(tx.now, timeZone) < lookAtHour) return [];
  const yesterday = addDays(localDay(tx.now, timeZone), -1);
  const earliest = addDays(yesterday, -firstDays);
  const [last] = await tx.db
    .select({ day: detectionRun.day })
    .from(detectionRun)
    .where(eq(detectionRun.regionId, tx.region.id))
    .orderBy(desc(detectionRun.day))
    .limit(1);
  const [first] = await tx.db
    .select({ at: min(trip.plannedPickupAt) })
    .from(trip)
    .where(and(eq(trip.regionId, tx.region.id), gte(trip.plannedPickupAt, startOfDay(earliest, timeZone))));
  const begun = first?.at ? localDay(first.at, timeZone) : yesterday;
  const from = last ? addDays(last.day, 1) : begun;
  const days: string[] = [];
  for (let day = from < earliest ? earliest : from; day <= yesterday; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Keep a day's findings, those that are new, and that it was looked at. */
async function keep(
  tx: Tx,
  looked: LookedAgain,
  settingsVersionId: string | null,
  startedAt: Date,
): Promise<number> {
  const rows = looked.found.map(({ happenedAt, ...found }) => ({
    ...found,
    regionId: tx.region.id,
    id: uuidv7(),
    happenedAt: new Date(happenedAt),
    foundAt: tx.now,
    settingsVersionId,
  }));
  const kept =
    rows.length === 0
      ? []
      : await tx.db.insert(finding).values(rows).onConflictDoNothing().returning({ kind: finding.kind });
  const found: Partial<Record<FindingKind, number>> = {};
  for (const { kind } of kept) found[kind] = (found[kind] ?? 0) + 1;
  const id = uuidv7();
  const { day, trips, rides, ridesBefore } = looked;
  const run = { regionId: tx.region.id, id, day, trips, rides, ridesBefore, found, startedAt };
  await tx.db.insert(detectionRun).values({ ...run, endedAt: tx.now });
  const after = { day, trips, ...found };
  await writeAudit(tx, { verb: "finding.detect", noun: "detection_run", nounId: id, after });
  if (kept.length > 0) await wake(tx, {});
  return kept.length;
}

/**
 * Look at every day of the region that nobody has looked at, once each: the same again finds nothing new. Answers with the
 * number of new findings by day.
 */
export async function detectDue(ctx: Context): Promise<Record<string, number>> {
  const due = await inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      const { settings, versionId } = await planSettings(p);
      const limits = settings.detection;
      return { limits, versionId, days: await daysDue(p, limits.lookAt) };
    }),
  );
  const found: Record<string, number> = {};
  for (const day of due.days) {
    const looked = await inTransaction(ctx, (tx) => asPlatform(tx, (p) => lookAt(p, day, due.limits)));
    try {
      found[day] = await inTransaction(ctx, (tx) =>
        asPlatform(tx, (p) => keep(p, looked, due.versionId, ctx.now)),
      );
    } catch (error) {
      // Another worker was quicker with this day.
      if (!lostRace(error)) throw error;
    }
  }
  return found;
}
