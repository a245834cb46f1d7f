import { allocate } from "@/server/core/allocation";
import { mayCarry } from "@/server/core/scheduler/constraints/all";
import {
  type Accepts,
  bestSpot,
  type Candidate,
  prepare,
  rankInsertions,
  toCandidate,
} from "@/server/core/scheduler/insertion";
import { isReliable } from "@/server/core/scheduler/keeping";
import { type Problem, type Request, type TimeRange, withRequest } from "@/server/core/scheduler/problem";
import { findSlots, type SlotFit } from "@/server/core/scheduler/slots";
import type { ShiftKind } from "@/server/core/shift";
import type { VehicleClass } from "@/server/core/vehicle";
import { type DayPlan, problemAt, toInstant, toSeconds } from "@/server/services/plan/day";
import { luckOf } from "@/server/services/plan/drive-laws";
import type { BookingFacts, PickupWindow } from "@/server/services/plan/load-bookings";
import { metresBetween } from "@/server/services/plan/places";
import { toRequest } from "@/server/services/plan/problem";

/** A pickup window that the plan can keep, with the vehicle behind it. Instants as dates, lengths in metres. */
export interface PlannedSlot {
  shiftId: string;
  vehicleId: string;
  vehicleClass: VehicleClass;
  operatorId: string;
  shiftKind: ShiftKind;
  pickupFrom: Date;
  pickupUntil: Date;
  plannedPickupAt: Date;
  plannedDropoffAt: Date;
  /** From the vehicle's base over the pickup to the destination, for tariffs that count it. */
  vehicleToDestinationMetres: number;
  emptyMetres: number;
  /** Empty metres that the vehicle's day has less of with this patient: it would have driven them anyhow. */
  savedEmptyMetres: number;
  addedMetres: number;
  /** Shifts on offer: by when the operator will have answered; null where the slot is sold at once. */
  confirmedBy: Date | null;
}

/** How many vehicles each rule kept away, the most first. */
export type RefusalReasons = { constraint: string; vehicles: number }[];

export interface SlotQuestion {
  booking: BookingFacts;
  window: PickupWindow;
  count: number;
  now: Date;
}

const minuteMs = 60_000;

function slotOf(day: DayPlan, request: Request, fit: Candidate, now: Date): PlannedSlot | null {
  const facts = day.shifts.get(fit.shiftId);
  const shift = day.problem.shifts.find((it) => it.id === fit.shiftId);
  if (!facts || !shift) return null;
  const { holds, offers } = day.inForce.settings;
  const toPickup = metresBetween(day.places, shift.startPlace, request.pickupPlace);
  const onward = metresBetween(day.places, request.pickupPlace, request.dropPlace);
  const answerMs = holds.seconds * 1000 + offers.expiryMinutes * minuteMs;
  return {
    shiftId: fit.shiftId,
    vehicleId: facts.row.vehicleId,
    vehicleClass: facts.vehicle.class,
    operatorId: facts.row.orgId,
    shiftKind: facts.row.kind,
    pickupFrom: toInstant(day, fit.pickupWindow.fromSeconds),
    pickupUntil: toInstant(day, fit.pickupWindow.toSeconds),
    plannedPickupAt: toInstant(day, fit.pickupSeconds),
    plannedDropoffAt: toInstant(day, fit.dropSeconds),
    vehicleToDestinationMetres: toPickup + onward,
    emptyMetres: Math.max(0, fit.emptyMetres),
    savedEmptyMetres: Math.max(0, -fit.emptyMetres),
    addedMetres: Math.max(0, fit.addedMetres),
    confirmedBy: facts.row.kind === "on_offer" ? new Date(now.getTime() + answerMs) : null,
  };
}

/** All shifts that keep one window, each at its best, and surely enough where the region asks for it. */
function keepersOf(prepared: ReturnType<typeof prepare>, window: TimeRange, isSure: Accepts): Candidate[] {
  const { lines, index } = prepared;
  const request = prepared.problem.requests[index];
  if (!request) return [];
  const problem = withRequest(prepared.problem, { ...request, pickupWindow: window });
  return lines.flatMap((line) => {
    if (!mayCarry(problem, request, line.route.shift)) return [];
    const trial = bestSpot(problem, line, index, Number.POSITIVE_INFINITY, isSure);
    return trial ? [toCandidate(problem, line, index, trial, [])] : [];
  });
}

