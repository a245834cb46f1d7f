import type { Ptp, PtpPatient } from "@/server/core/formats/ptp";
import { type Compiled, isMetric } from "@/server/core/scheduler/compile/compiled";
import { makePacking } from "@/server/core/scheduler/engine/packing";

type Leg = {
  patient: number;
  way: "f" | "b";
  from: number;
  to: number;
  window: [number, number];
  due: [number, number];
};

/** The trips of a patient: there no earlier than the wait allows and in time, back no earlier than it is over. */
function legsOf(it: PtpPatient, patient: number, maxWait: number): Leg[] {
  const [before, after] = [it.rdvTime - maxWait, it.rdvTime + it.rdvDuration];
  const there: [number, number] = [before, it.rdvTime - it.srvDuration];
  const back: [number, number] = [after, after + maxWait];
  const legs: Leg[] = [];
  if (it.start >= 0)
    legs.push({ patient, way: "f", from: it.start, to: it.destination, window: there, due: there });
  if (it.end >= 0)
    legs.push({ patient, way: "b", from: it.destination, to: it.end, window: back, due: back });
  return legs;
}

/** Distances with one place more, from which and to which nothing takes time: the missing depots. */
function withNowhere(rows: readonly (readonly number[])[]): Float64Array {
  const size = rows.length + 1;
  const matrix = new Float64Array(new SharedArrayBuffer(size * size * 8));
  for (const [from, row] of rows.entries()) {
    for (const [to, minutes] of row.entries()) matrix[from * size + to] = minutes;
  }
  return matrix;
}

/** Patient transportation: a patient counts with all trips; each vehicle and window is a vehicle of the engine. */
export function compilePtp({ patients, vehicles, distances, maxWait }: Ptp): Compiled {
  const legs = patients.flatMap((it, patient) => legsOf(it, patient, maxWait));
  const duties = vehicles.flatMap((it, vehicle) =>
    it.windows.map(({ from, to }, window) => ({ ...it, vehicle, window, from, until: to })),
  );
  const load = (leg: Leg): number => patients[leg.patient]?.load ?? 0;
  const packing = makePacking([Math.max(...duties.map((it) => it.capacity), ...legs.map(load))]);
  const nowhere = distances.length;
  const sorts = duties.map(({ id, vehicle, window, windows, ...rest }) => JSON.stringify(rest));
  const kinds = [...new Set(sorts)];
  const time = withNowhere(distances);
  const mayCarry = legs.flatMap((leg) =>
    kinds.map((sort) => {
      const duty = duties[sorts.indexOf(sort)];
      return duty?.canTake.includes(patients[leg.patient]?.category ?? -1) ? 1 : 0;
    }),
  );
  const firstMember: number[] = [];
  for (const [request, leg] of legs.entries())
    if (leg.patient !== legs[request - 1]?.patient) firstMember.push(request);
  const group = legs.map((leg) => leg.patient);
  const both = <T>(make: (leg: Leg, isDrop: boolean) => T): T[] =>
    legs.flatMap((leg) => [make(leg, false), make(leg, true)]);
  return {
    objective: "cost",
    stopName: (node) => {
      const leg = legs[node >> 1];
      return `${leg?.way}${leg?.patient}${node & 1 ? "-" : "+"}`;
    },
    requestName: (patient) => patient,
    vehicleName: (duty) => ({ vehicle: duties[duty]?.vehicle ?? -1, window: duties[duty]?.window ?? -1 }),
    model: {
      requestCount: legs.length,
      vehicleCount: duties.length,
      placeCount: nowhere + 1,
      time,
      cost: time,
      isMetric: isMetric(Float64Array.from(distances.flat()), nowhere),
      place: Int32Array.from(both((leg, isDrop) => (isDrop ? leg.to : leg.from))),
      open: Float64Array.from(both((leg, isDrop) => (isDrop ? leg.due[0] : leg.window[0]))),
      close: Float64Array.from(both((leg, isDrop) => (isDrop ? leg.due[1] : leg.window[1]))),
      service: Float64Array.from(both((leg) => patients[leg.patient]?.srvDuration ?? 0)),
      load: Int32Array.from(both((leg, isDrop) => (isDrop ? -load(leg) : load(leg)))),
      maxRide: new Float64Array(legs.length).fill(Number.POSITIVE_INFINITY),
      maxWait: new Float64Array(legs.length).fill(Number.POSITIVE_INFINITY),
      hasTies: false,
      startPlace: Int32Array.from(duties, (it) => (it.start < 0 ? nowhere : it.start)),
      endPlace: Int32Array.from(duties, (it) => (it.end < 0 ? nowhere : it.end)),
      from: Float64Array.from(duties, (it) => it.from),
      until: Float64Array.from(duties, (it) => it.until),
      longestDuty: new Float64Array(duties.length).fill(Number.POSITIVE_INFINITY),
      room: Int32Array.from(duties, (it) => packing.pack([it.capacity]) + packing.guards),
      guards: packing.guards,
      kind: Int32Array.from(sorts, (sort) => kinds.indexOf(sort)),
      kindCount: kinds.length,
      day: undefined,
      mayCarry: Uint8Array.from(mayCarry),
      group: Int32Array.from(group),
      groupCount: patients.length,
      members: Int32Array.from(legs, (_, request) => request),
      firstMember: Int32Array.from([...firstMember, legs.length]),
      absence: new Float64Array(patients.length).fill(1000),
    },
  };
}
