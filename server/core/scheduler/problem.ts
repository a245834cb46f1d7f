import { z } from "zod";
import { crewDuty } from "@/server/core/crew";
import { DomainError } from "@/server/core/domain-error";
import { careGrade, serviceLevel } from "@/server/core/patient";
import { berthKind, berths, equipmentItem, vehicleClass } from "@/server/core/vehicle";

/**
 * The scheduling problem of one region and day, as JSON. It is also the basis of the open `day` format.
 * Instants are whole seconds after the day's epoch (local midnight; negative = the evening before), lengths are whole
 * seconds and metres, money is whole fen. A place is an index into the matrices; matrices are row-major, from × to.
 */
export const instant = z.number().int().min(-604_800).max(1_209_600);
export const length = z.number().int().min(0).max(1_209_600);
export const metres = z.number().int().min(0).max(10_000_000);
const fen = z.number().int().min(0).max(1_000_000_000);
const place = z.number().int().min(0);
export const id = z.string().min(1).max(120);
export const range = z
  .object({ fromSeconds: instant, toSeconds: instant })
  .refine((it) => it.fromSeconds <= it.toSeconds, "range ends before it begins");
export type TimeRange = z.infer<typeof range>;

export const isolations = ["none", "shared_forbidden", "negative_pressure"] as const;

const stopName = z.object({ requestId: id, kind: z.enum(["pickup", "drop"]) });
export type StopName = z.infer<typeof stopName>;

/** A pause that must lie wholly inside its window, with nobody on board. Breaks are taken in the order given. */
const shiftBreak = z.object({ durationSeconds: length, window: range, paid: z.boolean() });

/** One paper that must hold for the whole shift; `reason` names a message saying what lapses or who suspended it. */
const paper = z.object({
  subject: z.enum(["operator", "vehicle", "crew"]),
  validUntilSeconds: z.number().int().nullable(),
  reason: z.string().max(120),
});

/**
 * What this vehicle and crew may not carry by a published staffing rule: patients of a grade (all when absent), or trips
 * beyond a distance (any when absent). Worked out once per shift, since the rules look at nothing else of a request.
 */
const staffingLimit = z.object({
  rule: z.string().min(1).max(120),
  grade: careGrade.nullable(),
  beyondMetres: metres.nullable(),
  /** Who is missing, for people: "nurse 1, doctor 1". */
  missing: z.string().max(300),
});
export type StaffingLimit = z.infer<typeof staffingLimit>;

export const shiftInput = z.object({
  id,
  operatorId: id,
  kind: z.enum(["committed", "on_offer"]),
  vehicleClass,
  berths,
  equipment: z.array(equipmentItem).default([]),
  bariatricLimitKg: z.number().int().min(0).max(1000),
  crew: z.array(crewDuty).default([]),
  drivers: z.number().int().min(1).max(4),
  medicalLicence: z.boolean(),
  papers: z.array(paper).default([]),
  staffingLimits: z.array(staffingLimit).default([]),
  /** Requests that stand on this shift already: their empty run was judged when they were put there. */
  settled: z.array(id).default([]),
  startPlace: place,
  endPlace: place,
  window: range,
  breaks: z.array(shiftBreak).max(4).default([]),
  breaksTaken: z.number().int().min(0).max(4).default(0),
  /** Added after every patient in isolation, unless the request asks for more. */
  disinfectionSeconds: length.default(0),
  /** Stops already done, with what really happened. Nothing about them is judged again. */
  driven: z.array(stopName.extend({ startSeconds: instant, departSeconds: instant })).default([]),
  /** Stops that must come next, in this order (the vehicle is on its way, or the crew has been told). */
  locked: z.array(stopName).default([]),
  /** Where and from when the vehicle can next drive, once it is under way; and time at the wheel since the last rest. */
  position: z.object({ place, fromSeconds: instant, wheelSeconds: length.default(0) }).optional(),
  /** Cost rates. Driving per km of every kilometre, the empty rate on top of it per kilometre without a patient. */
  drivingFenPerKm: fen.default(200),
  emptyFenPerKm: fen.default(100),
  dutyFenPerHour: fen.default(6000),
});
export type Shift = z.infer<typeof shiftInput>;

