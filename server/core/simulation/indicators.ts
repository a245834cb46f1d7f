import { type RequestEnd, type RequestRecord, requestEnds, type ShiftRecord } from "./record";
import { isKept, pickupBegan } from "./window";

/** Figures of a day or of a whole run; null where there was nothing to count. Shares from 0 to 1. */
export interface Indicators {
  requests: number;
  /** How the requests ended; adds up to `requests`. */
  ends: Record<RequestEnd, number>;
  /** Of all requests but those given up by the booker or not to be fetched at the door. */
  servedShare: number | null;
  /** Promises that the booker did not give up, and how many of them were kept as first told. */
  promises: number;
  promisesKept: number;
  promiseKeptShare: number | null;
  /** The same by the range told last. */
  onTimeShare: number | null;
  /** Minutes from the beginning of the told range (for a will-call: from asking) until the vehicle stood at the door. */
  waitMedianMinutes: number | null;
  waitP90Minutes: number | null;
  /** Will-calls whose patient was on board within 45 and 90 minutes of "ready". */
  collectedIn45Share: number | null;
  collectedIn90Share: number | null;
  drivenKilometres: number;
  emptyShare: number | null;
  /** Patients on board for longer than their limit. */
  rideBreaches: number;
  vehiclesUsed: number;
  /** Most vehicles busy with a patient or on the way to one at the same time. */
  vehiclesNeeded: number;
  /** Trips per hour of duty between operators: Gini coefficient (0 all alike) and the highest over the lowest. */
  fairnessGini: number | null;
  fairnessRatio: number | null;
  breakdowns: number;
}

/** A span in which a vehicle was busy, epoch milliseconds. */
export interface Busy {
  vehicleId: string;
  from: number;
  until: number;
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** The value below which `part` of all values lie, by the nearest rank; null of nothing. */
export function quantile(values: readonly number[], part: number): number | null {
  const ordered = values.toSorted((a, b) => a - b);
  return ordered[Math.max(0, Math.ceil(part * ordered.length) - 1)] ?? null;
}

/** Gini coefficient of values not below 0: mean absolute difference over twice the mean; null of nothing or only zeros. */
export function gini(values: readonly number[]): number | null {
  const sum = values.reduce((total, it) => total + it, 0);
  if (sum === 0) return null;
  const apart = values.reduce((total, a) => total + values.reduce((own, b) => own + Math.abs(a - b), 0), 0);
  return apart / (2 * values.length * sum);
}

/** Most spans that overlap in any instant; one that ends when another begins does not overlap it. */
export function mostAtOnce(spans: readonly Busy[]): number {
  const turns = spans
    .flatMap(({ from, until }) => [
      { at: from, by: 1 },
      { at: until, by: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by);
  let [now, most] = [0, 0];
  for (const { by } of turns) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}

/** Trips per hour of duty by operator. */
function tripsPerHour(shifts: readonly ShiftRecord[]): number[] {
  return [...Map.groupBy(shifts, (it) => it.operatorId).values()].map((own) => {
    const hours = own.reduce((sum, it) => sum + it.dutySeconds, 0) / 3600;
    return hours === 0 ? 0 : own.reduce((sum, it) => sum + it.trips, 0) / hours;
  });
}

function fairness(shifts: readonly ShiftRecord[]): Pick<Indicators, "fairnessGini" | "fairnessRatio"> {
  const rates = tripsPerHour(shifts);
  const lowest = Math.min(...rates);
  return { fairnessGini: gini(rates), fairnessRatio: lowest > 0 ? Math.max(...rates) / lowest : null };
}

const waitMinutes = (it: RequestRecord): number | null => {
  if (it.arrivedAt === null || !it.promised) return null;
  const from = it.willCall ? it.askedAt : it.promised.from;
  return (pickupBegan(it.promised, it.arrivedAt) - from) / 60_000;
};

/** Promises that the booker did not take back. */
const standing = (requests: readonly RequestRecord[]): RequestRecord[] =>
  requests.filter((it) => it.promised !== null && it.end !== "cancelled");

function promiseFigures(requests: readonly RequestRecord[]) {
  const told = standing(requests);
  const kept = told.filter((it) => it.promised && isKept(it.promised, it.arrivedAt)).length;
  const inLast = told.filter((it) => it.promisedLast && isKept(it.promisedLast, it.arrivedAt)).length;
  return {
    promises: told.length,
    promisesKept: kept,
    promiseKeptShare: share(kept, told.length),
    onTimeShare: share(inLast, told.length),
  };
}

function waitFigures(requests: readonly RequestRecord[]) {
  const waits = requests.flatMap((it) => waitMinutes(it) ?? []);
  const called = requests.filter((it) => it.willCall && it.boardedAt !== null);
  const within = (minutes: number) =>
    called.filter((it) => it.boardedAt !== null && it.boardedAt - it.askedAt <= minutes * 60_000).length;
  return {
    waitMedianMinutes: quantile(waits, 0.5),
    waitP90Minutes: quantile(waits, 0.9),
    collectedIn45Share: share(within(45), called.length),
    collectedIn90Share: share(within(90), called.length),
  };
}

const isOverLimit = ({ boardedAt, droppedAt, maxRideSeconds }: RequestRecord): boolean =>
  boardedAt !== null &&
  droppedAt !== null &&
  maxRideSeconds !== null &&
  droppedAt - boardedAt > maxRideSeconds * 1000;

/** The indicators of some requests, and of the shifts and busy spans of the same days. */
export function indicatorsOf(
  requests: readonly RequestRecord[],
  shifts: readonly ShiftRecord[],
  busy: readonly Busy[],
): Indicators {
  const count = (end: RequestEnd) => requests.filter((it) => it.end === end).length;
  const ends = Object.fromEntries(requestEnds.map((end) => [end, count(end)])) as Record<RequestEnd, number>;
  const add = (of: (it: ShiftRecord) => number) => shifts.reduce((sum, it) => sum + of(it), 0);
  const driven = add((it) => it.drivenMetres);
  return {
    requests: requests.length,
    ends,
    servedShare: share(ends.carried, requests.length - ends.cancelled - ends.no_show - ends.not_ready),
    ...promiseFigures(requests),
    ...waitFigures(requests),
    drivenKilometres: Math.round(driven / 1000),
    emptyShare: share(
      add((it) => it.emptyMetres),
      driven,
    ),
    rideBreaches: requests.filter(isOverLimit).length,
    vehiclesUsed: new Set(shifts.filter((it) => it.trips > 0).map((it) => it.vehicleId)).size,
    vehiclesNeeded: mostAtOnce(busy),
    ...fairness(shifts),
    breakdowns: shifts.filter((it) => it.brokeDown).length,
  };
}
