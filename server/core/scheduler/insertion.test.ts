import { describe, expect, it } from "vitest";
import { explain } from "@/server/core/scheduler/explain";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";
import { fitRecord, makeFitRecord } from "@/server/core/scheduler/fit-record";
import { rankInsertions } from "@/server/core/scheduler/insertion";
import { emptyPlan } from "@/server/core/scheduler/plan";
import { withPlaces } from "@/server/core/scheduler/problem";
import { solve } from "@/server/core/scheduler/search";
import { findSlots } from "@/server/core/scheduler/slots";

const hour = 3600;
const stop = { iterations: 1000 };
const near = makeShift({ id: "near", startPlace: 1, endPlace: 1 });
const far = makeShift({ id: "far", operatorId: "op2", startPlace: 3, endPlace: 3 });

describe("rankInsertions", () => {
  it("puts the cheapest shift first, with figures that add up", () => {
    const problem = makeProblem([far, near], []);
    const ranked = rankInsertions(problem, emptyPlan, makeRequest());
    expect(ranked.map((it) => [it.shiftId, it.feasible])).toEqual([
      ["near", true],
      ["far", true],
    ]);
    // 5 km with the patient, 5 km back empty; loading, ten minutes, unloading, ten minutes.
    expect(ranked[0]).toMatchObject({
      addedMetres: 10_000,
      emptyMetres: 5000,
      addedSeconds: 2400,
      classRank: 0,
    });
    expect(ranked[0]?.addedCostFen).toBe(10 * 200 + 5 * 100 + (2400 * 6000) / 3600);
    expect(ranked[0]).toMatchObject({
      pickupSeconds: 9 * hour,
      dropSeconds: 9 * hour + 1200,
      violations: [],
    });
  });

  it("tells everything that is wrong with a shift, not the first or last thing", () => {
    const request = makeRequest({
      equipment: ["suction"],
      patientKg: 200,
      serviceLevel: "care_transfer",
      pickupWindow: { fromSeconds: 6 * hour, toSeconds: 7 * hour },
    });
    const [only] = rankInsertions(makeProblem([near], []), emptyPlan, request);
    const constraints = only?.violations.map((it) => it.constraint);
    expect(constraints).toEqual(["equipment", "service_level", "bariatric", "time_window"]);
    expect(only?.violations.at(-1)?.detail).toMatchObject({ lateSeconds: hour });
  });

  it("takes a planned request out before ranking it again", () => {
    const problem = makeProblem([near, far], [makeRequest()]);
    const plan = solve(problem, { seed: 1, stop });
    const [best] = rankInsertions(problem, plan, makeRequest());
    expect(best).toMatchObject({ shiftId: "near", pickupStop: 0, dropStop: 1, addedMetres: 10_000 });
  });

  it("has no answer for someone who is already on board", () => {
    const boarded = {
      requestId: "r1",
      kind: "pickup" as const,
      startSeconds: 9 * hour,
      departSeconds: 9 * hour + 600,
    };
    const problem = makeProblem([{ ...near, driven: [boarded] }], [makeRequest()]);
    expect(rankInsertions(problem, emptyPlan, makeRequest())).toEqual([]);
  });

  it("is stored and read back as JSON without loss", () => {
    const request = makeRequest({ equipment: ["suction"] });
    const record = makeFitRecord(
      request,
      rankInsertions(makeProblem([near, far], []), emptyPlan, request),
      0,
      0,
    );
    expect(fitRecord.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
    expect(record.candidates).toHaveLength(2);
  });
});

describe("findSlots", () => {
  const busy = makeRequest({
    id: "busy",
    pickupWindow: { fromSeconds: 9 * hour, toSeconds: 9 * hour + 300 },
  });
  const problem = makeProblem([near], [busy]);
  const plan = solve(problem, { seed: 1, stop });
  const search = {
    fromSeconds: 8 * hour,
    toSeconds: 11 * hour,
    stepSeconds: 900,
    widthSeconds: 1800,
    count: 3,
  };

  it("offers distinct windows around what is planned", () => {
    const slots = findSlots(problem, plan, makeRequest(), search);
    // Forty minutes for a ride and the way back: half past eight would make the patient of nine o'clock late.
    expect(slots.map((it) => it.pickupWindow.fromSeconds / hour)).toEqual([8, 9.25, 9.75]);
    expect(slots[1]?.pickupSeconds).toBe(9 * hour + 2400);
  });

  it("asks nothing of the window in the request, and of the shift only what it can do", () => {
    const later = { ...search, fromSeconds: 17 * hour, toSeconds: 19 * hour };
    expect(
      findSlots(problem, plan, makeRequest(), later).map((it) => it.pickupWindow.fromSeconds / hour),
    ).toEqual([17]);
    expect(findSlots(problem, plan, makeRequest({ vehicleClasses: ["monitored"] }), search)).toEqual([]);
    expect(findSlots(problem, plan, makeRequest(), { ...search, stepSeconds: 0 })).toEqual([]);
  });

  it("serves ends that no planned trip touches", () => {
    const wider = withPlaces(problem, 1, (from, to) => ({ seconds: 60 * Math.abs(from - to), metres: 100 }));
    const [slot] = findSlots(wider, plan, makeRequest({ pickupPlace: 4 }), search);
    expect(slot).toMatchObject({ pickupSeconds: 8 * hour + 180, addedMetres: 100 + 100 + 5000 });
  });
});

describe("explain", () => {
  it("finds the nearest hour that would do", () => {
    const request = makeRequest({ pickupWindow: { fromSeconds: 6 * hour, toSeconds: 7 * hour } });
    const explanation = explain(makeProblem([near], []), emptyPlan, request);
    expect(explanation.feasibleShiftIds).toEqual([]);
    expect(explanation.shifts[0]?.violations).toMatchObject([{ constraint: "time_window" }]);
    expect(explanation.smallestChange).toMatchObject({
      kind: "move_pickup",
      shiftId: "near",
      bySeconds: hour,
    });
  });

  it("names the one rule that keeps a shift off", () => {
    const worse = { ...far, medicalLicence: false };
    const request = makeRequest({ patientKg: 160, allowedOperators: ["op1"] });
    const explanation = explain(makeProblem([worse, near], []), emptyPlan, request);
    expect(explanation.smallestChange).toMatchObject({
      kind: "relax",
      shiftId: "near",
      constraint: "bariatric",
    });
    expect(explanation.shifts.map((it) => it.violations.length)).toEqual([1, 2]);
  });

  it("has nothing to change where a shift fits", () => {
    const explanation = explain(makeProblem([near], []), emptyPlan, makeRequest());
    expect(explanation).toMatchObject({ feasibleShiftIds: ["near"], smallestChange: undefined });
  });
});
