import { Worker } from "node:worker_threads";

/** The search's threads. One order each at a time; a thread that dies fails the order it has and all that come after. */
export type Threads<Order, Answer> = {
  count: number;
  run: (thread: number, order: Order) => Promise<Answer>;
  close: () => Promise<void>;
};

/** Starts so many threads of one program beside this file, each with its data; what is shared in it stays shared. */
export function openThreads<Order, Answer>(
  program: "worker.ts" | "day-worker.ts",
  count: number,
  dataOf: (thread: number) => unknown,
): Threads<Order, Answer> {
  const workers = Array.from(
    { length: count },
    (_, thread) =>
      new Worker(new URL(`./${program}`, import.meta.url), {
        workerData: dataOf(thread),
        execArgv: ["--import", "tsx"],
      }),
  );
  const deaths = new Map<Worker, unknown>();
  // Heard even while a thread has nothing to do: an error nobody hears would end the whole process.
  for (const worker of workers) worker.on("error", (error) => deaths.set(worker, error));
  const run = (thread: number, order: Order): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const worker = workers[thread];
      if (!worker || deaths.has(worker)) {
        reject(worker ? deaths.get(worker) : new RangeError(`No thread ${thread}`));
        return;
      }
      const done = (): void => {
        worker.off("message", onAnswer);
        worker.off("error", onError);
      };
      const onAnswer = (answer: Answer): void => {
        done();
        resolve(answer);
      };
      const onError = (error: unknown): void => {
        done();
        reject(error);
      };
      worker.on("message", onAnswer);
      worker.on("error", onError);
      worker.postMessage(order);
    });
  return {
    count,
    run,
    close: async () => void (await Promise.all(workers.map((worker) => worker.terminate()))),
  };
}
