import { describe, expect, it } from "vitest";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";
import type { Luck } from "@/server/core/scheduler/keeping";
import { emptyPlan } from "@/server/core/scheduler/plan";
import type { Problem, Shift, StopName } from "@/server/core/scheduler/problem";
import { findRescue } from "@/server/core/scheduler/rescue";
import { standingPlan } from "@/server/core/scheduler/standing";

const hour = 3600;
const luck: Luck = {
  drives: () => ({ factor: 1, logSd: 0.25 }),
  readiness: { lateShare: 0.25, lateSeconds: 1200 },
};
const pickup = (requestId: string): StopName => ({ requestId, kind: "pickup" });
const drop = (requestId: string): StopName => ({ requestId, kind: "drop" });

/** One is at the door of r1 still at ten; r2 is promised from ten to half past, and two minutes more would do nothing. */
function lateMorning(second: Partial<Shift> = {}, promisedUntil = 10.5 * hour): Problem {
  const late = makeShift({
    locked: [pickup("r1"), drop("r1")],
    position: { place: 1, fromSeconds: 10 * hour, wheelSeconds: 0 },
  });
  const promised = { fromSeconds: 10 * hour, toSeconds: promisedUntil };
  return makeProblem(
    [late, makeShift({ id: "s2", ...second })],
    [makeRequest(), makeRequest({ id: "r2", pickupWindow: promised, promise: promised, lockShiftId: "s1" })],
    { nowSeconds: 10 * hour },
  );
}

const orderOf = (problem: Problem) => {
  const stops = [pickup("r1"), drop("r1"), pickup("r2"), drop("r2")];
  const times = { arriveSeconds: 0, startSeconds: 0, departSeconds: 0 };
  const figures = { drivenMetres: 0, emptyMetres: 0, dutySeconds: 0, restSeconds: 0, costFen: 0 };
  const route = { breaks: [], leaveSeconds: 0, returnSeconds: 0, figures };
  const routes = [{ ...route, shiftId: "s1", stops: stops.map((it) => ({ ...it, ...times })) }];
  return standingPlan(problem, { ...emptyPlan, routes });
};

const rescueIn = (problem: Problem, movable = ["r1", "r2"]) =>
  findRescue(problem, orderOf(problem), luck, {
    movable: new Set(movable),
    dangerBelow: 0.75,
    sureFrom: 0.9,
  });

describe("a promise in danger", () => {
  it("is kept by another vehicle of the operator", () => {
    const found = rescueIn(lateMorning());
    expect(found).toMatchObject({
      requestId: "r2",
      fromShiftId: "s1",
      order: { shiftId: "s2", stops: [pickup("r2"), drop("r2")] },
    });
    expect(found?.chanceBefore).toBeLessThan(0.3);
    expect(found?.chanceAfter).toBeGreaterThan(0.9);
  });

  it.each([
    ["another operator's vehicle", { operatorId: "op2" }],
    ["one that may not carry the patient", { vehicleClass: "wheelchair" as const }],
    ["one whose shift has not begun", { window: { fromSeconds: 11 * hour, toSeconds: 18 * hour } }],
  ])("is not given to %s", (_whose, second) => {
    expect(rescueIn(lateMorning(second))).toBeNull();
  });

  it("stays with its vehicle while it is likely kept, or may not be moved, or its crew has set out", () => {
    expect(rescueIn(lateMorning({}, 13 * hour))).toBeNull();
    expect(rescueIn(lateMorning(), ["r1"])).toBeNull();
    const late = lateMorning();
    const [first, second] = late.shifts as [Shift, Shift];
    const setOut = { ...first, locked: [...first.locked, pickup("r2"), drop("r2")] };
    expect(rescueIn({ ...late, shifts: [setOut, second] })).toBeNull();
  });

  it("is not kept at the cost of somebody else's", () => {
    const problem = lateMorning();
    const own = { fromSeconds: 10.2 * hour, toSeconds: 10.4 * hour };
    const third = makeRequest({ id: "r3", pickupPlace: 3, dropPlace: 0, pickupWindow: own, promise: own });
    const crowded = { ...problem, requests: [...problem.requests, third] };
    const plan = orderOf(crowded);
    const stops = [pickup("r3"), drop("r3")].map((it) => ({
      ...it,
      arriveSeconds: 0,
      startSeconds: 0,
      departSeconds: 0,
    }));
    const routes = plan.routes.map((it) => (it.shiftId === "s2" ? { ...it, stops } : it));
    const asked = { movable: new Set(["r2", "r3"]), dangerBelow: 0.75, sureFrom: 0.9 };
    expect(findRescue(crowded, standingPlan(crowded, { ...plan, routes }), luck, asked)).toBeNull();
  });
});
