import type { Context } from "@/server/context";
import type { Plan } from "@/server/core/scheduler/plan";
import type { Problem } from "@/server/core/scheduler/problem";
import { soundPart, standingPlan } from "@/server/core/scheduler/standing";
import type { LateRoute } from "@/server/core/travel-times";
import { asPlatform, inTransaction } from "@/server/scope";
import { bookingsOn, type DayPlan, makeDay, planShift, pointsOf, problemAt } from "./day";
import type { BookingFacts } from "./load-bookings";
import { addPlaces, emptyPlaces } from "./places";
import type { DayTravel } from "./travel";

/** Broken rules of a plan as it stands, by shift; one and the same broken rule reads the same whatever the figures. */
function brokenBy(problem: Problem, plan: Plan): Map<string, Map<string, string>> {
  const { setAside } = soundPart(problem, standingPlan(problem, plan));
  return new Map(
    setAside.map(({ shiftId, findings }) => [
      shiftId,
      new Map(findings.map((it) => [`${it.constraint} ${it.requestId ?? ""}`, it.constraint])),
    ]),
  );
}

/** The day as it would be with other driving times: the same shifts, orders and promises, every way measured anew. */
async function dayBy(ctx: Context, day: DayPlan, travel: DayTravel): Promise<DayPlan> {
  const shifts = [...day.shifts.values()];
  const bookings = await inTransaction(ctx, (tx) => asPlatform(tx, (p) => bookingsOn(p, shifts)));
  const on = (shiftId: string) => bookings.get(shiftId) ?? new Map<string, BookingFacts>();
  const places = emptyPlaces();
  const points = shifts.flatMap((facts) => pointsOf(facts, on(facts.row.id)));
  const regionProfile = day.inForce.settings.roads;
  await addPlaces(places, points, { regionProfile, travel: travel.travel });
  return makeDay(
    { ...day, travel, places },
    shifts.map((facts) => planShift(facts, on(facts.row.id), places, day.epochMs)),
  );
}

/**
 * The routes of a day that keep every rule by its own driving times and would break one by others, with the rules they would
 * break; what is broken already counts for nothing. Asks the road gateway, so never inside a transaction.
 */
export async function lateBy(ctx: Context, day: DayPlan, travel: DayTravel): Promise<LateRoute[]> {
  if (day.plan.routes.every((route) => route.stops.length === 0)) return [];
  const other = await dayBy(ctx, day, travel);
  const before = brokenBy(problemAt(day, ctx.now), day.plan);
  const after = brokenBy(problemAt(other, ctx.now), other.plan);
  return [...after].flatMap(([shiftId, broken]) => {
    const fresh = [...broken].filter(([key]) => !before.get(shiftId)?.has(key));
    const constraints = [...new Set(fresh.map(([, constraint]) => constraint))].sort();
    return constraints.length > 0 ? [{ shiftId, constraints }] : [];
  });
}
