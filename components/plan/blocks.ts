import type { PlanShift, PlanStop, PlanVehicle } from "@/components/api/outputs";
import type { StopStanding } from "@/server/core/plan-view";

/** One patient's ride as a bar: from the pickup to the end of the hand-over. Instants in epoch milliseconds. */
export interface RideBlock {
  key: string;
  pickup: PlanStop;
  dropoff: PlanStop | null;
  startsAt: number;
  endsAt: number;
  standing: StopStanding;
  /** Rides at the same time lie in lanes under each other, from 0. */
  lane: number;
}

/** A ride with the vehicle and the people it is planned on. */
export interface PlannedRide extends RideBlock {
  plate: string;
  crew: { duty: string; name: string }[];
}

const worst = (stops: PlanStop[]): StopStanding =>
  (["late", "tight"] as const).find((it) => stops.some((stop) => stop.standing === it)) ?? "on_time";

const endOf = (stop: PlanStop) => (stop.arrivedAt ?? stop.expectedAt).getTime() + stop.serviceSeconds * 1000;

function blockOf(stops: PlanStop[]): Omit<RideBlock, "lane"> | null {
  const pickup = stops.find(({ kind }) => kind === "pickup");
  if (!pickup) return null;
  const dropoff = stops.find(({ kind }) => kind === "dropoff") ?? null;
  return {
    key: pickup.key,
    pickup,
    dropoff,
    startsAt: (pickup.arrivedAt ?? pickup.expectedAt).getTime(),
    endsAt: endOf(dropoff ?? pickup),
    standing: worst(stops),
  };
}

/** However short a ride is, its bar is wide enough for a finger: the room of this much time on a whole day's line. */
const shortestBarMilliseconds = 45 * 60_000;

/** The rides of a vehicle's day, of all its shifts, in order of time, each in the first lane that is free. */
export function blocksOf(shifts: Pick<PlanShift, "stops">[]): RideBlock[] {
  const byBooking = Map.groupBy(
    shifts.flatMap(({ stops }) => stops),
    ({ key }) => key.split(":")[0] ?? key,
  );
  const blocks = [...byBooking.values()].flatMap((list) => blockOf(list) ?? []);
  blocks.sort((a, b) => a.startsAt - b.startsAt);
  const freeAt: number[] = [];
  return blocks.map((block) => {
    const found = freeAt.findIndex((at) => at <= block.startsAt);
    const lane = found < 0 ? freeAt.length : found;
    freeAt[lane] = Math.max(block.endsAt, block.startsAt + shortestBarMilliseconds);
    return { ...block, lane };
  });
}

/** The same with plate and crew: whose shift holds the pickup carries the ride. */
export function ridesOf({ plate, shifts }: Pick<PlanVehicle, "plate" | "shifts">): PlannedRide[] {
  return blocksOf(shifts).map((block) => {
    const shift = shifts.find(({ stops }) => stops.includes(block.pickup));
    return { ...block, plate, crew: shift?.crew ?? [] };
  });
}

/** Part of the day that a timeline shows, whole hours, epoch milliseconds. */
export interface DaySpan {
  from: number;
  until: number;
}

const hour = 3_600_000;

/** From the first shift's hour to the last one's, within the day; a usual working day where there is none. */
export function spanOf(
  dayStart: number,
  dayEnd: number,
  shifts: Pick<PlanShift, "startsAt" | "endsAt">[],
): DaySpan {
  const starts = shifts.map(({ startsAt }) => startsAt.getTime());
  const ends = shifts.map(({ endsAt }) => endsAt.getTime());
  const first = Math.max(dayStart, Math.min(...starts, dayStart + 7 * hour));
  const last = Math.min(dayEnd, Math.max(...ends, dayStart + 18 * hour));
  return {
    from: dayStart + Math.floor((first - dayStart) / hour) * hour,
    until: dayStart + Math.ceil((last - dayStart) / hour) * hour,
  };
}

/** Where an instant stands in a span, in percent, kept inside. */
export function percentOf(at: number, { from, until }: DaySpan): number {
  return Math.min(100, Math.max(0, ((at - from) / (until - from)) * 100));
}
