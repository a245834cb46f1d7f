import { describe, expect, it } from "vitest";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";
import type { Plan } from "@/server/core/scheduler/plan";
import {
  type Problem,
  type ProblemInput,
  parseProblem,
  type Request,
  type Shift,
} from "@/server/core/scheduler/problem";
import { solve } from "@/server/core/scheduler/search";
import { verifyPlan } from "@/server/core/scheduler/verify/verify-plan";

const hour = 3600;
const stop = { iterations: 1000 };

/** Two patients who share one vehicle with a break, the second to be had at eleven. */
const shift = makeShift({
  berths: { escort: 1, seat: 0, wheelchair: 1, stretcher: 1 },
  breaks: [{ durationSeconds: 1800, window: { fromSeconds: 10 * hour, toSeconds: 11 * hour }, paid: false }],
});
const first = makeRequest({ shareable: true });
const second = makeRequest({
  id: "r2",
  shareable: true,
  berth: "wheelchair",
  pickupPlace: 2,
  dropPlace: 3,
  pickupWindow: { fromSeconds: 11 * hour, toSeconds: 12 * hour },
});
const problem = makeProblem([shift], [first, second]);
const plan = solve(problem, { seed: 1, stop });

/** The same plan under another problem: what did the verifier have to notice? */
const noticed = (changed: Problem, tried: Plan = plan): string[] => [
  ...new Set(verifyPlan(changed, tried).violations.map((it) => it.constraint)),
];
const under = (
  shiftChanges: Partial<Shift>,
  requestChanges: Partial<Request> = {},
  changes: Partial<ProblemInput> = {},
) => makeProblem([{ ...shift, ...shiftChanges }], [{ ...first, ...requestChanges }, second], changes);

/** The plan with its only route changed. */
function withRoute(change: (route: Plan["routes"][number]) => Partial<Plan["routes"][number]>): Plan {
  return { ...plan, routes: plan.routes.map((it) => ({ ...it, ...change(it) })) };
}

