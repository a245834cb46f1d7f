import { and, eq, inArray } from "drizzle-orm";
import { trip } from "@/db/schema/trip";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import { localDay } from "@/server/core/local-time";
import { findRescue, type Rescue } from "@/server/core/scheduler/rescue";
import { standingPlan } from "@/server/core/scheduler/standing";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { type DayPlan, dayPlan, problemAt } from "@/server/services/plan/day";
import { luckOf } from "@/server/services/plan/drive-laws";
import { lockPlanOf } from "@/server/services/plan/lock";
import { UnmeasuredPlace } from "@/server/services/plan/problem";
import { StalePlan, takeOff } from "@/server/services/plan/route";
import { commitRoutes, UnsoundPlan } from "./commit-routes";
import { tellVehicle } from "./tell-vehicle";

/** So many changes of vehicle in one round at most: what is left waits for the next. */
const rescuesPerRound = 5;
/** A promise counts as sure from this probability on. */
const sureFrom = 0.9;
const pickupsAheadMs = 3 * 3_600_000;

/** Accepted trips that nobody has set out for and that are to begin within some hours. */
async function waitingSoon(tx: Tx, bookingIds: readonly string[]): Promise<Set<string>> {
  if (bookingIds.length === 0) return new Set();
  const rows = await tx.db
    .select({ bookingId: trip.bookingId, plannedPickupAt: trip.plannedPickupAt })
    .from(trip)
    .where(
      and(
        eq(trip.regionId, tx.region.id),
        eq(trip.status, "assigned"),
        inArray(trip.bookingId, [...bookingIds]),
      ),
    );
  const until = tx.now.getTime() + pickupsAheadMs;
  return new Set(rows.filter((it) => it.plannedPickupAt.getTime() <= until).map((it) => it.bookingId));
}

const ridersOf = (day: DayPlan, shiftIds: readonly string[]): string[] => [
  ...new Set(
    day.plan.routes
      .filter((it) => shiftIds.includes(it.shiftId))
      .flatMap((it) => it.stops.map((stop) => stop.requestId)),
  ),
];

/** Let the other vehicle take over: routes, claims, trip and plate, told to the booker, all or nothing. */
async function carryOut(tx: Tx, day: DayPlan, rescue: Rescue): Promise<void> {
  const { requestId, fromShiftId, order } = rescue;
  const shiftIds = [fromShiftId, order.shiftId];
  await lockPlanOf(tx, ridersOf(day, shiftIds), shiftIds);
  const still = await waitingSoon(tx, [requestId]);
  if (!still.has(requestId)) throw new StalePlan();
  await takeOff(tx, fromShiftId, [requestId]);
  const change = { orders: [order], seen: day.planVersions, leaving: [], joining: [requestId] };
  await commitRoutes(tx, day, change);
  await tellVehicle(tx, requestId, `${order.shiftId}:${day.planVersions.get(order.shiftId) ?? 0}`);
  const percent = (chance: number): number => Math.round(chance * 100);
  await writeAudit(tx, {
    verb: "dispatch.rescue",
    noun: "booking",
    nounId: requestId,
    bookingId: requestId,
    before: { shiftId: fromShiftId, keptPercent: percent(rescue.chanceBefore) },
    after: { shiftId: order.shiftId, keptPercent: percent(rescue.chanceAfter) },
  });
  const orgs = shiftIds.map((id) => day.shifts.get(id)?.row.orgId);
  await wake(tx, { orgs: [...new Set(orgs)], booking: requestId });
}

/** Somebody else changed the plan first: the next round looks again. */
const passing = (error: unknown): boolean =>
  error instanceof StalePlan ||
  error instanceof UnsoundPlan ||
  error instanceof UnmeasuredPlace ||
  lostRace(error);

async function findNext(ctx: Context): Promise<{ day: DayPlan; rescue: Rescue } | null> {
  const day = await dayPlan(ctx, localDay(ctx.now, ctx.region.timeZone), []);
  const { rescueBelowPercent } = day.inForce.settings.planning;
  if (rescueBelowPercent === null) return null;
  const ids = day.problem.requests.map((it) => it.id);
  const movable = await inTransaction(ctx, (tx) => asPlatform(tx, (p) => waitingSoon(p, ids)));
  if (movable.size === 0) return null;
  const problem = problemAt(day, ctx.now);
  const asked = { movable, dangerBelow: rescueBelowPercent / 100, sureFrom };
  const rescue = findRescue(problem, standingPlan(problem, day.plan), luckOf(day), asked);
  return rescue && { day, rescue };
}

/**
 * Keep today's promises although vehicles run late (M13): who is likely to be fetched too late and is not on any vehicle's
 * way yet rides with another vehicle of the same operator that keeps the promise, and is told its plate. Answers with the
 * bookings that changed their vehicle. Any number of workers may look: the plan's versions let one of them write.
 */
export async function keepPromises(ctx: Context): Promise<string[]> {
  const kept: string[] = [];
  while (kept.length < rescuesPerRound) {
    const found = await findNext(ctx);
    if (!found || kept.includes(found.rescue.requestId)) break;
    try {
      await inTransaction(ctx, (tx) => asPlatform(tx, (p) => carryOut(p, found.day, found.rescue)));
    } catch (error) {
      if (!passing(error)) throw error;
      break;
    }
    kept.push(found.rescue.requestId);
  }
  return kept;
}