export const requestInput = z.object({
  id,
  pickupPlace: place,
  dropPlace: place,
  /** When loading may begin, and when unloading may begin. */
  pickupWindow: range,
  dropWindow: range,
  /** Loading and unloading, with floors, lifts and carrying already counted. */
  pickupServiceSeconds: length,
  dropServiceSeconds: length,
  /** From leaving the pickup to the beginning of unloading. */
  maxRideSeconds: length,
  /** Standing still with the patient on board, beyond loading others and rests the law asks for. */
  maxWaitOnBoardSeconds: length.default(0),
  berth: berthKind.exclude(["escort"]),
  escorts: z.number().int().min(0).max(8).default(0),
  vehicleClasses: z.array(vehicleClass).min(1),
  equipment: z.array(equipmentItem).default([]),
  crew: z.array(crewDuty).default([]),
  serviceLevel,
  grade: careGrade.nullable().default(null),
  patientKg: z.number().int().min(0).max(1000).default(0),
  isolation: z.enum(isolations).default("none"),
  disinfectionSeconds: length.default(0),
  shareable: z.boolean().default(false),
  forbiddenCoRiders: z.array(id).default([]),
  /** 1 comes first. */
  priority: z.number().int().min(1).max(9).default(5),
  distanceMetres: metres,
  /** The pickup range told to the booker. Frozen unless `rules.promises` is "movable". */
  promise: range.optional(),
  lockShiftId: id.optional(),
  /** The other parts of the same task (a return). Their windows keep them apart; kept for the reader of a plan. */
  linkedRequestIds: z.array(id).default([]),
  allowedOperators: z.array(id).optional(),
  excludedOperators: z.array(id).default([]),
  /** Shifts that were asked and could not keep what was offered. */
  excludedShifts: z.array(id).default([]),
  unservedFen: fen.default(100_000),
});
export type Request = z.infer<typeof requestInput>;

export const rules = z.object({
  promises: z.enum(["frozen", "movable"]).default("frozen"),
  /** Which other berth a person may use when their own kind is full: [needs, may use]. */
  berthUpgrades: z.array(z.tuple([berthKind, berthKind])).default([["escort", "seat"]]),
  /** How much longer than the ride itself the empty way to the patient may be; null: no limit. */
  maxEmptyRunMetres: metres.nullable().default(null),
});
export type Rules = z.infer<typeof rules>;

const problemInput = z.object({
  horizon: range,
  /** Nothing new begins before it. */
  nowSeconds: instant.optional(),
  placeCount: z.number().int().min(1).max(20_000),
  travelSeconds: z.array(length),
  travelMetres: z.array(metres),
  shifts: z.array(shiftInput),
  requests: z.array(requestInput),
  rules: rules.prefault({}),
});
export type ProblemInput = z.input<typeof problemInput>;

/** The validated problem. Never changed after it is made. */
export type Problem = Readonly<{
  horizon: TimeRange;
  nowSeconds: number;
  placeCount: number;
  travelSeconds: Int32Array;
  travelMetres: Int32Array;
  shifts: readonly Shift[];
  requests: readonly Request[];
  rules: Rules;
}>;

/** Refuses a problem: what is wrong, and where. */
export function refuse(what: string, where: string): never {
  throw new DomainError("bad_input", "scheduler_problem_invalid", { what, where });
}

function checkShift(shift: Shift, placeCount: number, requests: ReadonlyMap<string, Request>): void {
  const places = [shift.startPlace, shift.endPlace, shift.position?.place ?? 0];
  if (places.some((it) => it >= placeCount)) refuse("place", shift.id);
  for (const stop of [...shift.driven, ...shift.locked]) {
    if (!requests.has(stop.requestId)) refuse("unknown_request", `${shift.id}/${stop.requestId}`);
  }
  checkOrder(shift);
}

/** Everybody is fetched once and let off once, after it, by what is driven and locked. */
function checkOrder({ id, driven, locked }: Shift): void {
  const done = new Set<string>();
  for (const { requestId, kind } of [...driven, ...locked]) {
    const isOrdered = kind === "pickup" || done.has(`${requestId} pickup`);
    if (!isOrdered || done.has(`${requestId} ${kind}`)) refuse("stop_order", `${id}/${requestId}`);
    done.add(`${requestId} ${kind}`);
  }
}

