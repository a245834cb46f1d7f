import { drawDay, formatDay } from "@/server/core/day-generator";
import { parseDay } from "@/server/core/formats/day";
import { planInForce } from "@/server/core/scheduler/compile/day";
import { repair } from "@/server/core/scheduler/repair";
import { standingPlan } from "@/server/core/scheduler/standing";
import type { BenchCase, Figure } from "../measure";

const seconds = 5;
const maxDelaySeconds = 3 * 3600;

/** A city at half past ten with its vehicles under way; the one with the most riders still ahead fails for good. */
export const repairCase: BenchCase = {
  name: "repair/1000x200",
  run: async () => {
    const { day } = drawDay({ kind: "city", trips: 1_000, vehicles: 200, mode: "breakdown", seed: 1 });
    const { problem, plan } = parseDay(formatDay(day));
    const standing = standingPlan(problem, planInForce(plan?.routes ?? []));
    const ahead = (stops: readonly { kind: string; startSeconds: number }[]): number =>
      stops.filter((it) => it.kind === "pickup" && it.startSeconds > problem.nowSeconds).length;
    const failed = standing.routes.toSorted((a, b) => ahead(b.stops) - ahead(a.stops))[0];
    if (!failed) throw new Error("The day has no route");
    const ids = problem.requests.map((it) => it.id);
    const began = performance.now();
    const spent = (): number => (performance.now() - began) / (seconds * 1000);
    const options = { seed: 1, iterations: 3_000, spent, maxDelaySeconds, ours: ids, movable: ids };
    const found = repair(problem, standing, { shiftId: failed.shiftId, untilSeconds: null }, options);
    const wall = (performance.now() - began) / 1000;
    return [
      { name: "wall", value: wall, unit: "s", note: `at most ${seconds} s` },
      { name: "displaced", value: found.displaced.length, unit: "trips" },
      ...found.options.flatMap(({ kind, promises, unplaced }): Figure[] => [
        { name: "promises moved", value: promises.length, unit: "promises", note: kind },
        { name: "left", value: unplaced.length, unit: "trips", note: kind },
      ]),
    ];
  },
};
