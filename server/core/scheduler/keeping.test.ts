import { describe, expect, it } from "vitest";
import { normalQuantile } from "@/server/core/normal";
import { at } from "@/server/core/scheduler/at";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";
import { type DriveLaws, isReliable, keptChances } from "@/server/core/scheduler/keeping";
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
const law =
  (factor: number, logSd: number): DriveLaws =>
  () => ({ factor, logSd });

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
function drawn(route: Route, factor: number, logSd: number, runs: number): Map<string, number> {
  const { problem, shift, codes, timing } = route;
  const lot = seededRandom(5);
  const z = () => normalQuantile((lot(1_000_000) + 0.5) / 1_000_000);
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
      late = start - at(timing.start, stop) + 0.35 * serviceSeconds(problem, shift, code) * z();
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
    const [told, seen] = [keptChances(route, law(factor, sd)), drawn(route, factor, sd, 20_000)];
    for (const id of ["r1", "r2"])
      expect(Math.abs((told.get(id) ?? 0) - (seen.get(id) ?? 0))).toBeLessThan(0.03);
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
