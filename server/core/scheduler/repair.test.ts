import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";
import { emptyPlan, type Plan } from "@/server/core/scheduler/plan";
import type { Problem, Request } from "@/server/core/scheduler/problem";
import { repair } from "@/server/core/scheduler/repair";
import { solve } from "@/server/core/scheduler/search";
import { standingPlan } from "@/server/core/scheduler/standing";
import { verifyPlan } from "@/server/core/scheduler/verify/verify-plan";

const hour = 3600;
const everybody = Array.from({ length: 9 }, (_, index) => `r${index}`);
const options = {
  seed: 1,
  iterations: 3_000,
  maxDelaySeconds: 3 * hour,
  movable: ["a", "b", "c", ...everybody],
};

const told = (from: number, minutes = 30) => ({
  fromSeconds: from * hour,
  toSeconds: from * hour + minutes * 60,
});
const ride = (id: string, from: number, more: Partial<Request> = {}) =>
  makeRequest({ id, pickupPlace: 0, dropPlace: 1, pickupWindow: told(from), promise: told(from), ...more });

type Rides = Record<string, string[]>;
const planOf = (rides: Rides): Plan => ({
  ...emptyPlan,
  routes: Object.entries(rides).map(([shiftId, ids]) => ({
    shiftId,
    stops: ids.flatMap((requestId) =>
      (["pickup", "drop"] as const).map((kind) => ({
        requestId,
        kind,
        arriveSeconds: 0,
        startSeconds: 0,
        departSeconds: 0,
      })),
    ),
    breaks: [],
    leaveSeconds: 0,
    returnSeconds: 0,
    figures: { drivenMetres: 0, emptyMetres: 0, dutySeconds: 0, restSeconds: 0, costFen: 0 },
  })),
});
const [s1, s2, s3] = ["s1", "s2", "s3"].map((id) => makeShift({ id }));
const shifts = [s1, s2, s3].flatMap((it) => it ?? []);
const all = (problem: Problem) => problem.requests.map((it) => it.id);

describe("a vehicle that fails", () => {
  it("is replaced without moving a promise where that is possible, and nobody else is touched", () => {
    const problem = makeProblem(shifts, [ride("a", 9), ride("b", 9), ride("c", 12)]);
    const plan = planOf({ s1: ["a"], s2: ["b"], s3: ["c"] });
    const found = repair(problem, plan, { shiftId: "s1", untilSeconds: null }, { ...options, ours: ["a"] });
    expect(found).toMatchObject({ displaced: ["a"], underWay: [] });
    expect(found.options).toHaveLength(1);
    expect(found.options[0]).toMatchObject({ kind: "keep_promises", promises: [], unplaced: [] });
    expect(found.options[0]?.moves).toMatchObject([{ requestId: "a", toShiftId: "s3" }]);
    expect(found.options[0]?.orders.map((it) => it.shiftId)).toEqual(["s3"]);
  });

  it("leaves somebody with the true reason, or moves one promise by as little as it takes", () => {
    const problem = makeProblem(shifts.slice(0, 2), [ride("a", 9), ride("b", 9)]);
    const plan = planOf({ s1: ["a"], s2: ["b"] });
    const found = repair(problem, plan, { shiftId: "s1", untilSeconds: null }, { ...options, ours: ["a"] });
    const [keep, move] = found.options;
    expect(keep).toMatchObject({ kind: "keep_promises", promises: [], moves: [] });
    expect(keep?.unplaced).toMatchObject([{ requestId: "a" }]);
    expect(keep?.unplaced[0]?.reasons.map((it) => it.constraint)).toEqual(["promise"]);
    // Ten minutes each for loading, the way, unloading and the way back: free again at 9:40.
    expect(move).toMatchObject({ kind: "fewest_moved", unplaced: [] });
    expect(move?.promises).toEqual([
      {
        requestId: "a",
        before: told(9),
        pickupSeconds: 9 * hour + 2400,
        after: { fromSeconds: 9 * hour + 600, toSeconds: 9 * hour + 2400 },
      },
    ]);
  });

  it("works again when it is back, and those under way are named and left alone", () => {
    const problem = makeProblem(shifts.slice(0, 1), [ride("a", 9), ride("b", 14)], {
      nowSeconds: 8.5 * hour,
    });
    const plan = planOf({ s1: ["a", "b"] });
    const outage = { shiftId: "s1", untilSeconds: 11 * hour };
    const found = repair(problem, plan, outage, { ...options, ours: ["a", "b"] });
    expect(found.options[0]?.moves).toMatchObject([{ requestId: "b", toShiftId: "s1" }]);
    expect(found.options[1]?.promises).toMatchObject([{ requestId: "a", pickupSeconds: 11 * hour }]);
    const locked = makeShift({
      id: "s1",
      locked: [
        { requestId: "a", kind: "pickup" },
        { requestId: "a", kind: "drop" },
      ],
    });
    const moving = makeProblem([locked], [ride("a", 9), ride("b", 14)], { nowSeconds: 8.5 * hour });
    const lost = repair(moving, plan, outage, { ...options, ours: ["b"] });
    expect(lost).toMatchObject({ underWay: ["a"], displaced: ["b"] });
    expect(lost.options.flatMap((it) => it.orders)).toEqual([]);
    expect(lost.options[0]?.unplaced.map((it) => it.requestId)).toEqual(["b"]);
  });

  it("puts off nobody whom the operator does not carry", () => {
    const problem = makeProblem(shifts.slice(0, 2), [ride("a", 9), ride("b", 9)]);
    const outage = { shiftId: "s1", untilSeconds: null };
    const plan = planOf({ s1: ["a"], s2: ["b"] });
    const found = repair(problem, plan, outage, { ...options, ours: ["a"], movable: [] });
    expect(found.options.map((it) => it.kind)).toEqual(["keep_promises"]);
  });

  it("places only whom it may place", () => {
    const problem = makeProblem(shifts, [ride("a", 9), ride("held", 11), ride("b", 9)]);
    const plan = planOf({ s1: ["a", "held"], s2: ["b"], s3: [] });
    const found = repair(problem, plan, { shiftId: "s1", untilSeconds: null }, { ...options, ours: ["a"] });
    expect(found.displaced).toEqual(["a", "held"]);
    expect(JSON.stringify(found.options)).not.toContain("held");
  });
});