/** A vehicle under way without a reported position stands where its last stop was done. */
function locate(shift: Shift, requests: ReadonlyMap<string, Request>): Shift {
  const last = shift.driven.at(-1);
  const request = last && requests.get(last.requestId);
  if (shift.position || !last || !request) return shift;
  const stood = last.kind === "drop" ? request.dropPlace : request.pickupPlace;
  return { ...shift, position: { place: stood, fromSeconds: last.departSeconds, wheelSeconds: 0 } };
}

function byId<T extends { id: string }>(things: readonly T[]): Map<string, T> {
  const map = new Map<string, T>();
  for (const thing of things) {
    if (map.has(thing.id)) refuse("duplicate_id", thing.id);
    map.set(thing.id, thing);
  }
  return map;
}

/**
 * Validates a problem once and freezes it into its inner form (matrices as typed arrays).
 * @throws DomainError `bad_input` for a dangling id, a place outside the matrices or a matrix of the wrong size
 */
export function parseProblem(input: unknown): Problem {
  const parsed = problemInput.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refuse(issue?.message ?? "shape", issue?.path.join(".") ?? "");
  }
  const { travelSeconds, travelMetres, ...rest } = parsed.data;
  return assembleProblem(
    { ...rest, nowSeconds: rest.nowSeconds ?? rest.horizon.fromSeconds },
    { seconds: Int32Array.from(travelSeconds), metres: Int32Array.from(travelMetres) },
  );
}

/**
 * A problem from parts whose shapes are known to hold, and matrices made elsewhere (a derived matrix of a large city is
 * never an array of numbers to be looked at one by one).
 * @throws DomainError `bad_input` as `parseProblem`
 */
export function assembleProblem(
  parts: Omit<Problem, "travelSeconds" | "travelMetres">,
  travel: { seconds: Int32Array; metres: Int32Array },
): Problem {
  const { placeCount } = parts;
  const cells = placeCount * placeCount;
  if (travel.seconds.length !== cells || travel.metres.length !== cells) refuse("matrix_size", "travel");
  const requests = byId(parts.requests);
  byId(parts.shifts);
  for (const it of parts.requests) {
    if (it.pickupPlace >= placeCount || it.dropPlace >= placeCount) refuse("place", it.id);
  }
  for (const shift of parts.shifts) checkShift(shift, placeCount, requests);
  return Object.freeze({
    ...parts,
    shifts: parts.shifts.map((it) => locate(it, requests)),
    travelSeconds: travel.seconds,
    travelMetres: travel.metres,
  });
}

/** The same problem with one request more (or replaced, when its id is known). The rest is shared, not copied. */
export function withRequest(problem: Problem, request: Request): Problem {
  if (request.pickupPlace >= problem.placeCount || request.dropPlace >= problem.placeCount) {
    refuse("place", request.id);
  }
  const at = problem.requests.findIndex((it) => it.id === request.id);
  const requests = at < 0 ? [...problem.requests, request] : problem.requests.with(at, request);
  return Object.freeze({ ...problem, requests });
}

/**
 * The same problem with `count` places more, numbered from the old `placeCount`. `measure(from, to)` answers for every
 * pair in which at least one end is new; used to ask about a booking whose ends no planned trip touches.
 */
export function withPlaces(
  problem: Problem,
  count: number,
  measure: (from: number, to: number) => { seconds: number; metres: number },
): Problem {
  const old = problem.placeCount;
  const size = old + count;
  const travelSeconds = new Int32Array(size * size);
  const travelMetres = new Int32Array(size * size);
  for (let from = 0; from < size; from++) {
    if (from < old) {
      travelSeconds.set(problem.travelSeconds.subarray(from * old, (from + 1) * old), from * size);
      travelMetres.set(problem.travelMetres.subarray(from * old, (from + 1) * old), from * size);
    }
    for (let to = from < old ? old : 0; to < size; to++) {
      if (from === to) continue;
      const leg = measure(from, to);
      travelSeconds[from * size + to] = Math.round(leg.seconds);
      travelMetres[from * size + to] = Math.round(leg.metres);
    }
  }
  return Object.freeze({ ...problem, placeCount: size, travelSeconds, travelMetres });
}
