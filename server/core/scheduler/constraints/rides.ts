import { at } from "@/server/core/scheduler/at";
import type { Route } from "@/server/core/scheduler/route";
import { isDrop, requestIndexOf } from "@/server/core/scheduler/stop";

/** The drop stops still ahead with their pickup stop, for the rules about a patient's time on board. */
export function ridesAhead({ codes, shift }: Route): { pickup: number; drop: number }[] {
  const pickups = new Map<number, number>();
  const rides: { pickup: number; drop: number }[] = [];
  for (let stop = 0; stop < codes.length; stop++) {
    const code = at(codes, stop);
    const pickup = pickups.get(requestIndexOf(code));
    if (!isDrop(code)) pickups.set(requestIndexOf(code), stop);
    else if (pickup !== undefined && stop >= shift.driven.length) rides.push({ pickup, drop: stop });
  }
  return rides;
}
