import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allotBerths } from "@/server/core/berth-allotment";
import { arbitraryProblem } from "@/server/core/scheduler/factory";
import { placeRequest, ridersOf } from "@/server/core/scheduler/placing";
import { emptyPlan, type Plan, type PlannedRoute } from "@/server/core/scheduler/plan";
import { type Problem, type Request, withRequest } from "@/server/core/scheduler/problem";
import { findSlots, type SlotFit } from "@/server/core/scheduler/slots";
import { verifyPlan } from "@/server/core/scheduler/verify/verify-plan";

const runs = (numRuns: number) => ({ numRuns, seed: 20_261_123 });
const search = { fromSeconds: 21_600, toSeconds: 72_000, stepSeconds: 1800, widthSeconds: 1800, count: 6 };

/** Small cities whose region limits the empty run, and some of whose crews lack somebody for grade II. */
const cities = fc
  .tuple(
    fc.oneof(arbitraryProblem(20), arbitraryProblem(60)),
    fc.constantFrom(null, 0, 5_000, 40_000),
    fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    fc.array(fc.constantFrom(null, "II" as const), { minLength: 12, maxLength: 12 }),
  )
  .map(([problem, maxEmptyRunMetres, lacking, grades]): Problem => {
    const limit = { rule: "grade-ii", grade: "II" as const, beyondMetres: null, missing: "doctor 1" };
    return {
      ...problem,
      rules: { ...problem.rules, maxEmptyRunMetres },
      shifts: problem.shifts.map((it, index) => ({ ...it, staffingLimits: lacking[index] ? [limit] : [] })),
      requests: problem.requests.map((it, index) => ({ ...it, grade: grades[index] ?? null })),
    };
  });

interface Day {
  problem: Problem;
  plan: Plan;
}

const onlyShift = ({ problem, plan }: Day, shiftId: string): Day => {
  const routes = plan.routes.filter((it) => it.shiftId === shiftId);
  const riding = new Set(routes.flatMap((it) => it.stops.map((stop) => stop.requestId)));
  return {
    problem: {
      ...problem,
      shifts: problem.shifts.filter((it) => it.id === shiftId),
      requests: problem.requests.filter((it) => riding.has(it.id)),
    },
    plan: { ...plan, routes },
  };
};

/** Put a request on one shift as holding and accepting do: that shift alone, its window promised. */
function put(day: Day, shiftId: string, asked: Request): { day: Day; route: PlannedRoute } | null {
  const alone = onlyShift(day, shiftId);
  const { route } = placeRequest(alone.problem, alone.plan, asked);
  if (!route) return null;
  const problem = withRequest(day.problem, asked);
  const shifts = problem.shifts.map((it) =>
    it.id === shiftId ? { ...it, settled: [...new Set([...it.settled, asked.id])] } : it,
  );
  const others = day.plan.routes.filter((it) => it.shiftId !== shiftId);
  return {
    day: { problem: { ...problem, shifts }, plan: { ...day.plan, routes: [...others, route] } },
    route,
  };
}

/** Every berth of the route's riders, none taken twice at a time. */
function berthsFound({ problem }: Day, route: PlannedRoute): boolean {
  const shift = problem.shifts.find((it) => it.id === route.shiftId);
  const allotted = shift && allotBerths(ridersOf(problem, route, 0), shift.berths);
  if (!allotted) return false;
  return allotted.every((one, index) =>
    allotted.every(
      (other, at) =>
        at <= index ||
        other.untilMs <= one.fromMs ||
        other.fromMs >= one.untilMs ||
        other.berths.every((berth) => !one.berths.includes(berth)),
    ),
  );
}

const promised = (request: Request, slot: SlotFit): Request => ({
  ...request,
  pickupWindow: slot.pickupWindow,
  promise: slot.pickupWindow,
});

describe("a slot offered is a slot kept", () => {
  it("can be held, verified and accepted, each of them, in any small city", () => {
    const seen = { slots: 0, shared: 0, full: 0 };
    fc.assert(
      fc.property(cities, (city) => {
        let day: Day = { problem: { ...city, requests: [] }, plan: emptyPlan };
        for (const drawn of city.requests) {
          const request = { ...drawn, promise: undefined, dropWindow: { fromSeconds: 0, toSeconds: 86_400 } };
          const slots = findSlots(day.problem, day.plan, request, search);
          if (slots.length === 0) seen.full++;
          let next: Day | null = null;
          for (const slot of slots) {
            const asked = promised(request, slot);
            const held = put(day, slot.shiftId, asked);
            // Held: the shift alone finds room, with a berth for everybody; the verifier agrees.
            expect(held).not.toBeNull();
            if (!held) continue;
            expect(berthsFound(held.day, held.route)).toBe(true);
            expect(verifyPlan(held.day.problem, held.day.plan).violations).toEqual([]);
            // Accepted later: placed anew on the same shift, where it stands already.
            const accepted = put(held.day, slot.shiftId, asked);
            expect(accepted).not.toBeNull();
            expect(accepted && verifyPlan(accepted.day.problem, accepted.day.plan).violations).toEqual([]);
            const codes = held.route.stops.map((it) => it.kind).join();
            if (codes.includes("pickup,pickup")) seen.shared++;
            seen.slots++;
            next ??= held.day;
          }
          day = next ?? day;
        }
      }),
      runs(250),
    );
    expect(seen.slots).toBeGreaterThan(500);
    expect(seen.shared).toBeGreaterThan(20);
    expect(seen.full).toBeGreaterThan(20);
  }, 120_000);
});
