import { describe, expect, it } from "vitest";
import { normalQuantile } from "@/server/core/normal";
import { at } from "@/server/core/scheduler/at";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";
import { isReliable, keptChances, type Luck, type Readiness } from "@/server/core/scheduler/keeping";
import { seededRandom } from "@/server/core/scheduler/random";
import { makeRoute, type Route } from "@/server/core/scheduler/route";
import {
  driveSeconds,
  dropCode,
  isDrop,
  latestSeconds,
  pickupCode,
  placeOf,
  requestOf,
  serviceSeconds,
} from "@/server/core/scheduler/stop";

const hour = 3600;
const punctual: Readiness = { lateShare: 0, lateSeconds: 0 };
const law = (factor: number, logSd: number, readiness = punctual): Luck => ({
  drives: () => ({ factor, logSd }),
  readiness,
});

/** Two patients one after the other; the second may be loaded for so many minutes after the vehicle can be there. */
function twoPatients(minutesOpen: number, secondFrom = 10 * hour) {
  const first = makeRequest({ id: "r1", pickupWindow: { fromSeconds: 9 * hour, toSeconds: 9.5 * hour } });
  const second = makeRequest({
    id: "r2",
    pickupPlace: 3,
    dropPlace: 1,
    pickupWindow: { fromSeconds: secondFrom, toSeconds: secondFrom + minutesOpen * 60 },
  });
  const problem = makeProblem([makeShift()], [first, second]);
  const codes = [pickupCode(0), dropCode(0), pickupCode(1), dropCode(1)];
  return { problem, route: makeRoute(problem, at(problem.shifts, 0), codes) };
}

/** The same rules drawn by lot: drives log-normal, services normal, nobody before the plan, idle before the first stop. */
function drawn(
  route: Route,
  { factor, logSd, readiness = punctual }: { factor: number; logSd: number; readiness?: Readiness },
  runs = 20_000,
): Map<string, number> {
  const { problem, shift, codes, timing } = route;
  const lot = seededRandom(5);
  const u = () => (lot(1_000_000) + 0.5) / 1_000_000;
  const z = () => normalQuantile(u());
  const unready = () => (u() < readiness.lateShare ? -Math.log(u()) * readiness.lateSeconds : 0);
  const kept = new Map<string, number>();
  for (let run = 0; run < runs; run++) {
    let [place, late] = [shift.startPlace, shift.window.fromSeconds - timing.leaveSeconds];
    for (const [stop, code] of codes.entries()) {
      const next = placeOf(problem, code);
      const seconds = driveSeconds(problem, place, next);
      const arrive = at(timing.arrive, stop) + late + seconds * factor * Math.exp(logSd * z()) - seconds;
      const start = Math.max(arrive, at(timing.start, stop));
      const { id } = requestOf(problem, code);
      if (!isDrop(code) && start <= latestSeconds(problem, code))
        kept.set(id, (kept.get(id) ?? 0) + 1 / runs);
      const served = 0.35 * serviceSeconds(problem, shift, code) * z();
      late = start - at(timing.start, stop) + served + (isDrop(code) ? 0 : unready());
      place = next;
    }
  }
  return kept;
}

