import { and, eq, inArray, sql } from "drizzle-orm";
import { shift } from "@/db/schema/fleet";
import type { Tx } from "@/server/context";
import { type Allotment, allotBerths, type Rider } from "@/server/core/berth-allotment";
import type { Ranked } from "@/server/core/scheduler/insertion";
import { placeRequest, ridersOf } from "@/server/core/scheduler/placing";
import type { PlannedRoute } from "@/server/core/scheduler/plan";
import { type Problem, type Request, withRequest } from "@/server/core/scheduler/problem";
import type { RouteStop } from "@/server/core/shift";
import { berthsOn, type ClaimMark, deleteClaims, writeClaims } from "./claims";
import { bookingsOn, type DayPlan, requestsOn, toSeconds } from "./day";
import type { BookingFacts } from "./load-bookings";
import { loadShifts, type ShiftFacts } from "./load-shifts";
import { lockShifts } from "./lock";
import { assemble, planRules, toRequest, toRoute, toShift } from "./problem";
import { isPlannedBy } from "./travel";

/** The plan changed between reading and writing: plan again. */
export class StalePlan extends Error {}

/** One shift as it stands under its lock, with the booking asked about in the problem. */
interface Question {
  facts: ShiftFacts;
  bookings: Map<string, BookingFacts>;
  request: Request;
  problem: Problem;
  route: PlannedRoute;
}

/** Nothing is written by driving times that no longer hold for the day; asked under the shifts' locks. Throws StalePlan. */
export async function holdTravel(tx: Tx, { day, travel }: DayPlan): Promise<void> {
  if (!(await isPlannedBy(tx, day, travel.versions))) throw new StalePlan();
}

async function questionOf(
  tx: Tx,
  day: DayPlan,
  shiftId: string,
  asked: BookingFacts,
): Promise<Question | null> {
  const [facts] = await loadShifts(tx, [shiftId]);
  if (!facts) return null;
  const bookings = (await bookingsOn(tx, [facts])).get(shiftId) ?? new Map<string, BookingFacts>();
  const shiftNow = toShift(facts, bookings, day.places, day.epochMs);
  const others = requestsOn(
    new Map([...bookings].filter(([id]) => id !== asked.id)),
    day.places,
    day.epochMs,
  );
  const request = toRequest(
    asked,
    day.places,
    day.epochMs,
    asked.window ?? asked.wanted,
    asked.window !== null,
  );
  const route = toRoute(facts, bookings);
  const { problem } = assemble(
    [shiftNow],
    [...others, request],
    [route],
    day.places,
    toSeconds(day, tx.now),
    planRules(day.inForce.settings),
  );
  return { facts, bookings, request, problem, route };
}

/** The stops of a planned route as the shift keeps them. */
export function routeStops(
  route: PlannedRoute,
  bookings: ReadonlyMap<string, BookingFacts>,
  epochMs: number,
): RouteStop[] {
  return route.stops.flatMap((stop): RouteStop[] => {
    const its = bookings.get(stop.requestId);
    if (!its) return [];
    const pickup = stop.kind === "pickup";
    return [
      {
        bookingId: its.id,
        kind: pickup ? "pickup" : "dropoff",
        ...(pickup ? its.from : its.to),
        plannedAt: Math.round(epochMs / 1000) + stop.startSeconds,
        serviceSeconds: stop.departSeconds - stop.startSeconds,
      },
    ];
  });
}

/**
 * The berths of everybody on a route, at the times of what really happened: who boarded long before the plan said so sits
 * there from now on and no longer at the planned time. Those on board keep the berths they hold. Null: somebody finds none.
 */
export async function allotRoute(
  tx: Tx,
  facts: ShiftFacts,
  problem: Problem,
  route: PlannedRoute,
  epochMs: number,
): Promise<Allotment[] | null> {
  const held = await berthsOn(tx, facts.row.id);
  const riders = ridersOf(problem, route, epochMs).map(({ isAboard, ...rider }): Rider => {
    const its = isAboard ? held.get(rider.bookingId) : undefined;
    if (!its) return rider;
    // What lies behind was held as it was; whose it was then stands in nobody's way.
    return { ...rider, fromMs: Math.min(its.from.getTime(), tx.now.getTime()), kept: its.berths };
  });
  return allotBerths(riders, facts.vehicle.berths);
}

