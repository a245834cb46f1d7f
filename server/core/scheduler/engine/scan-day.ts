import { company, type DayRules } from "@/server/core/scheduler/engine/day-rules";
import type { Model } from "@/server/core/scheduler/engine/model";
import type { Route } from "@/server/core/scheduler/engine/route";
import type { Spot } from "@/server/core/scheduler/engine/scan";
import { serviceOf } from "@/server/core/scheduler/engine/service";
import { routeFen, type StrictRoom } from "@/server/core/scheduler/engine/strict";

/** One scan's request and what it has found so far. */
type Guest = {
  request: number;
  pickupPlace: number;
  dropPlace: number;
  pickupOpen: number;
  pickupClose: number;
  dropOpen: number;
  dropClose: number;
  pickupService: number;
  dropService: number;
  weight: number;
  ride: number;
  best: number;
  found: boolean;
};

function guestOf(model: Model, day: DayRules, vehicle: number, request: number, bound: number): Guest {
  const pickup = request * 2;
  const drop = pickup + 1;
  return {
    request,
    pickupPlace: model.place[pickup] as number,
    dropPlace: model.place[drop] as number,
    pickupOpen: model.open[pickup] as number,
    pickupClose: model.close[pickup] as number,
    dropOpen: model.open[drop] as number,
    dropClose: model.close[drop] as number,
    pickupService: model.service[pickup] as number,
    dropService: serviceOf(model, day, vehicle, drop),
    weight: model.load[pickup] as number,
    ride: day.ride[request] as number,
    best: bound,
    found: false,
  };
}

/**
 * The cheapest place for a request in a route of a city's day that adds less than `bound`: distance first, then windows by
 * the bounds of `route.ts` (breaks and rests left out, so a place they refuse is impossible), and the full judgement of
 * `strict.ts` only for what would be the new best by distance. Duty is taken to grow; where a detour would shorten it,
 * the place is missed.
 */
export function scanDay(
  model: Model,
  day: DayRules,
  route: Route,
  request: number,
  bound: number,
  room: StrictRoom,
  spot: Spot,
): boolean {
  const { time, placeCount } = model;
  const { length, place, leave, load, vehicle } = route;
  const guest = guestOf(model, day, vehicle, request, bound);
  for (let at = day.head[vehicle] as number; at <= length; at++) {
    const toPickup = (place[at] as number) * placeCount + guest.pickupPlace;
    const reached = (leave[at] as number) + (time[toPickup] as number);
    if (reached > guest.pickupClose) break;
    if ((load[at] as number) + guest.weight > company) continue;
    const go = Math.max(reached, guest.pickupOpen) + guest.pickupService;
    tryDirect(model, day, route, guest, room, spot, at, go);
    if (guest.weight < company) tryPassage(model, day, route, guest, room, spot, at, go);
  }
  spot.cost = guest.best;
  return guest.found;
}

/** Judges one place in full, and notes it when it is the best so far. */
function judge(
  model: Model,
  day: DayRules,
  route: Route,
  guest: Guest,
  room: StrictRoom,
  spot: Spot,
  pickup: number,
  drop: number,
): void {
  const added = routeFen(model, day, room, route, guest.request, pickup, drop) - route.cost;
  if (added >= guest.best) return;
  guest.best = added;
  guest.found = true;
  spot.pickup = pickup;
  spot.drop = drop;
}

/** From the pickup to the drop without a stop between. */
function tryDirect(
  model: Model,
  day: DayRules,
  route: Route,
  guest: Guest,
  room: StrictRoom,
  spot: Spot,
  at: number,
  go: number,
): void {
  const { time, cost, placeCount } = model;
  const { place, last, step, load, vehicle } = route;
  const direct = guest.pickupPlace * placeCount + guest.dropPlace;
  const end = Math.max(go + (time[direct] as number), guest.dropOpen);
  if (end > guest.dropClose) return;
  const onward = guest.dropPlace * placeCount + (place[at + 1] as number);
  if (end + guest.dropService + (time[onward] as number) > (last[at + 1] as number)) return;
  const reach = cost[(place[at] as number) * placeCount + guest.pickupPlace] as number;
  const around = reach + (cost[onward] as number) - (step[at] as number);
  const empty = load[at] === 0 ? (day.perEmptyMetre[vehicle] as number) * around : 0;
  const price = (day.perMetre[vehicle] as number) * (around + (cost[direct] as number)) + empty;
  if (price < guest.best) judge(model, day, route, guest, room, spot, at, at);
}

/** Past stops of others: the pickup after position `from`, the drop after any later one that the hours allow. */
function tryPassage(
  model: Model,
  day: DayRules,
  route: Route,
  guest: Guest,
  room: StrictRoom,
  spot: Spot,
  from: number,
  go: number,
): void {
  const { time, cost, placeCount } = model;
  const { length, place, last, first, step, hop, load, service, vehicle } = route;
  const perMetre = day.perMetre[vehicle] as number;
  const perEmpty = day.perEmptyMetre[vehicle] as number;
  if (from >= length) return;
  const reach = cost[(place[from] as number) * placeCount + guest.pickupPlace] as number;
  const onward = guest.pickupPlace * placeCount + (place[from + 1] as number);
  const joined = reach + (cost[onward] as number) - (step[from] as number);
  let fen = perMetre * joined + (load[from] === 0 ? perEmpty * (reach - (step[from] as number)) : 0);
  let now = go + (time[onward] as number);
  let ridden = time[onward] as number;
  for (let at = from + 1; at <= length; at++) {
    now = Math.max(now, first[at] as number);
    if (now > (last[at] as number) || (load[at] as number) + guest.weight > company) return;
    ridden += service[at] as number;
    if (ridden > guest.ride) return;
    const free = now + (service[at] as number);
    const toDrop = (place[at] as number) * placeCount + guest.dropPlace;
    const after = guest.dropPlace * placeCount + (place[at + 1] as number);
    const isEmpty = load[at] === 0;
    const detour = (cost[toDrop] as number) + (cost[after] as number) - (step[at] as number);
    const empty = isEmpty ? perEmpty * ((cost[after] as number) - (step[at] as number)) : 0;
    if (fen + perMetre * detour + empty < guest.best && ridden + (time[toDrop] as number) <= guest.ride) {
      const end = Math.max(free + (time[toDrop] as number), guest.dropOpen);
      if (end > guest.dropClose) return;
      if (end + guest.dropService + (time[after] as number) <= (last[at + 1] as number))
        judge(model, day, route, guest, room, spot, from, at);
    }
    if (isEmpty) fen -= perEmpty * (step[at] as number);
    now = free + (hop[at] as number);
    ridden += hop[at] as number;
  }
}
