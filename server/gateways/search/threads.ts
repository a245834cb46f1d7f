import { Worker } from "node:worker_threads";
import type { Model } from "@/server/core/scheduler/engine/model";
import type { RoundOrder } from "@/server/core/scheduler/engine/round";
import type { RoundLength, WorkerAnswer, WorkerOrder, WorkerStart } from "./worker";

/** The search's threads. One order each at a time; a thread that dies fails the order it has. */
export type Threads = {
  count: number;
  run: (thread: number, order: RoundOrder, length: RoundLength) => Promise<WorkerAnswer>;
  close: () => Promise<void>;
};

/** Starts threads over one model, whose matrices they share. */
export function openThreads(model: Model, seed: number, count: number): Threads {
  const workers = Array.from({ length: count }, (_, thread) => {
    const workerData: WorkerStart = { model, seed: seed * 1_000_003 + thread * 7919, character: thread };
    return new Worker(new URL("./worker.ts", import.meta.url), { workerData, execArgv: ["--import", "tsx"] });
  });
  const run = (thread: number, order: RoundOrder, length: RoundLength): Promise<WorkerAnswer> =>
    new Promise((resolve, reject) => {
      const worker = workers[thread];
      if (!worker) return reject(new RangeError(`No thread ${thread}`));
      const done = (): void => {
        worker.off("message", onAnswer);
        worker.off("error", onError);
      };
      const onAnswer = (answer: WorkerAnswer): void => {
        done();
        resolve(answer);
      };
      const onError = (error: unknown): void => {
        done();
        reject(error);
      };
      worker.on("message", onAnswer);
      worker.on("error", onError);
      const message: WorkerOrder = { order, length };
      worker.postMessage(message);
    });
  return {
    count,
    run,
    close: async () => void (await Promise.all(workers.map((worker) => worker.terminate()))),
  };
}
