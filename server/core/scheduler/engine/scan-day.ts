import { company, type DayRules } from "@/server/core/scheduler/engine/day-rules";
import type { Model } from "@/server/core/scheduler/engine/model";
import type { Route } from "@/server/core/scheduler/engine/route";
import type { Spot } from "@/server/core/scheduler/engine/scan";
import { serviceOf } from "@/server/core/scheduler/engine/service";
import { routeFen, type StrictRoom } from "@/server/core/scheduler/engine/strict";

/** One scan: a request looking for its place in a route, and what was found so far. */
type Look = {
  model: Model;
  day: DayRules;
  route: Route;
  room: StrictRoom;
  spot: Spot;
  request: number;
  pickupPlace: number;
  dropPlace: number;
  dropOpen: number;
  dropClose: number;
  dropService: number;
  weight: number;
  best: number;
  found: boolean;
};

/**
 * The cheapest place for a request in a route of a city's day that adds less than `bound`: distance first, then windows by
 * the bounds of `route.ts` (breaks and rests left out, so a place they refuse is impossible), and the full judgement of
 * `strict.ts` only for what would be the new best by distance. Duty is taken to grow; where a detour would shorten it,
 * the place is missed. Writes to `spot` and says whether anything was found.
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
  const pickup = request * 2;
  const drop = pickup + 1;
  const look: Look = {
    model,
    day,
    route,
    room,
    spot,
    request,
    pickupPlace: model.place[pickup] as number,
    dropPlace: model.place[drop] as number,
    dropOpen: model.open[drop] as number,
    dropClose: model.close[drop] as number,
    dropService: serviceOf(model, day, vehicle, drop),
    weight: model.load[pickup] as number,
    best: bound,
    found: false,
  };
  const [opens, closes] = [model.open[pickup] as number, model.close[pickup] as number];
  for (let at = day.head[vehicle] as number; at <= length; at++) {
    const way = time[(place[at] as number) * placeCount + look.pickupPlace] as number;
    const reached = (leave[at] as number) + way;
    if (reached > closes) break;
    if ((load[at] as number) + look.weight > company) continue;
    const go = Math.max(reached, opens) + (model.service[pickup] as number);
    tryDirect(look, at, go);
    if (look.weight < company) tryPassage(look, at, go);
  }
  spot.cost = look.best;
  return look.found;
}

/** Judges one place in full, and notes it when it is the best so far. */
function judge(look: Look, pickup: number, drop: number): void {
  const { model, day, room, route, spot } = look;
  const added = routeFen(model, day, room, route, look.request, pickup, drop) - route.cost;
  if (added >= look.best) return;
  look.best = added;
  look.found = true;
  spot.pickup = pickup;
  spot.drop = drop;
}

/** From the pickup after position `at`, left at `go`, to the drop without a stop between. */
function tryDirect(look: Look, at: number, go: number): void {
  const { time, cost, placeCount } = look.model;
  const { place, last, step, load, vehicle } = look.route;
  const direct = look.pickupPlace * placeCount + look.dropPlace;
  const end = Math.max(go + (time[direct] as number), look.dropOpen);
  if (end > look.dropClose) return;
  const onward = look.dropPlace * placeCount + (place[at + 1] as number);
  if (end + look.dropService + (time[onward] as number) > (last[at + 1] as number)) return;
  const reach = cost[(place[at] as number) * placeCount + look.pickupPlace] as number;
  const around = reach + (cost[onward] as number) - (step[at] as number);
  const empty = load[at] === 0 ? (look.day.perEmptyMetre[vehicle] as number) * around : 0;
  const price = (look.day.perMetre[vehicle] as number) * (around + (cost[direct] as number)) + empty;
  if (price < look.best) judge(look, at, at);
}

/** Past stops of others: the pickup after position `from`, left at `go`, the drop after any later one that hours allow. */
function tryPassage(look: Look, from: number, go: number): void {
  const { time, cost, placeCount } = look.model;
  const { length, place, last, first, step, hop, load, service, vehicle } = look.route;
  const perMetre = look.day.perMetre[vehicle] as number;
  const perEmpty = look.day.perEmptyMetre[vehicle] as number;
  const longest = look.day.ride[look.request] as number;
  if (from >= length) return;
  const reach = cost[(place[from] as number) * placeCount + look.pickupPlace] as number;
  const onward = look.pickupPlace * placeCount + (place[from + 1] as number);
  const joined = reach + (cost[onward] as number) - (step[from] as number);
  let fen = perMetre * joined + (load[from] === 0 ? perEmpty * (reach - (step[from] as number)) : 0);
  let now = go + (time[onward] as number);
  let ridden = time[onward] as number;
  for (let at = from + 1; at <= length; at++) {
    now = Math.max(now, first[at] as number);
    if (now > (last[at] as number) || (load[at] as number) + look.weight > company) return;
    ridden += service[at] as number;
    if (ridden > longest) return;
    const free = now + (service[at] as number);
    const toDrop = (place[at] as number) * placeCount + look.dropPlace;
    const after = look.dropPlace * placeCount + (place[at + 1] as number);
    const isEmpty = load[at] === 0;
    const detour = (cost[toDrop] as number) + (cost[after] as number) - (step[at] as number);
    const empty = isEmpty ? perEmpty * ((cost[after] as number) - (step[at] as number)) : 0;
    if (fen + perMetre * detour + empty < look.best && ridden + (time[toDrop] as number) <= longest) {
      const end = Math.max(free + (time[toDrop] as number), look.dropOpen);
      if (end > look.dropClose) return;
      if (end + look.dropService + (time[after] as number) <= (last[at + 1] as number)) judge(look, from, at);
    }
    if (isEmpty) fen -= perEmpty * (step[at] as number);
    now = free + (hop[at] as number);
    ridden += hop[at] as number;
  }
}
