import { and, eq, inArray } from "drizzle-orm";
import { claim } from "@/db/schema/dispatch";
import type { Tx } from "@/server/context";
import type { PlannedRoute } from "@/server/core/scheduler/plan";
import type { Problem } from "@/server/core/scheduler/problem";
import { type NewOrder, standingPlan } from "@/server/core/scheduler/standing";
import type { Finding } from "@/server/core/scheduler/verify/finding";
import { verifyPlan } from "@/server/core/scheduler/verify/verify-plan";
import { type ClaimMark, deleteClaims, writeClaims } from "@/server/services/plan/claims";
import { type DayPlan, planShift, requestsOn, toSeconds } from "@/server/services/plan/day";
import { type BookingFacts, loadBookings } from "@/server/services/plan/load-bookings";
import { loadShifts, type ShiftFacts } from "@/server/services/plan/load-shifts";
import { assemble, planRules } from "@/server/services/plan/problem";
import { allotRoute, holdTravel, routeStops, StalePlan, writeRoute } from "@/server/services/plan/route";
import { followPlan } from "@/server/services/trip/replan";

/** A plan that the verifier refuses is not written, wherever it came from. */
export class UnsoundPlan extends Error {
  constructor(readonly findings: readonly Finding[]) {
    super("The verifier refuses the plan");
  }
}

export interface RouteChange {
  orders: readonly NewOrder[];
  /** The versions of the shifts on which the change was worked out. */
  seen: ReadonlyMap<string, number>;
  /** Bookings that leave these shifts for no other one of them. */
  leaving: readonly string[];
  /** Accepted bookings that were taken off another shift in this transaction. */
  joining: readonly string[];
}

interface Written {
  /** Bookings that ride with another vehicle now. */
  moved: string[];
  /** Everybody on the routes that were written. */
  bookingIds: string[];
}

const idsOf = (routes: readonly { stops: readonly { requestId: string }[] }[]): string[] => [
  ...new Set(routes.flatMap((it) => it.stops.map((stop) => stop.requestId))),
];

const emptyRoute: Omit<PlannedRoute, "shiftId" | "stops"> = {
  breaks: [],
  leaveSeconds: 0,
  returnSeconds: 0,
  figures: { drivenMetres: 0, emptyMetres: 0, dutySeconds: 0, restSeconds: 0, costFen: 0 },
};

const untimed = ({ shiftId, stops }: NewOrder): PlannedRoute => ({
  ...emptyRoute,
  shiftId,
  stops: stops.map((stop) => ({ ...stop, arriveSeconds: 0, startSeconds: 0, departSeconds: 0 })),
});

interface Fresh {
  shifts: Map<string, ShiftFacts>;
  bookings: Map<string, BookingFacts>;
  problem: Problem;
  routes: PlannedRoute[];
}

/** The shifts and riders as they stand under their locks, and the new orders timed from now on. */
async function readFresh(tx: Tx, day: DayPlan, change: RouteChange): Promise<Fresh> {
  const shifts = await loadShifts(
    tx,
    change.orders.map((it) => it.shiftId),
  );
  const stale = shifts.some((it) => it.row.planVersion !== change.seen.get(it.row.id));
  if (stale || shifts.length !== change.orders.length) throw new StalePlan();
  const riding = shifts.flatMap((it) => it.row.route.map((stop) => stop.bookingId));
  const bookings = await loadBookings(tx, [...new Set([...riding, ...idsOf(change.orders)])]);
  const planned = shifts.map((it) => planShift(it, bookings, day.places, day.epochMs));
  const stood = new Set(idsOf(planned.map((it) => it.route)));
  const staying = idsOf(change.orders);
  // Who was cancelled or broken off since is no longer on the routes, whatever the version says.
  const before = new Set([...stood, ...change.joining]);
  const after = new Set([...staying, ...change.leaving]);
  if (before.size !== after.size || [...after].some((id) => !before.has(id))) throw new StalePlan();
  const { problem, plan } = assemble(
    planned.map((it) => it.shift),
    requestsOn(new Map(staying.map((id) => [id, factsOf(bookings, id)])), day.places, day.epochMs),
    change.orders.map(untimed),
    day.places,
    toSeconds(day, tx.now),
    planRules(day.inForce.settings),
  );
  return {
    shifts: new Map(shifts.map((it) => [it.row.id, it])),
    bookings,
    problem,
    routes: checked(problem, standingPlan(problem, plan)),
  };
}

