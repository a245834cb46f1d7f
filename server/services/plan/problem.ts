import { disinfectionAfter } from "@/server/core/booking-needs";
import { isCertifiedAt } from "@/server/core/certification";
import { type CrewDuty, crewDuties } from "@/server/core/crew";
import type { RegionSettings } from "@/server/core/region-settings";
import type { Plan, PlannedRoute } from "@/server/core/scheduler/plan";
import { emptyPlan } from "@/server/core/scheduler/plan";
import {
  type Problem,
  type Request,
  type Rules,
  requestInput,
  type Shift,
  type StopName,
  shiftInput,
} from "@/server/core/scheduler/problem";
import type { RouteStop } from "@/server/core/shift";
import { isLive } from "@/server/core/trip";
import { type EquipmentItem, equipmentItems } from "@/server/core/vehicle";
import type { BookingFacts, PickupWindow } from "./load-bookings";
import { type ShiftFacts, type SubjectPaper, standardsBroken } from "./load-shifts";
import { type PlaceTable, placeNumber } from "./places";
import { type LastHeard, lastHeard, onItsWay } from "./under-way";

/** A place that the table has not measured: the caller measures it outside the transaction and tries again. */
export class UnmeasuredPlace extends Error {}

const secondsOf = (instant: Date, epochMs: number): number =>
  Math.floor((instant.getTime() - epochMs) / 1000);
/** How far a problem reaches beyond its day: trips that end the next day. */
export const horizonSeconds = 3 * 86_400;
const longBefore = -604_800;

function measured(places: PlaceTable, point: { lat: number; lon: number }): number {
  const number = placeNumber(places, point);
  if (number === undefined) throw new UnmeasuredPlace(`${point.lat},${point.lon}`);
  return number;
}

function paperOf({ subject, span }: SubjectPaper, startsAtMs: number, epochMs: number) {
  const state = span
    ? isCertifiedAt(span, startsAtMs)
    : ({ certified: false, reason: "not_decided" } as const);
  if (!state.certified) return { subject, validUntilSeconds: longBefore, reason: state.reason };
  const validUntilSeconds = state.until === null ? null : Math.floor((state.until - epochMs) / 1000);
  return { subject, validUntilSeconds, reason: "expired" };
}

/** Trips that ended without a drop-off keep no place on a route. */
const brokenOff = (facts: BookingFacts | undefined): boolean =>
  facts?.trip != null && facts.trip.status !== "completed" && !isLive(facts.trip.status);

/** Seconds that the vehicle stays after a hand-over: nobody boards before it is clean. */
const cleaningOf = (stop: RouteStop, facts: BookingFacts | undefined): number =>
  stop.kind === "dropoff" && facts ? disinfectionAfter(facts.needs) : 0;

/** Stops already driven and those that must come next, by what the crews reported. */
function progressOf(
  route: readonly RouteStop[],
  bookings: ReadonlyMap<string, BookingFacts>,
  epochMs: number,
) {
  const driven: (StopName & { startSeconds: number; departSeconds: number })[] = [];
  const locked: StopName[] = [];
  const order = route.toSorted((a, b) => a.plannedAt - b.plannedAt);
  for (const stop of order) {
    const trip = bookings.get(stop.bookingId)?.trip;
    if (!trip || brokenOff(bookings.get(stop.bookingId))) continue;
    const name: StopName = { requestId: stop.bookingId, kind: stop.kind === "pickup" ? "pickup" : "drop" };
    const [start, end] =
      stop.kind === "pickup" ? [trip.arrivedPickupAt, trip.boardedAt] : [trip.arrivedDropoffAt, trip.endedAt];
    if (start && end)
      driven.push({
        ...name,
        startSeconds: secondsOf(start, epochMs),
        departSeconds: secondsOf(end, epochMs) + cleaningOf(stop, bookings.get(stop.bookingId)),
      });
    else if (trip.departedAt && isLive(trip.status)) locked.push(name);
  }
  driven.sort((a, b) => a.startSeconds - b.startSeconds);
  return { driven, locked };
}