/** Whether a route with somebody new in it holds as surely as the region asks; by the plan alone where it asks for nothing. */
function sureness(day: DayPlan): Accepts {
  const { keptPercent } = day.inForce.settings.slots;
  if (keptPercent === null) return () => true;
  const luck = luckOf(day);
  return (after, before) => isReliable(after, before, luck, keptPercent / 100);
}

/**
 * Whose vehicle backs each slot, by the published allocation rule: among the shifts that keep its window near the
 * best added cost, the operator furthest below its capacity share.
 */
function fairly(
  day: DayPlan,
  problem: Problem,
  request: Request,
  fits: readonly SlotFit[],
  isSure: Accepts,
): Candidate[] {
  if (fits.length === 0) return [];
  const prepared = prepare(problem, day.plan, request);
  return fits.map((fit) => {
    const keepers = keepersOf(prepared, fit.pickupWindow, isSure);
    const [first] = allocate(keepers, day.operators, day.inForce.settings.allocation.withinPercent).order;
    return keepers.find((it) => it.shiftId === first?.shiftId) ?? fit;
  });
}

/** The first whole step at or after an instant, counted from local midnight. */
function wholeStep(seconds: number, stepSeconds: number): number {
  return Math.ceil(seconds / stepSeconds) * stepSeconds;
}

/**
 * Slots of one loaded day for a booking whose places are measured, earliest first. Reads nothing and writes nothing:
 * this is what `npm run bench -- slots` measures.
 */
export function slotsOfDay(day: DayPlan, { booking, window, count, now }: SlotQuestion): PlannedSlot[] {
  const { stepMinutes, widthMinutes, leadMinutes } = day.inForce.settings.slots;
  const stepSeconds = stepMinutes * 60;
  const earliest = Math.max(toSeconds(day, window.from), toSeconds(day, now) + leadMinutes * 60, 0);
  const request = toRequest(booking, day.places, day.epochMs, window, false);
  const problem = problemAt(day, now);
  const accepts = sureness(day);
  const fits = findSlots(problem, day.plan, request, {
    fromSeconds: wholeStep(earliest, stepSeconds),
    toSeconds: Math.min(toSeconds(day, window.until), 86_400 + widthMinutes * 60),
    stepSeconds,
    widthSeconds: widthMinutes * 60,
    count,
    accepts,
  });
  const sold = fairly(day, problem, request, fits, accepts);
  return sold.flatMap((fit) => slotOf(day, request, fit, now) ?? []);
}

/** Why a day has no slot: for each rule the number of vehicles it keeps away. */
export function refusalOfDay(day: DayPlan, { booking, window, now }: SlotQuestion): RefusalReasons {
  const request = toRequest(booking, day.places, day.epochMs, window, false);
  const problem = withRequest(problemAt(day, now), request);
  const ranked = rankInsertions(problem, day.plan, request);
  const kept = new Map<string, Set<string>>();
  for (const { shiftId, violations, feasible } of ranked) {
    const shift = problem.shifts.find((it) => it.id === shiftId);
    // A shift that fits somewhere in the window, but on no offered step of it, is kept away by the clock.
    const names = feasible || !shift ? ["time_window"] : violations.map((it) => it.constraint);
    const lasting = shift && !mayCarry(problem, request, shift);
    const told = lasting ? names.filter((name) => !passing.has(name)) : names;
    for (const name of new Set(told)) kept.set(name, (kept.get(name) ?? new Set()).add(shiftId));
  }
  if (ranked.length === 0) return [{ constraint: "no_shift", vehicles: 0 }];
  return [...kept]
    .map(([constraint, shifts]) => ({ constraint, vehicles: shifts.size }))
    .sort((a, b) => b.vehicles - a.vehicles || (a.constraint < b.constraint ? -1 : 1));
}

/** Rules of the clock: beside a vehicle that could never carry the patient they would only confuse. */
const passing = new Set<string>([
  "time_window",
  "promise",
  "ride_time",
  "waiting_on_board",
  "shift",
  "breaks",
  "driving_time",
]);
