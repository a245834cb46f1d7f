import { parentPort, workerData } from "node:worker_threads";
import { makeSearch } from "@/server/core/scheduler/engine/anneal";
import type { Model } from "@/server/core/scheduler/engine/model";
import { type RoundOrder, type RoundResult, runRound } from "@/server/core/scheduler/engine/round";

/** How long a round lasts: until an instant of the machine's clock, or for a number of moves. */
export type RoundLength = { untilMs: number } | { iterations: number };
export type WorkerStart = { model: Model; seed: number; character: number };
export type WorkerOrder = { order: RoundOrder; length: RoundLength };
export type WorkerAnswer = RoundResult;

/** One thread of the search. It keeps its plan between rounds; what it was not told to change it goes on with. */
const { model, seed, character } = workerData as WorkerStart;
const search = makeSearch(model, seed);
const isSingle = model.groupCount === model.requestCount;
search.recreateRoom.regretShare = isSingle && character % 2 === 1 ? 0.15 : 0;
search.recreateRoom.blink = character % 2 === 0 ? 0.01 : 0.03;

/** The share of a round that is over. The clock is read every few dozen moves. */
function progressOf(length: RoundLength): (iterations: number) => number {
  if ("iterations" in length) return (done) => done / length.iterations;
  const begin = Date.now();
  const span = Math.max(1, length.untilMs - begin);
  return () => (Date.now() - begin) / span;
}

parentPort?.on("message", ({ order, length }: WorkerOrder) => {
  const answer: WorkerAnswer = runRound(search, order, progressOf(length));
  parentPort?.postMessage(answer);
});