/** Where a vehicle under way was heard of last; nothing for one that has not begun. Throws UnmeasuredPlace. */
function positionOf(
  { row }: ShiftFacts,
  bookings: ReadonlyMap<string, BookingFacts>,
  places: PlaceTable,
  epochMs: number,
  heard: LastHeard | null,
): Pick<Shift, "position"> {
  if (!heard) return {};
  const stood = heard.stop && bookings.get(heard.stop.requestId);
  const point = heard.stop?.kind === "drop" ? stood?.to : stood?.from;
  // A crew that drove ahead of its hours is not promised to anybody before they begin.
  const fromSeconds = secondsOf(new Date(Math.max(heard.fromMs, row.startsAt.getTime())), epochMs);
  const place = measured(places, point ?? { lat: row.baseLat, lon: row.baseLon });
  return { position: { place, fromSeconds, wheelSeconds: 0 } };
}

/** The scheduler's shift of one shift row. Throws UnmeasuredPlace. */
export function toShift(
  facts: ShiftFacts,
  bookings: ReadonlyMap<string, BookingFacts>,
  places: PlaceTable,
  epochMs: number,
): Shift {
  const { row, vehicle } = facts;
  const base = measured(places, { lat: row.baseLat, lon: row.baseLon });
  const { driven, locked } = progressOf(row.route, bookings, epochMs);
  const crew = facts.crew.map((it) => it.duty);
  const left = facts.crew
    .filter((it) => it.left)
    .map(() => ({ subject: "crew" as const, validUntilSeconds: longBefore, reason: "left" }));
  const retired =
    vehicle.status === "retired"
      ? [{ subject: "vehicle" as const, validUntilSeconds: longBefore, reason: "retired" }]
      : [];
  // Waits for disinfection: nothing new is put on the shifts that begin before it is due.
  const blocked =
    vehicle.blockedUntil && row.startsAt < vehicle.blockedUntil
      ? [{ subject: "vehicle" as const, validUntilSeconds: longBefore, reason: "disinfection" }]
      : [];
  const broken = standardsBroken(facts).map(({ subject, ruleId }) => ({
    subject:
      subject === "staffing" ? ("crew" as const) : subject === "shift" ? ("vehicle" as const) : subject,
    validUntilSeconds: longBefore,
    reason: `standard:${ruleId}`,
  }));
  return shiftInput.parse({
    id: row.id,
    operatorId: row.orgId,
    kind: row.kind,
    vehicleClass: vehicle.class,
    berths: vehicle.berths,
    equipment: equipmentItems.filter((item: EquipmentItem) => (vehicle.equipment[item] ?? 0) > 0),
    bariatricLimitKg: vehicle.maxPatientKg,
    crew,
    drivers: Math.max(1, crew.filter((duty) => duty === "driver").length),
    medicalLicence: facts.medicalLicence,
    papers: [
      ...facts.papers.map((it) => paperOf(it, row.startsAt.getTime(), epochMs)),
      ...left,
      ...retired,
      ...blocked,
      ...broken,
    ],
    staffingLimits: facts.staffingLimits,
    settled: [...new Set(row.route.map((stop) => stop.bookingId))],
    startPlace: base,
    endPlace: base,
    window: { fromSeconds: secondsOf(row.startsAt, epochMs), toSeconds: secondsOf(row.endsAt, epochMs) },
    breaks: row.breaks.map(({ fromAt, untilAt, durationSeconds, paid }) => ({
      durationSeconds,
      paid,
      window: { fromSeconds: fromAt - epochMs / 1000, toSeconds: untilAt - epochMs / 1000 },
    })),
    driven,
    locked,
    ...positionOf(facts, bookings, places, epochMs, lastHeard(driven, locked, bookings, epochMs)),
  });
}

const isolationWord = {
  none: "none",
  alone: "shared_forbidden",
  negative_pressure: "negative_pressure",
} as const;

function crewAsked(facts: BookingFacts): CrewDuty[] {
  return crewDuties.flatMap((duty) => Array.from({ length: facts.needs.crew[duty] ?? 0 }, () => duty));
}

/**
 * The scheduler's request of one booking, to be picked up in `window` (a promise when `frozen`). Throws UnmeasuredPlace.
 */
