import { parentPort, workerData } from "node:worker_threads";
import { improve } from "@/server/core/scheduler/improve";
import { repair } from "@/server/core/scheduler/repair";
import type { SolverAnswers, SolverTask } from "./task";

/** What a task answers, looked for until its moves or its seconds are used up. */
function answer(task: SolverTask): SolverAnswers[SolverTask["name"]] {
  const { iterations, seconds } = task;
  const begin = performance.now();
  const spent = (): number => (performance.now() - begin) / (seconds * 1000);
  switch (task.name) {
    case "improve": {
      const { problem, plan, freedom, seed } = task.input;
      return improve(problem, plan, freedom, { seed, stop: { iterations, spent } });
    }
    case "repair": {
      const { problem, plan, outage, options } = task.input;
      return repair(problem, plan, outage, { ...options, iterations, spent });
    }
  }
}

parentPort?.postMessage(answer(workerData as SolverTask));
