import type { Draw } from "@/server/core/day-generator/draw";
import type { ShiftSeed } from "@/server/core/day-generator/fleet";
import type { RequestSeed } from "@/server/core/day-generator/needs";
import type { Town } from "@/server/core/day-generator/town";
import { drive, type WitnessStop, type WitnessVehicle } from "@/server/core/day-generator/witness";

type Named = { requestId: string; kind: "pickup" | "drop" };
const named = ({ request, kind }: WitnessStop): Named => ({ requestId: request.id, kind });

/** A vehicle as it stands at an instant: what it has done, where it is, and what comes next in any case. */
export function shiftAt(town: Town, { shift, stops, pause }: WitnessVehicle, nowSeconds: number): ShiftSeed {
  if (shift.window.fromSeconds > nowSeconds) return shift;
  const done = stops.filter((it) => it.startSeconds <= nowSeconds);
  const next = stops[done.length];
  const paused = pause !== undefined && pause.startSeconds <= nowSeconds;
  const driven = done.map((it) => ({
    ...named(it),
    startSeconds: it.startSeconds,
    departSeconds: it.departSeconds,
  }));
  const history = { ...shift, driven, breaksTaken: paused ? 1 : 0 };
  if (next && next.leaveSeconds <= nowSeconds) {
    // On the road there is no place of the list: it can next be turned where it is going.
    const { place, arriveSeconds: fromSeconds, wheelSeconds } = next;
    return { ...history, locked: [named(next)], position: { place, fromSeconds, wheelSeconds } };
  }
  const last = done.at(-1);
  if (last && !next) {
    const home = drive(shift, last.wheelSeconds, town.seconds(last.place, shift.endPlace));
    const fromSeconds = Math.max(nowSeconds, last.departSeconds + home.seconds);
    return { ...history, position: { place: shift.endPlace, fromSeconds, wheelSeconds: home.wheel } };
  }
  const afterPause = paused && pause.beforeStop === done.length ? pause.endSeconds : 0;
  const freeSeconds = Math.max(last?.departSeconds ?? shift.window.fromSeconds, afterPause);
  // Rests are taken whole: a crew at rest is not called before its twenty minutes are over.
  const restedAt = next?.restsBefore ? freeSeconds + 1200 : 0;
  const fromSeconds = Math.max(nowSeconds, freeSeconds, restedAt);
  const wheelSeconds = afterPause + restedAt > 0 ? 0 : (last?.wheelSeconds ?? 0);
  return { ...history, position: { place: last?.place ?? shift.startPlace, fromSeconds, wheelSeconds } };
}

/** Which vehicles fall out: under way, with most still to do; one in two hundred, at least one. */
export function fallOut(
  draw: Draw,
  vehicles: readonly WitnessVehicle[],
  nowSeconds: number,
): WitnessVehicle[] {
  const ahead = ({ stops }: WitnessVehicle): number =>
    stops.filter((it) => it.startSeconds > nowSeconds).length;
  const candidates = vehicles.filter(
    (it) =>
      it.shift.window.fromSeconds <= nowSeconds && (it.stops[0]?.startSeconds ?? nowSeconds) < nowSeconds,
  );
  const busiest = candidates
    .toSorted((a, b) => ahead(b) - ahead(a))
    .slice(0, Math.ceil(candidates.length / 3));
  const out = new Set<WitnessVehicle>();
  const count = Math.min(busiest.length, Math.max(1, Math.round(vehicles.length / 200)));
  while (out.size < count) out.add(draw.one(busiest));
  return [...out];
}

/**
 * What a broken vehicle leaves behind: whom it has carried is no longer asked for; whoever sat in it waits at the place
 * they were fetched from, comes before everybody and is promised nothing; the others keep their promise.
 */
export function leftBehind(
  broken: readonly WitnessVehicle[],
  requests: readonly RequestSeed[],
  nowSeconds: number,
): { requests: RequestSeed[]; carried: string[]; stranded: string[] } {
  const stops = broken.flatMap((it) => it.stops.filter((stop) => stop.startSeconds <= nowSeconds));
  const dropped = new Set(stops.filter((it) => it.kind === "drop").map((it) => it.request.id));
  const aboard = new Set(stops.map((it) => it.request.id).filter((id) => !dropped.has(id)));
  const left = requests
    .filter((it) => !dropped.has(it.id))
    .map((it): RequestSeed => {
      const linked = it.linkedRequestIds?.filter((id) => !dropped.has(id));
      const { promise, ...rest } = { ...it, ...(linked && { linkedRequestIds: linked }) };
      if (!aboard.has(it.id)) return { ...rest, ...(promise && { promise }) };
      const pickupWindow = { fromSeconds: nowSeconds, toSeconds: nowSeconds + 5400 };
      const dropWindow = {
        fromSeconds: nowSeconds,
        toSeconds: Math.max(it.dropWindow.toSeconds, nowSeconds + 14_400),
      };
      return { ...rest, pickupWindow, dropWindow, priority: 1 };
    });
  return { requests: left, carried: [...dropped], stranded: [...aboard] };
}
