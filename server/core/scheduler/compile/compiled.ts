import type { Model } from "@/server/core/scheduler/engine/model";

/** A public instance in the engine's form, with the way back to the instance's own names. */
export type Compiled = {
  model: Model;
  /** What is minimised after everybody is served: vehicles and then cost, or cost alone. */
  objective: "vehicles" | "cost";
  /** The name of a node in plans of this format. */
  stopName: (node: number) => number | string;
  /** The name of a group in the list of those left out. */
  requestName: (group: number) => number | string;
  /** The vehicle as plans of this format name it. */
  vehicleName: (vehicle: number) => { vehicle: number; window?: number };
};

/** Distances as the crow flies between points, row by row; never rounded. */
export function distances(points: readonly { x: number; y: number }[]): Float64Array {
  const matrix = new Float64Array(new SharedArrayBuffer(points.length * points.length * 8));
  for (const [from, a] of points.entries()) {
    for (const [to, b] of points.entries()) {
      const [x, y] = [a.x - b.x, a.y - b.y];
      matrix[from * points.length + to] = Math.sqrt(x * x + y * y);
    }
  }
  return matrix;
}

/** Every request a group of its own. */
export function singly(
  requestCount: number,
): Pick<Model, "group" | "groupCount" | "members" | "firstMember"> {
  const group = Int32Array.from({ length: requestCount }, (_, request) => request);
  const firstMember = Int32Array.from({ length: requestCount + 1 }, (_, request) => request);
  return { group, groupCount: requestCount, members: group, firstMember };
}

/**
 * The same model with each window cut by the other of its request: a pickup no earlier than the drop's opening less the longest
 * ride, no later than what leaves time for the way; a drop likewise (Cordeau 2006). For metric models only. What is cut
 * off no plan can use, but a scan would look at it.
 */
export function tightened(model: Model): Model {
  const { time, place, placeCount, service, maxRide } = model;
  const [open, close] = [model.open.slice(), model.close.slice()];
  for (let pickup = 0; pickup < 2 * model.requestCount; pickup += 2) {
    const drop = pickup + 1;
    const way = time[(place[pickup] as number) * placeCount + (place[drop] as number)] as number;
    const least = (service[pickup] as number) + way;
    const most = maxRide[pickup >> 1] as number;
    open[pickup] = Math.max(open[pickup] as number, (open[drop] as number) - most);
    close[pickup] = Math.min(close[pickup] as number, (close[drop] as number) - least);
    open[drop] = Math.max(open[drop] as number, (open[pickup] as number) + least);
    close[drop] = Math.min(close[drop] as number, (close[pickup] as number) + most);
  }
  return { ...model, open, close };
}

/** Whether going directly is never longer than by way of another place. */
export function isMetric(time: Float64Array, placeCount: number): boolean {
  for (let over = 0; over < placeCount; over++) {
    for (let from = 0; from < placeCount; from++) {
      const first = time[from * placeCount + over] as number;
      for (let to = 0; to < placeCount; to++) {
        if (
          (time[from * placeCount + to] as number) >
          first + (time[over * placeCount + to] as number) + 1e-9
        )
          return false;
      }
    }
  }
  return true;
}