describe("verifyPlan", () => {
  it("accepts the sound plan and agrees on its cost", () => {
    expect(plan.unserved).toEqual([]);
    expect(verifyPlan(problem, plan)).toEqual({
      feasible: true,
      vehicles: 1,
      cost: plan.score.costFen,
      violations: [],
    });
  });

  it.each<[string, Partial<Shift>, Partial<Request>]>([
    ["equipment", {}, { equipment: ["suction"] }],
    ["vehicle_class", { vehicleClass: "seat" }, {}],
    ["crew", {}, { crew: ["nurse"] }],
    ["crew", {}, { crew: ["bearer", "bearer"] }],
    ["certification", { papers: [{ subject: "crew", validUntilSeconds: 0, reason: "x" }] }, {}],
    ["two_drivers", {}, { distanceMetres: 400_001 }],
    ["service_level", {}, { serviceLevel: "care_transfer" }],
    ["bariatric", {}, { patientKg: 151 }],
    ["operator_excluded", {}, { excludedOperators: ["op1"] }],
    ["operator_excluded", {}, { allowedOperators: ["op2"] }],
    ["operator_excluded", {}, { excludedShifts: ["s1"] }],
    ["lock", {}, { lockShiftId: "s2" }],
    [
      "staffing",
      { staffingLimits: [{ rule: "x", grade: "II", beyondMetres: null, missing: "doctor 1" }] },
      { grade: "II" },
    ],
    [
      "staffing",
      { staffingLimits: [{ rule: "x", grade: null, beyondMetres: 9_999, missing: "driver 2" }] },
      {},
    ],
    ["isolation", {}, { isolation: "negative_pressure" }],
    ["berths", {}, { escorts: 2 }],
    ["berths", { berths: { escort: 1, seat: 0, wheelchair: 1, stretcher: 0 } }, {}],
    ["time_window", {}, { pickupWindow: { fromSeconds: 8 * hour, toSeconds: 8 * hour + 300 } }],
    ["time_window", {}, { dropWindow: { fromSeconds: 0, toSeconds: 9 * hour } }],
    ["promise", {}, { promise: { fromSeconds: 7 * hour, toSeconds: 8 * hour } }],
    ["ride_time", {}, { maxRideSeconds: 599 }],
    ["shift", { window: { fromSeconds: 8 * hour, toSeconds: 11 * hour } }, {}],
    ["breaks", { breaksTaken: 1 }, {}],
    ["schedule", { disinfectionSeconds: 1800 }, { isolation: "shared_forbidden" }],
  ])("notices a broken rule: %s", (constraint, shiftChanges, requestChanges) => {
    expect(noticed(under(shiftChanges, requestChanges))).toContain(constraint);
  });

  it("notices an empty way far longer than the ride it is driven for", () => {
    const limited = {
      ...under({}, { distanceMetres: 1000 }),
      rules: { ...problem.rules, maxEmptyRunMetres: 0 },
    };
    expect(noticed(limited)).toContain("empty_run");
    const settled = { ...limited, shifts: limited.shifts.map((it) => ({ ...it, settled: ["r1", "r2"] })) };
    expect(noticed(settled)).not.toContain("empty_run");
  });

  it("delays a pickup for the patient's sake, and refuses where the window does not allow it", () => {
    const late = { dropWindow: { fromSeconds: 12 * hour, toSeconds: 13 * hour } };
    expect(noticed(under({}, late))).toContain("time_window");
  });

  it("notices people on board together who may not be", () => {
    const [up, down, up2, down2] = plan.routes[0]?.stops ?? [];
    if (!up || !down || !up2 || !down2) throw new Error("four stops expected");
    const together = withRoute(() => ({ stops: [up, up2, down, down2] }));
    expect(noticed(under({}, { isolation: "shared_forbidden" }), together)).toContain("isolation");
    expect(noticed(under({}, { forbiddenCoRiders: ["r2"] }), together)).toContain("forbidden_co_riders");
    expect(noticed(under({}, { shareable: false }), together)).toContain("berths");
  });

  it("notices a break left out, and one taken with a patient on board", () => {
    expect(
      noticed(
        problem,
        withRoute(() => ({ breaks: [] })),
      ),
    ).toEqual(["breaks"]);
    const aboard = withRoute(({ breaks }) => ({ breaks: breaks.map((it) => ({ ...it, beforeStop: 3 })) }));
    expect(noticed(problem, aboard)).toContain("breaks");
  });

  it("notices four hours at the wheel without a rest", () => {
    const position = { place: 0, fromSeconds: 8 * hour, wheelSeconds: 4 * hour + 1 };
    expect(noticed(under({ position }))).toContain("driving_time");
  });

  it("notices times and figures that its own simulation does not confirm", () => {
    const early = withRoute(({ stops }) => ({
      stops: stops.map((it, number) => (number === 1 ? { ...it, startSeconds: it.startSeconds - 1 } : it)),
    }));
    expect(noticed(problem, early)).toEqual(["schedule"]);
    const cheap = withRoute(({ figures }) => ({ figures: { ...figures, costFen: figures.costFen - 2 } }));
    expect(noticed(problem, cheap)).toEqual(["schedule"]);
  });

  it("notices stops lost, doubled, out of order, unknown, and shifts that do not exist", () => {
    expect(
      noticed(
        problem,
        withRoute(({ stops }) => ({ stops: stops.slice(0, 3) })),
      ),
    ).toContain("structure");
    expect(
      noticed(
        problem,
        withRoute(({ stops }) => ({ stops: stops.toReversed() })),
      ),
    ).toContain("structure");
    expect(
      noticed(
        problem,
        withRoute(() => ({ shiftId: "s9" })),
      ),
    ).toContain("structure");
    expect(noticed(problem, { ...plan, routes: [...plan.routes, ...plan.routes] })).toContain("structure");
    expect(noticed(problem, { ...plan, routes: [] })).toEqual(["structure"]);
    expect(noticed(makeProblem([shift], [first]))).toContain("structure");
    const both = { ...plan, unserved: [{ requestId: "r1", reasons: [] }] };
    expect(noticed(problem, both)).toEqual(["structure"]);
  });

  it("notices a driven or locked stop that was moved", () => {
    const locked = [{ requestId: "r2", kind: "pickup" as const }];
    expect(noticed(under({ locked }))).toContain("structure");
    expect(noticed(under({ locked }), { ...plan, routes: [] })).toContain("structure");
  });

  it("knows no optimiser: its files import nothing but types and the parsers", async () => {
    const sources = import.meta.glob<string>("./*.ts", { query: "?raw", import: "default", eager: true });
    const imports = Object.entries(sources)
      .filter(([file]) => !file.endsWith(".test.ts"))
      .flatMap(([, text]) => [...text.matchAll(/^import (type )?.* from "(.*)";$/gm)])
      .filter(([, isType, from]) => !isType && !/\/verify\/|\/core\/formats\/|^zod$/.test(from ?? ""));
    expect(Object.keys(sources).length).toBeGreaterThan(6);
    expect(imports.map((it) => it[0])).toEqual([]);
  });
});

describe("parseProblem", () => {
  const input = {
    horizon: { fromSeconds: 0, toSeconds: 86_400 },
    placeCount: 1,
    travelSeconds: [0],
    travelMetres: [0],
  };

  it.each<[string, object]>([
    ["a matrix of the wrong size", { ...input, travelSeconds: [0, 0], shifts: [], requests: [] }],
    ["a place outside the matrices", { ...input, shifts: [], requests: [makeRequest()] }],
    ["two shifts of one id", { ...input, shifts: [makeShift(), makeShift()], requests: [] }],
    [
      "a driven stop of nobody",
      { ...input, shifts: [makeShift({ locked: [{ requestId: "x", kind: "drop" }] })], requests: [] },
    ],
    ["a fraction of a second", { ...input, travelSeconds: [0.5], shifts: [], requests: [] }],
  ])("refuses %s", (_, bad) => {
    expect(() => parseProblem(bad)).toThrow("scheduler_problem_invalid");
  });
});
