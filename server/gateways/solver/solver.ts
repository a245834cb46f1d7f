import { Worker } from "node:worker_threads";
import type { SolverAnswers, SolverTask } from "./task";

/** Beyond its seconds a thread may still mend, verify and copy for this long; then it is ended. */
const graceSeconds = 60;

/** TypeScript is read as it is by the commands of the product; another host says so itself. */
const execArgv = process.execArgv.includes("tsx") ? process.execArgv : ["--import", "tsx"];

/**
 * Have a plan worked out in a thread of its own, so that the calling process answers meanwhile; only processes that the
 * product starts itself may call it (the worker, commands). With infinite seconds the moves alone end it. Throws what the
 * thread threw, or when it does not come to an end.
 */
export async function solveApart<N extends SolverTask["name"]>(
  task: Extract<SolverTask, { name: N }>,
): Promise<SolverAnswers[N]> {
  const thread = new Worker(new URL("./thread.ts", import.meta.url), { workerData: task, execArgv });
  let watch: NodeJS.Timeout | undefined;
  try {
    return await new Promise<SolverAnswers[N]>((done, fail) => {
      thread.once("message", done);
      thread.once("error", fail);
      thread.once("exit", (code) => fail(new Error(`The solver's thread ended with ${code}`)));
      // A task that ends by its moves alone (a simulation, told the same twice) has no seconds to outlast.
      if (!Number.isFinite(task.seconds)) return;
      watch = setTimeout(
        () => fail(new Error(`The solver's thread took more than ${task.seconds + graceSeconds} s`)),
        (task.seconds + graceSeconds) * 1000,
      );
    });
  } finally {
    clearTimeout(watch);
    await thread.terminate();
  }
}
