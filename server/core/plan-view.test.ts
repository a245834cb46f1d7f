import { describe, expect, it } from "vitest";
import { expectedArrivals, type StopFacts, standingOf } from "./plan-view";

const minute = 60_000;
const stop = (plannedMinute: number, known: Partial<StopFacts> = {}): StopFacts => ({
  lat: 28.6,
  lon: 121.4,
  plannedAt: plannedMinute * minute,
  serviceSeconds: 600,
  arrivedAt: null,
  leftAt: null,
  ...known,
});
const twentyMinutes = () => 1200;

describe("when stops are reached", () => {
  it("keeps the plan while nothing is behind", () => {
    expect(expectedArrivals([stop(60), stop(100)], 30 * minute, twentyMinutes)).toEqual([
      60 * minute,
      100 * minute,
    ]);
  });

  it("moves a stop that is overdue to now, and the next by what the drive needs", () => {
    expect(expectedArrivals([stop(60), stop(95)], 70 * minute, twentyMinutes)).toEqual([
      70 * minute,
      100 * minute,
    ]);
  });

  it("lets slack between stops take up a delay", () => {
    expect(expectedArrivals([stop(60), stop(200)], 70 * minute, twentyMinutes)).toEqual([
      70 * minute,
      200 * minute,
    ]);
  });

  it("goes on from when the vehicle really left", () => {
    const gone = stop(60, { arrivedAt: 62 * minute, leftAt: 90 * minute });
    expect(expectedArrivals([gone, stop(95)], 91 * minute, twentyMinutes)).toEqual([
      62 * minute,
      110 * minute,
    ]);
  });

  it("counts a stay that lasts longer than planned", () => {
    const there = stop(60, { arrivedAt: 60 * minute });
    expect(expectedArrivals([there, stop(95)], 100 * minute, twentyMinutes)[1]).toBe(120 * minute);
  });
});

describe("standing against the promise", () => {
  it.each([
    [10, 20, "on_time"],
    [16, 20, "tight"],
    [21, 20, "late"],
  ] as const)("arriving at minute %i of a promise until %i is %s", (arrives, until, expected) => {
    expect(standingOf(arrives * minute, until * minute)).toBe(expected);
  });

  it("says nothing where nothing was promised", () => {
    expect(standingOf(99 * minute, null)).toBe("on_time");
  });
});