/** Write a shift's route on the version that was seen. Throws StalePlan when somebody was there before. */
export async function writeRoute(tx: Tx, facts: ShiftFacts, route: RouteStop[]): Promise<void> {
  const written = await tx.db
    .update(shift)
    .set({ route, planVersion: facts.row.planVersion + 1 })
    .where(
      and(
        eq(shift.regionId, tx.region.id),
        eq(shift.id, facts.row.id),
        eq(shift.planVersion, facts.row.planVersion),
      ),
    )
    .returning({ id: shift.id });
  if (written.length === 0) throw new StalePlan();
}

/** Where a booking came to lie in a shift's route. */
export interface Placement {
  shift: ShiftFacts;
  plannedPickupAt: Date;
  plannedDropoffAt: Date;
}

export type PlacementResult = { placed: Placement; fit: Ranked } | { placed: null; fit: Ranked | null };

/**
 * Put a booking on a locked shift if every rule still holds there, with its claims; a booking already on the shift is
 * placed anew. Answers without a placement, and with the reasons, when it does not fit. Throws StalePlan, UnmeasuredPlace
 * (plan again) and the database's refusal of an overlapping claim.
 */
export async function placeBooking(
  tx: Tx,
  day: DayPlan,
  shiftId: string,
  asked: BookingFacts,
  mark: ClaimMark,
): Promise<PlacementResult> {
  await lockShifts(tx, [shiftId]);
  await holdTravel(tx, day);
  const question = await questionOf(tx, day, shiftId, asked);
  if (!question) return { placed: null, fit: null };
  const plan = {
    routes: [question.route],
    unserved: [],
    score: { unservedFen: [], promisesMoved: 0, costFen: 0 },
  };
  const { fit, route } = placeRequest(question.problem, plan, question.request);
  if (!route) return { placed: null, fit };
  const problem = withRequest(question.problem, question.request);
  const allotments = await allotRoute(tx, question.facts, problem, route, day.epochMs);
  if (!allotments) return { placed: null, fit };
  const bookings = new Map(question.bookings).set(asked.id, asked);
  const stops = routeStops(route, bookings, day.epochMs);
  await writeRoute(tx, question.facts, stops);
  const { id, vehicleId } = question.facts.row;
  await writeClaims(tx, { shiftId: id, vehicleId }, allotments, new Map([[asked.id, mark]]));
  const at = (kind: RouteStop["kind"]) =>
    new Date((stops.find((it) => it.bookingId === asked.id && it.kind === kind)?.plannedAt ?? 0) * 1000);
  return {
    placed: { shift: question.facts, plannedPickupAt: at("pickup"), plannedDropoffAt: at("dropoff") },
    fit,
  };
}

/**
 * Take bookings off a shift: stops and claims away, one plan version further. The other stops keep their times, which
 * stay possible. Nothing happens when none of them is on it.
 */
export async function takeOff(tx: Tx, shiftId: string, bookingIds: readonly string[]): Promise<void> {
  await lockShifts(tx, [shiftId]);
  const [row] = await tx.db
    .select({ route: shift.route })
    .from(shift)
    .where(and(eq(shift.regionId, tx.region.id), eq(shift.id, shiftId)));
  await deleteClaims(tx, [...bookingIds]);
  const route = row?.route.filter((stop) => !bookingIds.includes(stop.bookingId));
  if (!row || !route || route.length === row.route.length) return;
  await tx.db
    .update(shift)
    .set({ route, planVersion: sql`${shift.planVersion} + 1` })
    .where(and(eq(shift.regionId, tx.region.id), eq(shift.id, shiftId)));
}

/** Let everybody plan these shifts anew: what they know of vehicle, crew or papers no longer holds. */
export async function bumpPlans(tx: Tx, shiftIds: string[]): Promise<void> {
  if (shiftIds.length === 0) return;
  // In the order of their ids: an update of many rows takes them in any.
  await lockShifts(tx, shiftIds);
  await tx.db
    .update(shift)
    .set({ planVersion: sql`${shift.planVersion} + 1` })
    .where(and(eq(shift.regionId, tx.region.id), inArray(shift.id, shiftIds)));
}
