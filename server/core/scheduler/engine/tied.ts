import type { Model } from "@/server/core/scheduler/engine/model";
import type { Route } from "@/server/core/scheduler/engine/route";

/** Room to time one route in; kept by the search, so that a trial allocates nothing. */
export type Trial = {
  size: number;
  hop: Float64Array;
  open: Float64Array;
  close: Float64Array;
  service: Float64Array;
  start: Float64Array;
  /** Driving and service before a position. */
  pure: Float64Array;
  /** For a drop the position of its pickup, for the end 0, otherwise −1; and the longest time between the two. */
  partner: Int32Array;
  tie: Float64Array;
  wait: Float64Array;
  positions: Int32Array;
  /** For the scan: what a drop adds after a position, and the least of it from there on. */
  detour: Float64Array;
  leastDetour: Float64Array;
};

export function makeTrial(requestCount: number): Trial {
  const room = 2 * requestCount + 4;
  const floats = (): Float64Array => new Float64Array(room);
  return {
    size: 0,
    hop: floats(),
    open: floats(),
    close: floats(),
    service: floats(),
    start: floats(),
    pure: floats(),
    partner: new Int32Array(room),
    tie: floats(),
    wait: floats(),
    positions: new Int32Array(room),
    detour: floats(),
    leastDetour: floats(),
  };
}

/** Puts one stop behind those that are there already. */
function push(model: Model, trial: Trial, node: number, hopBefore: number): void {
  const at = trial.size++;
  const { pure, positions } = trial;
  trial.hop[at - 1] = hopBefore;
  trial.open[at] = model.open[node] as number;
  trial.close[at] = model.close[node] as number;
  trial.service[at] = model.service[node] as number;
  pure[at] = (pure[at - 1] as number) + (trial.service[at - 1] as number) + hopBefore;
  positions[node] = at;
  if ((node & 1) === 0) trial.partner[at] = -1;
  else {
    const pickup = positions[node - 1] as number;
    const ride = model.maxRide[node >> 1] as number;
    const wait = (pure[at] as number) - (pure[pickup] as number) + (model.maxWait[node >> 1] as number);
    trial.partner[at] = pickup;
    trial.tie[at] = ride < wait ? ride : wait;
  }
}

/** The route with a request's pickup after position `pickupAfter` and its drop after position `dropAfter` of the old one. */
function layOut(
  model: Model,
  route: Route,
  trial: Trial,
  request: number,
  pickupAfter: number,
  dropAfter: number,
) {
  const { time, placeCount, place } = model;
  const pickup = request * 2;
  const [pickupPlace, dropPlace] = [place[pickup] as number, place[pickup + 1] as number];
  trial.size = 1;
  trial.open[0] = route.open[0] as number;
  trial.close[0] = model.until[route.vehicle] as number;
  trial.service[0] = 0;
  trial.pure[0] = 0;
  trial.partner[0] = -1;
  let here = route.place[0] as number;
  let fresh = false;
  for (let at = 0; at <= route.length; at++) {
    if (at > 0) {
      const there = route.place[at] as number;
      const hop = fresh ? (time[here * placeCount + there] as number) : (route.hop[at - 1] as number);
      push(model, trial, route.node[at] as number, hop);
      here = there;
      fresh = false;
    }
    if (at === pickupAfter) {
      push(model, trial, pickup, time[here * placeCount + pickupPlace] as number);
      here = pickupPlace;
      fresh = true;
    }
    if (at === dropAfter) {
      push(model, trial, pickup + 1, time[here * placeCount + dropPlace] as number);
      here = dropPlace;
      fresh = true;
    }
  }
  const end = trial.size++;
  const home = time[here * placeCount + (route.place[route.length + 1] as number)] as number;
  trial.hop[end - 1] = home;
  trial.open[end] = route.open[0] as number;
  trial.close[end] = model.until[route.vehicle] as number;
  trial.service[end] = 0;
  trial.pure[end] = (trial.pure[end - 1] as number) + (trial.service[end - 1] as number) + home;
  trial.partner[end] = 0;
  trial.tie[end] = model.longestDuty[route.vehicle] as number;
}

const tolerance = 1e-9;

/**
 * Whether starts exist that keep every window and every longest time between two stops: the least solution of the
 * difference constraints, found by raising pickups until nothing is too long. Exact, where the eight-step schedule of
 * Cordeau and Laporte (2003) may miss a solution; after 8 raises a stop it is given up as a circle.
 */
function isSolvable(trial: Trial): boolean {
  const { size, hop, open, close, service, start, pure, partner, tie } = trial;
  for (let at = 0; at < size; at++) {
    const from = partner[at] as number;
    if (from >= 0 && (pure[at] as number) - (pure[from] as number) > (tie[at] as number) + tolerance)
      return false;
    start[at] = open[at] as number;
  }
  let raises = 8 * size;
  for (let at = 1; at < size; at++) {
    const arrive = (start[at - 1] as number) + (service[at - 1] as number) + (hop[at - 1] as number);
    if (arrive > (start[at] as number)) start[at] = arrive;
    const now = start[at] as number;
    if (now > (close[at] as number) + tolerance) return false;
    const from = partner[at] as number;
    if (from < 0) continue;
    const needed = now - (tie[at] as number);
    if (needed <= (start[from] as number) + tolerance) continue;
    if (needed > (close[from] as number) + tolerance || --raises < 0) return false;
    start[from] = needed;
    at = from;
  }
  return true;
}

/** Whether a route stays possible with a request put into it, rides, waits and duty included. */
export function fitsTied(
  model: Model,
  route: Route,
  trial: Trial,
  request: number,
  pickupAfter: number,
  dropAfter: number,
): boolean {
  layOut(model, route, trial, request, pickupAfter, dropAfter);
  return isSolvable(trial);
}
