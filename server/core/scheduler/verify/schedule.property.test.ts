import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findHindrance, type Ride, type TimedStop } from "@/server/core/scheduler/verify/schedule";

const horizon = 9;
const stop = fc
  .record({
    opening: fc.nat(horizon),
    width: fc.nat(horizon),
    service: fc.nat(2),
    travel: fc.nat(2),
  })
  .map(({ opening, width, service, travel }): TimedStop => {
    return { earliest: opening, latest: Math.min(horizon, opening + width), service, travel };
  });
/** Positions 1 to 4 of six stops, the depot at both ends. */
const orders: [number, number][][] = [
  [[1, 2]],
  [
    [1, 3],
    [2, 4],
  ],
  [
    [1, 4],
    [2, 3],
  ],
  [
    [1, 2],
    [3, 4],
  ],
];
const problem = fc.record({
  stops: fc.array(stop, { minLength: 6, maxLength: 6 }),
  order: fc.constantFrom(...orders),
  limits: fc.tuple(fc.nat(4), fc.nat(4)),
  longestRoute: fc.integer({ min: 1, max: horizon }),
});

/** All whole starts are tried: with whole data a schedule exists exactly where a whole one does. */
function existsByTrying(stops: readonly TimedStop[], rides: readonly Ride[], longestRoute: number): boolean {
  const starts: number[] = [];
  const fits = (): boolean =>
    rides.every(({ pickup, drop, limit }) => {
      const [up = 0, down = 0] = [starts[pickup], starts[drop]];
      return down - up - (stops[pickup]?.service ?? 0) <= limit;
    }) && (starts.at(-1) ?? 0) - (starts[0] ?? 0) <= longestRoute;
  const place = (position: number): boolean => {
    const here = stops[position];
    if (!here) return fits();
    const before = stops[position - 1];
    const reached = before ? (starts[position - 1] ?? 0) + before.service + here.travel : 0;
    for (let start = Math.max(here.earliest, reached); start <= here.latest; start++) {
      starts[position] = start;
      starts.length = position + 1;
      if (place(position + 1)) return true;
    }
    return false;
  };
  return place(0);
}

describe("findHindrance", () => {
  it("finds a schedule exactly where trying all starts finds one, and names the limits that hinder", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(problem, ({ stops, order, limits, longestRoute }) => {
        const rides = order.map(([pickup, drop], index) => ({ pickup, drop, limit: limits[index] ?? 0 }));
        const hindrance = findHindrance(stops, rides, longestRoute, 1e-5);
        seen.set(hindrance ?? "none", (seen.get(hindrance ?? "none") ?? 0) + 1);
        expect(hindrance === undefined).toBe(existsByTrying(stops, rides, longestRoute));
        const [windows, ride, duration] = [
          existsByTrying(stops, [], Number.POSITIVE_INFINITY),
          existsByTrying(stops, rides, Number.POSITIVE_INFINITY),
          existsByTrying(stops, [], longestRoute),
        ];
        if (hindrance === "time_window") expect(windows).toBe(false);
        if (hindrance === "ride_time") expect([windows, ride]).toEqual([true, false]);
        if (hindrance === "route_duration") expect([windows, ride, duration]).toEqual([true, true, false]);
      }),
      { numRuns: 4000, seed: 1 },
    );
    expect([...seen.keys()].sort()).toEqual(["none", "ride_time", "route_duration", "time_window"]);
  });

  it("tells a ride held up by a late drop from a duty made long by it", () => {
    const at = (earliest: number, latest: number, travel = 1): TimedStop => ({
      ...{ earliest, latest },
      ...{ service: 0, travel },
    });
    const stops = [at(0, 100), at(0, 0, 0), at(50, 60), at(0, 100), at(0, 100)];
    const rides = [{ pickup: 1, drop: 2, limit: 60 }];
    expect(findHindrance(stops, rides, 100, 1e-5)).toBeUndefined();
    expect(findHindrance(stops, rides, 51, 1e-5)).toBe("route_duration");
    expect(findHindrance(stops, [{ pickup: 1, drop: 2, limit: 49 }], 100, 1e-5)).toBe("ride_time");
  });

  it("allows a breach within the tolerance, and none beyond it", () => {
    const stops = [0, 10, 0].map((travel) => ({ earliest: 0, latest: 100, service: 0, travel }));
    const ride = (limit: number) => [{ pickup: 0, drop: 1, limit }];
    expect(findHindrance(stops, ride(10 - 9e-6), 100, 1e-5)).toBeUndefined();
    expect(findHindrance(stops, ride(10 - 2e-5), 100, 1e-5)).toBe("ride_time");
    expect(findHindrance(stops, [], 10 - 2e-5, 1e-5)).toBe("route_duration");
  });
});
