import type { Model } from "@/server/core/scheduler/engine/model";
import type { Route } from "@/server/core/scheduler/engine/route";
import { fitsTied, type Trial } from "@/server/core/scheduler/engine/tied";

/** Where a scan found its best: the pickup after position `pickup`, the drop after position `drop` of the route. */
export type Spot = { cost: number; pickup: number; drop: number };

const tolerance = 1e-9;

/**
 * The cheapest place for a request in a route that costs less than `bound`: cost first, then windows by the greatest
 * starts of the stops that follow (a stop pushed no further than its greatest start breaks nothing behind it), rides
 * last and only for what would be the new best. Writes to `spot` and says whether anything was found.
 */
export function scanRoute(
  model: Model,
  route: Route,
  request: number,
  bound: number,
  trial: Trial,
  spot: Spot,
): boolean {
  const { time, cost, placeCount, guards, hasTies } = model;
  const { length, place, first, last, leave, load, service, step, hop } = route;
  const pickup = request * 2;
  const drop = pickup + 1;
  const pickupPlace = model.place[pickup] as number;
  const dropPlace = model.place[drop] as number;
  const pickupOpen = model.open[pickup] as number;
  const pickupClose = (model.close[pickup] as number) + tolerance;
  const dropOpen = model.open[drop] as number;
  const dropClose = (model.close[drop] as number) + tolerance;
  const pickupService = model.service[pickup] as number;
  const dropService = model.service[drop] as number;
  const weight = model.load[pickup] as number;
  const room = model.room[route.vehicle] as number;
  const maxRide = (model.maxRide[request] as number) + tolerance;
  const fromPickup = pickupPlace * placeCount;
  const fromDrop = dropPlace * placeCount;
  const directTime = time[fromPickup + dropPlace] as number;
  const directCost = cost[fromPickup + dropPlace] as number;
  let best = bound;
  let found = false;
  const { detour, leastDetour } = trial;
  // What the drop adds after each position, whatever the pickup; behind `lastDrop` it would come too late for sure.
  let lastDrop = 0;
  for (let j = 1; j <= length; j++) {
    const toDrop = (place[j] as number) * placeCount + dropPlace;
    if ((leave[j] as number) + (time[toDrop] as number) > dropClose) break;
    detour[j] =
      (cost[toDrop] as number) + (cost[fromDrop + (place[j + 1] as number)] as number) - (step[j] as number);
    lastDrop = j;
  }
  let least = Number.POSITIVE_INFINITY;
  for (let j = lastDrop; j >= 1; j--) {
    if ((detour[j] as number) < least) least = detour[j] as number;
    leastDetour[j] = least;
  }
  for (let i = 0; i <= length; i++) {
    const here = place[i] as number;
    const toPickup = here * placeCount + pickupPlace;
    let start = (leave[i] as number) + (time[toPickup] as number);
    if (start > pickupClose) break;
    if (((room - (load[i] as number) - weight) & guards) !== guards) continue;
    if (start < pickupOpen) start = pickupOpen;
    const go = start + pickupService;
    const next = place[i + 1] as number;
    const reach = cost[toPickup] as number;
    let end = go + directTime;
    if (end < dropOpen) end = dropOpen;
    if (end <= dropClose) {
      const price = reach + directCost + (cost[fromDrop + next] as number) - (step[i] as number);
      if (
        price < best &&
        end + dropService + (time[fromDrop + next] as number) <= (last[i + 1] as number) + tolerance &&
        (!hasTies || fitsTied(model, route, trial, request, i, i))
      ) {
        best = price;
        spot.pickup = i;
        spot.drop = i;
        found = true;
      }
    }
    if (i >= lastDrop) continue;
    const joined = reach + (cost[fromPickup + next] as number) - (step[i] as number);
    if (joined + (leastDetour[i + 1] as number) >= best) continue;
    let now = go + (time[fromPickup + next] as number);
    let pure = pickupService + (time[fromPickup + next] as number);
    for (let j = i + 1; j <= lastDrop; j++) {
      if (now < (first[j] as number)) now = first[j] as number;
      if (now > (last[j] as number) + tolerance) break;
      if (((room - (load[j] as number) - weight) & guards) !== guards) break;
      const free = now + (service[j] as number);
      pure += service[j] as number;
      if (pure > maxRide) break;
      const price = joined + (detour[j] as number);
      if (price < best) {
        const toDrop = time[(place[j] as number) * placeCount + dropPlace] as number;
        let handOver = free + toDrop;
        if (handOver > dropClose || pure + toDrop > maxRide) break;
        if (handOver < dropOpen) handOver = dropOpen;
        const after = time[fromDrop + (place[j + 1] as number)] as number;
        if (
          handOver + dropService + after <= (last[j + 1] as number) + tolerance &&
          (!hasTies || fitsTied(model, route, trial, request, i, j))
        ) {
          best = price;
          spot.pickup = i;
          spot.drop = j;
          found = true;
        }
      } else if (joined + (leastDetour[j] as number) >= best) break;
      now = free + (hop[j] as number);
      pure += hop[j] as number;
    }
  }
  spot.cost = best;
  return found;
}
