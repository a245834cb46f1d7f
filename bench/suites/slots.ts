import { withRequest } from "@/server/core/scheduler/problem";
import { findSlots } from "@/server/core/scheduler/slots";
import { plannedCity } from "../city";
import { type BenchCase, cpuMilliseconds, percentile, type Suite } from "../measure";

const asked = 400;
const sizes: [trips: number, shifts: number][] = [
  [100, 100],
  [1_000, 100],
  [5_000, 500],
];
const hour = 3600;

/** Slots of a day already planned: three windows of half an hour within four hours of what was wanted. */
function caseOf(trips: number, shifts: number): BenchCase {
  return {
    name: `${trips} trips, ${shifts} vehicles`,
    run: async () => {
      const { problem, plan, requests, isSound } = plannedCity(trips, shifts, asked);
      const samples: number[] = [];
      let answered = 0;
      for (const request of requests.slice(0, 20)) look(problem, plan, request);
      const cpu = cpuMilliseconds();
      for (const request of requests) {
        const started = performance.now();
        if (look(problem, plan, request) >= 3) answered += 1;
        samples.push(performance.now() - started);
      }
      const cpuEach = (cpuMilliseconds() - cpu) / asked;
      return [
        { name: "p50", value: percentile(samples, 0.5), unit: "ms" },
        {
          name: "p99",
          value: percentile(samples, 0.99),
          unit: "ms",
          note: "at most 100 ms at 1,000 trips and 100 vehicles",
        },
        { name: "CPU each", value: cpuEach, unit: "ms" },
        { name: "with three slots", value: answered / asked, unit: "share" },
        {
          name: "trips planned",
          value: trips - plan.unserved.length,
          unit: "trips",
          note: isSound ? "plan verified" : "PLAN NOT FEASIBLE",
        },
      ];
    },
  };
}

function look(
  problem: Parameters<typeof findSlots>[0],
  plan: Parameters<typeof findSlots>[1],
  request: Parameters<typeof withRequest>[1],
): number {
  const from = request.pickupWindow.fromSeconds;
  return findSlots(withRequest(problem, request), plan, request, {
    fromSeconds: from,
    toSeconds: from + 4 * hour,
    stepSeconds: 1800,
    widthSeconds: 1800,
    count: 3,
  }).length;
}

export const suite: Suite = {
  name: "slots",
  about: `findSlots on a planned day, ${asked} requests`,
  cases: async () => sizes.map(([trips, shifts]) => caseOf(trips, shifts)),
};
