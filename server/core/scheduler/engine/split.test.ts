import { describe, expect, it } from "vitest";
import { parseLiLim } from "@/server/core/formats/li-lim";
import { compileLiLim } from "@/server/core/scheduler/compile/li-lim";
import { splitVehicles } from "@/server/core/scheduler/engine/split";

/** Eight trips along a road, the n-th n × 10 away from the depot, one vehicle each and two spare. */
const road = [
  "10 5 1",
  "0 0 0 0 0 9999 0 0 0",
  ...Array.from({ length: 8 }, (_, it) => [
    `${2 * it + 1} ${it * 10} 0 1 0 9999 0 0 ${2 * it + 2}`,
    `${2 * it + 2} ${it * 10} 5 -1 0 9999 0 ${2 * it + 1} 0`,
  ]).flat(),
].join("\n");

describe("sectors", () => {
  const { model } = compileLiLim(parseLiLim(road));
  const routes = Array.from({ length: 10 }, (_, it) => (it < 8 ? [2 * it, 2 * it + 1] : []));

  it("give every vehicle to one thread, whatever the turn", () => {
    for (let turn = 0; turn < 12; turn++) {
      const parts = splitVehicles(model, routes, 3, turn);
      expect(parts.flat().toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
  });

  it("hold neighbours together and change from turn to turn", () => {
    const cuts = Array.from({ length: 6 }, (_, turn) => {
      const used = splitVehicles(model, routes, 2, turn).map((part) =>
        part.filter((it) => it < 8).toSorted((a, b) => a - b),
      );
      return JSON.stringify(used.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0)));
    });
    expect(cuts[0]).toBe(
      JSON.stringify([
        [0, 1, 2, 3],
        [4, 5, 6, 7],
      ]),
    );
    expect(new Set(cuts).size).toBeGreaterThan(1);
  });
});
