import { rankInsertions } from "@/server/core/scheduler/insertion";
import { plannedCity } from "../city";
import { type BenchCase, cpuMilliseconds, percentile } from "../measure";

const [trips, shifts, asked] = [1_000, 100, 1_000];

/** One booking after another against a planned day: every vehicle's best place for it, with reasons where there is none. */
export const onlineCase: BenchCase = {
  name: `online/${trips}x${shifts}`,
  run: async () => {
    const { problem, plan, requests, isSound } = plannedCity(trips, shifts, asked);
    for (const request of requests.slice(0, 20)) rankInsertions(problem, plan, request);
    const samples: number[] = [];
    let fit = 0;
    const cpu = cpuMilliseconds();
    for (const request of requests) {
      const began = performance.now();
      if (rankInsertions(problem, plan, request)[0]?.feasible) fit++;
      samples.push(performance.now() - began);
    }
    const cpuEach = (cpuMilliseconds() - cpu) / asked;
    return [
      { name: "p50", value: percentile(samples, 0.5), unit: "ms" },
      { name: "p99", value: percentile(samples, 0.99), unit: "ms", note: "at most 20 ms" },
      { name: "insertions", value: 1000 / cpuEach, unit: "per second of CPU", note: "at least 200" },
      { name: "fit somewhere", value: fit / asked, unit: "share", note: isSound ? "" : "PLAN NOT FEASIBLE" },
    ];
  },
};
