import { at } from "@/server/core/scheduler/at";
import type { Problem, Shift, StopName } from "@/server/core/scheduler/problem";
import { legalRestSeconds, restsNeeded, wheelAfter } from "@/server/core/scheduler/rest";
import type { BookingFacts } from "./load-bookings";

/** Where a vehicle was heard of last, and from when it stands there or drives on from there. */
export interface LastHeard {
  stop: StopName | null;
  fromMs: number;
}

type Driven = StopName & { departSeconds: number };

/** A crew at a door has come to the next stop; one that departed is on its way from the last. */
export function lastHeard(
  driven: readonly Driven[],
  locked: readonly StopName[],
  bookings: ReadonlyMap<string, BookingFacts>,
  epochMs: number,
): LastHeard | null {
  const last = driven.at(-1);
  const next = locked[0];
  const trip = next && bookings.get(next.requestId)?.trip;
  const arrived = next?.kind === "pickup" ? trip?.arrivedPickupAt : trip?.arrivedDropoffAt;
  if (next && arrived) return { stop: next, fromMs: arrived.getTime() };
  const left = next?.kind === "pickup" ? (trip?.departedAt?.getTime() ?? 0) : 0;
  if (last) return { stop: last, fromMs: Math.max(left, epochMs + last.departSeconds * 1000) };
  return left > 0 ? { stop: null, fromMs: left } : null;
}

/** The place of a stop; undefined for one of nobody in the problem. */
function placeOf(problem: Problem, { requestId, kind }: StopName): number | undefined {
  const request = problem.requests.find((it) => it.id === requestId);
  return kind === "pickup" ? request?.pickupPlace : request?.dropPlace;
}

/**
 * A vehicle on its way to a locked stop, as standing there from when it will have come by what it has driven already, and
 * not before now: what lies behind it is not driven a second time. Done again for a later instant it stays there.
 */
export function onItsWay(problem: Problem, shift: Shift): Shift {
  const [next] = shift.locked;
  const { position } = shift;
  const place = next && placeOf(problem, next);
  if (!position || place === undefined) return shift;
  const drive = at(problem.travelSeconds, position.place * problem.placeCount + place);
  const takesTurns = shift.drivers > 1;
  const rests = restsNeeded(takesTurns, position.wheelSeconds, drive);
  const comes = position.fromSeconds + drive + rests * legalRestSeconds;
  const fromSeconds = Math.max(problem.nowSeconds, comes);
  const wheelSeconds = wheelAfter(takesTurns, position.wheelSeconds, drive);
  return { ...shift, position: { place, fromSeconds, wheelSeconds } };
}
