import type { Model } from "@/server/core/scheduler/engine/model";
import type { PooledRoute } from "@/server/core/scheduler/engine/pool";

/**
 * The chosen routes as a plan: by vehicle its nodes. Routes go to the first free vehicles of their kind; who is on two
 * rides on the first.
 */
export function planOfChoice(model: Model, chosen: readonly PooledRoute[]): Int32Array[] {
  const plan: Int32Array[] = Array.from({ length: model.vehicleCount }, () => new Int32Array(0));
  const isServed = new Uint8Array(model.requestCount);
  const isTaken = new Uint8Array(model.vehicleCount);
  for (const { kind, nodes } of chosen) {
    let vehicle = 0;
    while (vehicle < model.vehicleCount && (isTaken[vehicle] === 1 || model.kind[vehicle] !== kind))
      vehicle++;
    if (vehicle === model.vehicleCount) continue;
    isTaken[vehicle] = 1;
    plan[vehicle] = nodes.filter((node) => isServed[node >> 1] === 0);
    for (const node of nodes) isServed[node >> 1] = 1;
  }
  return plan;
}