describe("the chance that a pickup is kept", () => {
  it.each([
    [5, 1, 0.25],
    [10, 1.2, 0.25],
    [15, 1, 0.4],
    [30, 1.3, 0.4],
  ])("with %i minutes of window at %f of the time is what draws by lot come to", (minutes, factor, sd) => {
    const { route } = twoPatients(minutes, 9 * hour + 2400);
    const [told, seen] = [keptChances(route, law(factor, sd)), drawn(route, { factor, logSd: sd })];
    for (const id of ["r1", "r2"])
      expect(Math.abs((told.get(id) ?? 0) - (seen.get(id) ?? 0))).toBeLessThan(0.03);
  });

  it.each([20, 30])("counts patients who are ready late, with %i minutes of window", (minutes) => {
    const { route } = twoPatients(minutes, 9 * hour + 2400);
    const readiness = { lateShare: 0.25, lateSeconds: 1200 };
    const told = keptChances(route, law(1, 0.25, readiness)).get("r2") ?? 0;
    const seen = drawn(route, { factor: 1, logSd: 0.25, readiness }).get("r2") ?? 0;
    expect(Math.abs(told - seen)).toBeLessThan(0.06);
    expect(told).toBeLessThan((keptChances(route, law(1, 0.25)).get("r2") ?? 0) - 0.01);
  });

  it("is that of the shared ride within its limit where that is lower, and of the road alone where nobody shares", () => {
    const limit = { shareable: true, maxRideSeconds: 1400 };
    const first = makeRequest({ id: "r1", ...limit, berth: "seat" });
    const second = makeRequest({ id: "r2", ...limit, berth: "seat", pickupPlace: 2, dropPlace: 3 });
    const berths = { escort: 2, seat: 2, wheelchair: 0, stretcher: 1 };
    const problem = makeProblem([makeShift({ berths })], [first, second]);
    const chances = (codes: number[]) =>
      keptChances(makeRoute(problem, at(problem.shifts, 0), codes), law(1, 0.25));
    const shared = chances([pickupCode(0), pickupCode(1), dropCode(0), dropCode(1)]);
    const apart = chances([pickupCode(0), dropCode(0), pickupCode(1), dropCode(1)]);
    expect(shared.get("r1")).toBeLessThan(0.95);
    expect(apart.get("r1")).toBeGreaterThan(0.99);
  });

  it("counts what is left of a way under way", () => {
    const { problem } = twoPatients(10);
    const coming = (minutes: number) => {
      const fromSeconds = 9.5 * hour + minutes * 60;
      const shift = makeShift({ position: { place: 1, fromSeconds, wheelSeconds: 0 } });
      const now = { ...problem, nowSeconds: 9.5 * hour, shifts: [shift] };
      return keptChances(makeRoute(now, shift, [pickupCode(1), dropCode(1)]), law(1, 0.4)).get("r2") ?? 0;
    };
    expect(coming(15)).toBeLessThan(coming(5));
    expect(coming(15)).toBeGreaterThan(0.5);
  });

  it("falls with slower roads and more spread, and rises with slack", () => {
    const chance = (minutes: number, factor: number, sd: number) =>
      keptChances(twoPatients(minutes, 9 * hour + 2400).route, law(factor, sd)).get("r2") ?? Number.NaN;
    expect(chance(10, 1.2, 0.25)).toBeLessThan(chance(10, 1, 0.25));
    expect(chance(10, 1, 0.4)).toBeLessThan(chance(10, 1, 0.2));
    expect(chance(20, 1, 0.4)).toBeGreaterThan(chance(10, 1, 0.4));
    expect(keptChances(twoPatients(20, 13 * hour).route, law(1, 0.4)).get("r2")).toBeGreaterThan(0.999);
  });

  it("is certain where nothing varies and the plan holds, and nothing where the road is far slower", () => {
    const { route } = twoPatients(10);
    const first = { ...route, codes: route.codes.slice(0, 1) };
    expect(keptChances(first, law(1, 0)).get("r1")).toBe(1);
    expect(keptChances(first, law(20, 0)).get("r1")).toBe(0);
  });

  it("is asked of stops still ahead only", () => {
    const { problem } = twoPatients(10);
    const driven = makeShift({
      driven: [{ requestId: "r1", kind: "pickup", startSeconds: 9 * hour, departSeconds: 9 * hour + 600 }],
      position: { place: 1, fromSeconds: 9 * hour + 600, wheelSeconds: 0 },
    });
    const codes = [pickupCode(0), dropCode(0), pickupCode(1), dropCode(1)];
    const route = makeRoute({ ...problem, shifts: [driven] }, driven, codes);
    expect([...keptChances(route, law(1, 0.3)).keys()]).toEqual(["r2"]);
  });
});

describe("a reliable route", () => {
  it("keeps each pickup as surely as asked, or as surely as before", () => {
    const laws = law(1, 0.4);
    const [tight, loose] = [twoPatients(5, 9 * hour + 2400).route, twoPatients(60, 11 * hour).route];
    const without = (route: Route) => makeRoute(route.problem, route.shift, route.codes.slice(0, 2));
    expect(isReliable(loose, without(loose), laws, 0.97)).toBe(true);
    expect(isReliable(tight, without(tight), laws, 0.97)).toBe(false);
    expect(isReliable(tight, tight, laws, 0.97)).toBe(true);
  });
});