function* orders(ids: readonly string[]): Generator<string[]> {
  if (ids.length === 0) yield [];
  for (const id of ids) for (const rest of orders(ids.filter((it) => it !== id))) yield [id, ...rest];
}

/** Every way to spread the displaced over the vehicles, each in every order. */
function* spreads(stood: Rides, displaced: readonly string[]): Generator<Rides> {
  const [next, ...rest] = displaced;
  if (next === undefined) yield* ordered(Object.entries(stood));
  else
    for (const target of [null, ...Object.keys(stood)])
      yield* spreads(target ? { ...stood, [target]: [...(stood[target] ?? []), next] } : stood, rest);
}

function* ordered(entries: [string, string[]][]): Generator<Rides> {
  const [first, ...rest] = entries;
  if (!first) yield {};
  else
    for (const order of orders(first[1]))
      for (const others of ordered(rest)) yield { [first[0]]: order, ...others };
}

/** [left, promises moved] of the best of all ways. */
function exhaustive(problem: Problem, stood: Rides, displaced: readonly string[]): [number, number] {
  const later = { ...problem, rules: { ...problem.rules, promises: "movable" as const } };
  const loose = {
    ...later,
    requests: problem.requests.map((it) => ({
      ...it,
      pickupWindow: { ...it.pickupWindow, toSeconds: it.pickupWindow.toSeconds + options.maxDelaySeconds },
    })),
  };
  let best: [number, number] = [Number.POSITIVE_INFINITY, 0];
  for (const rides of spreads(stood, displaced)) {
    const plan = standingPlan(loose, planOf(rides));
    const [left, moved] = [plan.unserved.length, plan.score.promisesMoved];
    if (left > best[0] || (left === best[0] && moved >= best[1])) continue;
    if (verifyPlan(loose, plan).feasible) best = [left, moved];
  }
  return best;
}

describe("the fewest promises", () => {
  it("are as few as an exhaustive search finds, and as few people are left", () => {
    const arbitraryRide = fc.record({
      from: fc.integer({ min: 18, max: 26 }).map((it) => it / 2),
      pickupPlace: fc.integer({ min: 0, max: 3 }),
      dropPlace: fc.integer({ min: 0, max: 3 }),
      home: fc.constantFrom("s1", "s2", "s3"),
    });
    fc.assert(
      fc.property(fc.array(arbitraryRide, { minLength: 3, maxLength: 6 }), (rides) => {
        const requests = rides.map(({ from, home, ...ends }, index) =>
          ride(`r${index}`, from, { ...ends, lockShiftId: home }),
        );
        const locked = makeProblem(shifts, requests);
        const start = solve(locked, { seed: 1, stop: { iterations: 2_000 } });
        const on = (shiftId: string) => [
          ...new Set(start.routes.find((it) => it.shiftId === shiftId)?.stops.map((it) => it.requestId)),
        ];
        const sold = new Set(shifts.flatMap((it) => on(it.id)));
        const problem = makeProblem(
          shifts,
          requests.filter((it) => sold.has(it.id)).map(({ lockShiftId: _home, ...it }) => it as Request),
        );
        const found = repair(
          problem,
          start,
          { shiftId: "s1", untilSeconds: null },
          { ...options, ours: on("s1") },
        );
        const without = { ...problem, shifts: problem.shifts.slice(1) };
        const [left, moved] = exhaustive(without, { s2: on("s2"), s3: on("s3") }, on("s1"));
        const last = found.options.at(-1);
        expect([last?.unplaced.length, last?.promises.length]).toEqual([left, moved]);
        expect(found.options.at(0)?.promises).toEqual([]);
        expect(all(problem).length).toBe(sold.size);
      }),
      { numRuns: 60 },
    );
  });
});
