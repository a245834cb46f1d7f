import type { LiLim } from "@/server/core/formats/li-lim";
import { type Compiled, distances, singly } from "@/server/core/scheduler/compile/compiled";
import { makePacking } from "@/server/core/scheduler/engine/packing";

/** Pickup and delivery with windows: alike vehicles, one capacity, fewest vehicles first. */
export function compileLiLim({ vehicles, capacity, nodes }: LiLim): Compiled {
  const depot = nodes[0];
  const pickups = nodes.filter((it) => it.delivery > 0);
  const ordered = pickups.flatMap((it) => [it, nodes[it.delivery] ?? it]);
  const packing = makePacking([Math.max(capacity, ...pickups.map((it) => it.demand))]);
  const time = distances(nodes);
  const all = (value: number): Float64Array => new Float64Array(vehicles).fill(value);
  return {
    objective: "vehicles",
    stopName: (node) => ordered[node]?.id ?? -1,
    requestName: (group) => ordered[group * 2]?.id ?? -1,
    vehicleName: (vehicle) => ({ vehicle }),
    model: {
      requestCount: pickups.length,
      vehicleCount: vehicles,
      placeCount: nodes.length,
      time,
      cost: time,
      isMetric: true,
      place: Int32Array.from(ordered, (it) => it.id),
      open: Float64Array.from(ordered, (it) => it.ready),
      close: Float64Array.from(ordered, (it) => it.due),
      service: Float64Array.from(ordered, (it) => it.service),
      load: Int32Array.from(ordered, (it) => it.demand),
      maxRide: new Float64Array(pickups.length).fill(Number.POSITIVE_INFINITY),
      maxWait: new Float64Array(pickups.length).fill(Number.POSITIVE_INFINITY),
      hasTies: false,
      startPlace: new Int32Array(vehicles),
      endPlace: new Int32Array(vehicles),
      from: all(depot?.ready ?? 0),
      until: all(depot?.due ?? 0),
      longestDuty: all(Number.POSITIVE_INFINITY),
      room: new Int32Array(vehicles).fill(packing.pack([capacity]) + packing.guards),
      guards: packing.guards,
      kind: new Int32Array(vehicles),
      kindCount: 1,
      day: undefined,
      mayCarry: new Uint8Array(pickups.length).fill(1),
      absence: new Float64Array(pickups.length).fill(1e6),
      ...singly(pickups.length),
    },
  };
}
