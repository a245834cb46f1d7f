import { parentPort, workerData } from "node:worker_threads";
import type { Model } from "@/server/core/scheduler/engine/model";
import type { Neighbourhood } from "@/server/core/scheduler/engine/neighbourhood";
import { type Replanned, replan } from "@/server/core/scheduler/engine/search-day";
import { progressOf, type RoundLength } from "./round-length";

/** A neighbourhood to plan anew: its vehicles' routes in its order, how hot the whole search is, and for how long. */
export type DayOrder = {
  near: Neighbourhood;
  routes: Int32Array[];
  seed: number;
  heat: number;
  length: RoundLength;
};
export type DayAnswer = Replanned;

/** One thread of the search of a day. It keeps nothing between orders. */
const model = workerData as Model;

parentPort?.on("message", ({ near, routes, seed, heat, length }: DayOrder) => {
  if (!model.day) throw new Error("The model is no day");
  const sparse: Int32Array[] = [];
  for (const [index, vehicle] of near.vehicles.entries()) sparse[vehicle] = routes[index] as Int32Array;
  const answer: DayAnswer = replan(model, model.day, sparse, near, seed, heat, progressOf(length));
  parentPort?.postMessage(answer);
});