export function toRequest(
  facts: BookingFacts,
  places: PlaceTable,
  epochMs: number,
  window: PickupWindow,
  frozen: boolean,
): Request {
  const { needs } = facts;
  const [pickupPlace, dropPlace] = [measured(places, facts.from), measured(places, facts.to)];
  const range = { fromSeconds: secondsOf(window.from, epochMs), toSeconds: secondsOf(window.until, epochMs) };
  const directSeconds = places.seconds[pickupPlace * places.stride + dropPlace] ?? 0;
  return requestInput.parse({
    id: facts.id,
    pickupPlace,
    dropPlace,
    pickupWindow: range,
    dropWindow: { fromSeconds: longBefore, toSeconds: horizonSeconds },
    pickupServiceSeconds: needs.pickupServiceSeconds,
    dropServiceSeconds: needs.dropoffServiceSeconds,
    // Coarse coordinates and the hour can make the direct way a little longer than at booking: it is never over its own limit.
    maxRideSeconds: Math.max(needs.maxRideSeconds, directSeconds),
    berth: needs.berth === "escort" ? "seat" : needs.berth,
    escorts: needs.escorts,
    vehicleClasses: needs.allowedClasses,
    equipment: needs.equipment,
    crew: crewAsked(facts),
    serviceLevel: needs.serviceLevel,
    grade: needs.grade,
    patientKg: needs.patientKg ?? 0,
    isolation: isolationWord[needs.isolation],
    disinfectionSeconds: needs.disinfectionSeconds,
    shareable: needs.shareable,
    distanceMetres: facts.distanceMetres,
    ...(frozen ? { promise: range } : {}),
  });
}

/** The stops of a shift's route as a plan for the scheduler. */
export function toRoute(facts: ShiftFacts, bookings: ReadonlyMap<string, BookingFacts>): PlannedRoute {
  const stops = facts.row.route.filter((stop) => !brokenOff(bookings.get(stop.bookingId)));
  return {
    shiftId: facts.row.id,
    stops: stops.map((stop) => ({
      requestId: stop.bookingId,
      kind: stop.kind === "pickup" ? "pickup" : "drop",
      arriveSeconds: 0,
      startSeconds: 0,
      departSeconds: 0,
    })),
    breaks: [],
    leaveSeconds: 0,
    returnSeconds: 0,
    figures: { drivenMetres: 0, emptyMetres: 0, dutySeconds: 0, restSeconds: 0, costFen: 0 },
  };
}

/** What a region's settings say of plans. */
export const planRules = ({ emptyRun }: RegionSettings): Rules => ({
  promises: "frozen",
  berthUpgrades: [["escort", "seat"]],
  maxEmptyRunMetres: emptyRun.maxEmptyRunKilometres === null ? null : emptyRun.maxEmptyRunKilometres * 1000,
});

/** A rest that no longer fits into its window lies behind the crew: nobody waits for it any more. */
const withRestsBehind = (shift: Shift, nowSeconds: number): Shift => {
  const ahead = shift.breaks.findIndex((it) => nowSeconds + it.durationSeconds <= it.window.toSeconds);
  const behind = ahead < 0 ? shift.breaks.length : ahead;
  return behind > shift.breaksTaken ? { ...shift, breaksTaken: behind } : shift;
};

/** A problem as of an instant: nothing new begins before it, what lies behind is over, and who is on the way goes on. */
export function asOf(problem: Problem, nowSeconds: number): Problem {
  const then = { ...problem, nowSeconds };
  const shifts = problem.shifts.map((it) => onItsWay(then, withRestsBehind(it, nowSeconds)));
  return Object.freeze({ ...then, shifts });
}

/** A problem over shifts and bookings whose parts were validated one by one, with the plan that their routes make. */
export function assemble(
  shifts: readonly Shift[],
  requests: readonly Request[],
  routes: PlannedRoute[],
  places: PlaceTable,
  nowSeconds: number,
  rules: Rules,
): { problem: Problem; plan: Plan } {
  const problem = {
    horizon: { fromSeconds: longBefore, toSeconds: horizonSeconds },
    nowSeconds,
    placeCount: places.stride,
    travelSeconds: places.seconds,
    travelMetres: places.metres,
    shifts,
    requests,
    rules,
  } satisfies Problem;
  return { problem: asOf(problem, nowSeconds), plan: { ...emptyPlan, routes } };
}
