import { parentPort, workerData } from "node:worker_threads";
import { makeSearch } from "@/server/core/scheduler/engine/anneal";
import type { Model } from "@/server/core/scheduler/engine/model";
import { type RoundOrder, type RoundResult, runRound } from "@/server/core/scheduler/engine/round";
import { type GenerateOrder, generate } from "./generate";
import { progressOf, type RoundLength } from "./round-length";

export type WorkerStart = { model: Model; seed: number; character: number };
export type WorkerOrder = { order: RoundOrder | GenerateOrder; length: RoundLength };
export type WorkerAnswer = RoundResult;

/** One thread of the search. It keeps its plan between rounds; what it was not told to change it goes on with. */
const { model, seed, character } = workerData as WorkerStart;
const search = makeSearch(model, seed);
const isSingle = model.groupCount === model.requestCount;
search.recreateRoom.regretShare = isSingle && character % 2 === 1 ? 0.15 : 0;
search.recreateRoom.blink = character % 2 === 0 ? 0.01 : 0.03;

parentPort?.on("message", async ({ order, length }: WorkerOrder) => {
  const progress = progressOf(length);
  const answer: WorkerAnswer =
    order.kind === "generate" ? await generate(search, order, progress) : runRound(search, order, progress);
  parentPort?.postMessage(answer);
});
