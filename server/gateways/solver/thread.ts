import { parentPort, workerData } from "node:worker_threads";
import { improve } from "@/server/core/scheduler/improve";
import type { SolverAnswers, SolverTask } from "./task";

/** What a task answers, looked for until its moves or its seconds are used up. */
function answer({ name, input, iterations, seconds }: SolverTask): SolverAnswers[SolverTask["name"]] {
  const endsAt = performance.now() + seconds * 1000;
  const stop = { iterations, isOver: () => performance.now() >= endsAt };
  switch (name) {
    case "improve":
      return improve(input.problem, input.plan, input.freedom, { seed: input.seed, stop });
  }
}

parentPort?.postMessage(answer(workerData as SolverTask));