function factsOf(bookings: ReadonlyMap<string, BookingFacts>, id: string): BookingFacts {
  const facts = bookings.get(id);
  if (!facts) throw new StalePlan();
  return facts;
}

function checked(problem: Problem, plan: Parameters<typeof verifyPlan>[1]): PlannedRoute[] {
  const { feasible, violations } = verifyPlan(problem, plan);
  if (!feasible) throw new UnsoundPlan(violations);
  return plan.routes;
}

async function claimsOf(
  tx: Tx,
  bookingIds: string[],
): Promise<{ marks: Map<string, ClaimMark>; on: Map<string, string> }> {
  const rows =
    bookingIds.length === 0
      ? []
      : await tx.db
          .select()
          .from(claim)
          .where(and(eq(claim.regionId, tx.region.id), inArray(claim.bookingId, bookingIds)));
  return {
    marks: new Map(rows.map(({ bookingId, state, holdId }) => [bookingId, { state, holdId }])),
    on: new Map(rows.map((row) => [row.bookingId, row.shiftId])),
  };
}

/** Berths for everybody on every route; those who change their vehicle give up the old ones first. */
async function replaceClaims(
  tx: Tx,
  day: DayPlan,
  fresh: Fresh,
  { leaving, joining }: RouteChange,
): Promise<void> {
  const { marks, on } = await claimsOf(tx, idsOf(fresh.routes));
  for (const id of joining) marks.set(id, { state: "assigned", holdId: null });
  const going = fresh.routes.flatMap((route) =>
    idsOf([route]).filter((id) => on.has(id) && on.get(id) !== route.shiftId),
  );
  await deleteClaims(tx, [...going, ...leaving]);
  for (const route of fresh.routes) {
    const facts = fresh.shifts.get(route.shiftId);
    if (!facts) throw new StalePlan();
    const allotments = await allotRoute(tx, facts, fresh.problem, route, day.epochMs);
    if (!allotments) throw new StalePlan();
    const { id: shiftId, vehicleId } = facts.row;
    await writeClaims(tx, { shiftId, vehicleId }, allotments, marks);
  }
}

/** The trips on the routes with their new times. */
function timesOf(day: DayPlan, routes: readonly PlannedRoute[]) {
  return routes.flatMap((route) =>
    idsOf([route]).map((bookingId) => {
      const at = (kind: "pickup" | "drop") => {
        const stop = route.stops.find((it) => it.requestId === bookingId && it.kind === kind);
        return new Date(day.epochMs + (stop?.startSeconds ?? 0) * 1000);
      };
      return {
        bookingId,
        shiftId: route.shiftId,
        plannedPickupAt: at("pickup"),
        plannedDropoffAt: at("drop"),
      };
    }),
  );
}

/**
 * Write new orders of stops for some shifts: read anew under their locks, timed from now on, verified, then routes on the
 * versions that were seen, claims by delete and insert, and the trips that wait. All or nothing. The caller has locked the
 * bookings and shifts (`lockPlanOf`). Throws StalePlan (somebody was there before), UnsoundPlan, UnmeasuredPlace and the
 * database's refusal of an overlapping claim. Acts as the platform.
 */
export async function commitRoutes(tx: Tx, day: DayPlan, change: RouteChange): Promise<Written> {
  await holdTravel(tx, day);
  const fresh = await readFresh(tx, day, change);
  for (const route of fresh.routes) {
    const facts = fresh.shifts.get(route.shiftId);
    if (!facts) throw new StalePlan();
    await writeRoute(tx, facts, routeStops(route, fresh.bookings, day.epochMs));
  }
  await replaceClaims(tx, day, fresh, change);
  const moved = await followPlan(tx, timesOf(day, fresh.routes));
  return { moved, bookingIds: idsOf(fresh.routes) };
}
