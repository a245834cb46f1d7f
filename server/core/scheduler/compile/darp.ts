import type { Darp } from "@/server/core/formats/darp";
import type { FourResources, Hdarp } from "@/server/core/formats/hdarp";
import { type Compiled, distances, singly, tightened } from "@/server/core/scheduler/compile/compiled";
import { makePacking } from "@/server/core/scheduler/engine/packing";

/** What the two dial-a-ride families have in common; capacities and loads come as packed fields. */
type Dial = {
  nodes: readonly { id: number; x: number; y: number; service: number; earliest: number; latest: number }[];
  requests: number;
  maxRide: (pickup: number) => number;
  load: (pickup: number) => number[];
  vehicles: { longestRoute: number; fields: number[] }[];
};

function compileDial({ nodes, requests, maxRide, load, vehicles }: Dial): Compiled {
  const order = Array.from({ length: requests * 2 }, (_, node) => (node >> 1) + 1 + (node & 1) * requests);
  const nodeAt = (id: number) => nodes[id] ?? { id, x: 0, y: 0, service: 0, earliest: 0, latest: 0 };
  const loads = Array.from({ length: requests }, (_, request) => load(request + 1));
  const rows = [...loads, ...vehicles.map((it) => it.fields)];
  const packing = makePacking(
    (rows[0] ?? []).map((_, field) => Math.max(...rows.map((row) => row[field] ?? 0))),
  );
  const sorts = [...new Set(vehicles.map((it) => JSON.stringify(it)))];
  const time = distances(nodes);
  const service = Float64Array.from(order, (id) => nodeAt(id).service);
  const count = vehicles.length;
  return {
    objective: "cost",
    stopName: (node) => order[node] ?? -1,
    requestName: (group) => group + 1,
    vehicleName: (vehicle) => ({ vehicle }),
    model: tightened({
      requestCount: requests,
      vehicleCount: count,
      placeCount: nodes.length,
      time,
      cost: time,
      isMetric: true,
      place: Int32Array.from(order),
      open: Float64Array.from(order, (id) => nodeAt(id).earliest),
      close: Float64Array.from(order, (id) => nodeAt(id).latest),
      service,
      load: Int32Array.from(order, (_, node) => packing.pack(loads[node >> 1] ?? []) * (node & 1 ? -1 : 1)),
      maxRide: Float64Array.from(loads, (_, request) => maxRide(request + 1) + (service[request * 2] ?? 0)),
      maxWait: new Float64Array(requests).fill(Number.POSITIVE_INFINITY),
      hasTies: true,
      startPlace: new Int32Array(count),
      endPlace: new Int32Array(count),
      from: new Float64Array(count).fill(nodeAt(0).earliest),
      until: new Float64Array(count).fill(nodeAt(0).latest),
      longestDuty: Float64Array.from(vehicles, (it) => it.longestRoute),
      room: Int32Array.from(vehicles, (it) => packing.pack(it.fields) + packing.guards),
      guards: packing.guards,
      kind: Int32Array.from(vehicles, (it) => sorts.indexOf(JSON.stringify(it))),
      kindCount: sorts.length,
      day: undefined,
      mayCarry: new Uint8Array(requests * sorts.length).fill(1),
      absence: new Float64Array(requests).fill(1e4),
      ...singly(requests),
    }),
  };
}

/** Dial-a-ride: alike vehicles, one capacity, rides and routes of limited length, least distance. */
export function compileDarp({
  nodes,
  requests,
  longestRide,
  vehicles,
  longestRoute,
  capacity,
}: Darp): Compiled {
  return compileDial({
    nodes,
    requests,
    maxRide: () => longestRide,
    load: (pickup) => [nodes[pickup]?.load ?? 0],
    vehicles: Array.from({ length: vehicles }, () => ({ longestRoute, fields: [capacity] })),
  });
}

/** A seated person may lie, somebody with a staff seat may sit anywhere but in a wheelchair place: sums nest. */
const nested = ([staff, seat, stretcher, wheelchair]: FourResources): number[] => [
  stretcher,
  stretcher + seat,
  stretcher + seat + staff,
  wheelchair,
];

/** Heterogeneous dial-a-ride: vehicles with four kinds of places. */
export function compileHdarp({ nodes, requests, vehicles }: Hdarp): Compiled {
  return compileDial({
    nodes,
    requests,
    maxRide: (pickup) => nodes[pickup]?.maxRide ?? 0,
    load: (pickup) => nested(nodes[pickup]?.load ?? [0, 0, 0, 0]),
    vehicles: vehicles.map(({ longestRoute, capacity }) => ({ longestRoute, fields: nested(capacity) })),
  });
}
