import type { TripCrew } from "@/db/schema/trip";
import type { PlannedRoute } from "@/server/core/scheduler/plan";
import { type Board, instantOn } from "./board";
import { chance } from "./chance";
import type { Assignment } from "./market";

/** When a trip's confirmations came, by the crew's device; all null before it began. */
export interface Driven {
  departedAt: Date;
  arrivedPickupAt: Date;
  boardedAt: Date;
  arrivedDropoffAt: Date;
  endedAt: Date;
  /** Empty metres to the pickup. */
  emptyMetres: number;
}

const minuteMs = 60_000;

/** The crew of a shift as a trip keeps it. */
export const tripCrew = (
  { shift }: Pick<Assignment, "shift">,
  accountOf: (local: string) => string,
): TripCrew[] =>
  shift.crew
    .map((it) => ({
      crewId: it.id,
      accountId: it.local && accountOf(it.local),
      nameSealed: it.nameSealed,
      duty: it.duty as string,
    }))
    .sort((a, b) => (a.duty === b.duty ? (a.crewId < b.crewId ? -1 : 1) : a.duty < b.duty ? -1 : 1));

/**
 * Drive a planned route with the noise of a day (domain.md, Volumes): legs and service times vary, one patient in six is
 * ready late, nobody arrives before the stop before is done.
 */
export function driveRoute(board: Board, route: PlannedRoute): Map<string, Driven> {
  const dice = chance(`drive/${route.shiftId}`);
  const { problem } = board;
  const base = problem.shifts.find((it) => it.id === route.shiftId)?.startPlace ?? 0;
  const driven = new Map<string, Partial<Driven>>();
  let free = board.epochMs + route.leaveSeconds * 1000;
  let here = base;
  for (const stop of route.stops) {
    const rider = board.riders.get(stop.requestId);
    if (!rider) continue;
    const point = stop.kind === "pickup" ? rider.from : rider.to;
    const there = board.places.get(`${point.lat.toFixed(5)},${point.lon.toFixed(5)}`) ?? 0;
    const legMs = (problem.travelSeconds[here * problem.placeCount + there] ?? 0) * 1000;
    const noisy = legMs * (0.86 + dice.next() * 0.2);
    const plannedMs = instantOn(board, stop.startSeconds).getTime();
    const serviceMs = Math.max(
      3 * minuteMs,
      (stop.departSeconds -
        stop.startSeconds -
        rider.needs.disinfectionSeconds * (stop.kind === "drop" ? 1 : 0)) *
        1000,
    );
    const trip = driven.get(stop.requestId) ?? {};
    if (stop.kind === "pickup") {
      // The crew leaves so as to be there a little before the promised time, now and then too late.
      const slack = dice.hits(0.05) ? dice.between(6, 22) * minuteMs : -dice.between(0, 6) * minuteMs;
      const departed = Math.max(free, plannedMs - legMs + slack);
      const arrived = departed + Math.max(2 * minuteMs, noisy);
      const late = dice.hits(0.16) ? dice.between(4, 24) * minuteMs : 0;
      const boarded =
        Math.max(arrived, plannedMs - 10 * minuteMs) + serviceMs * (0.6 + dice.next() * 0.4) + late;
      const emptyMetres = problem.travelMetres[here * problem.placeCount + there] ?? 0;
      driven.set(stop.requestId, {
        ...trip,
        departedAt: new Date(departed),
        arrivedPickupAt: new Date(arrived),
        boardedAt: new Date(boarded),
        emptyMetres,
      });
      free = boarded;
    } else {
      const arrived = free + Math.max(3 * minuteMs, noisy);
      const ended = arrived + serviceMs * (0.6 + dice.next() * 0.4);
      driven.set(stop.requestId, { ...trip, arrivedDropoffAt: new Date(arrived), endedAt: new Date(ended) });
      free = ended + rider.needs.disinfectionSeconds * 1000;
    }
    here = there;
  }
  return driven as Map<string, Driven>;
}
