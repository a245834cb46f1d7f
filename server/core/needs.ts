import { z } from "zod";
import { type BookingNeeds, bookingExtras } from "./booking-needs";
import { type CrewDuty, crewDuty } from "./crew";
import { type CareNeed, careGrade, careNeed, isolation, mobility, serviceLevel } from "./patient";
import { berthKind, type EquipmentItem, equipmentItem, vehicleClass } from "./vehicle";

const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/);
const seconds = z.number().int().min(0);
const kg = z.number().int().min(1);
const crewCounts = z.partialRecord(crewDuty, z.number().int().min(1));
/** `none` stands for an ordinary ride, which has no grade. */
const gradeWord = z.enum(["none", ...careGrade.options]);

const combination = z.strictObject({
  id,
  mobility: z.array(mobility).min(1),
  serviceLevel,
  grade: z.array(gradeWord).min(1),
  isolation: z.array(isolation).min(1),
  allowedClasses: z.array(vehicleClass).min(1),
  berth: berthKind,
  crew: crewCounts,
  equipment: z.array(equipmentItem),
  shareable: z.boolean(),
});

/** A region's versioned table from needs to vehicle (decisions.md, From needs to vehicle). */
export const needsTable = z.strictObject({
  id,
  regionId: z.string().regex(/^\d{6}$/),
  version: z.number().int().min(1),
  validFrom: z.iso.date(),
  source: z.string().min(1),
  /** No two may match the same patient: the order carries no meaning. */
  combinations: z.array(combination).min(1),
  /** Equipment and crew that a care need adds, and the classes it leaves. */
  care: z.record(
    careNeed,
    z.strictObject({ equipment: z.array(equipmentItem), classes: z.array(vehicleClass).min(1) }),
  ),
  /** Crew that carrying over stairs asks for at least. */
  carry: z.strictObject({ crew: crewCounts, pickupSeconds: seconds, dropoffSeconds: seconds }),
  /** The heaviest patient per way of travelling; `weightRequired` where a guess would be dangerous. */
  limits: z.record(mobility, z.strictObject({ maxKg: kg, weightRequired: z.boolean() })),
  service: z.record(mobility, z.strictObject({ pickupSeconds: seconds, dropoffSeconds: seconds })),
  /** Cleaning after the trip, before the next patient. */
  disinfectionSeconds: z.record(isolation, seconds),
  /** Longest time on board: the direct way times a factor, plus a fixed part. */
  rideLimit: z.strictObject({ percentOfDirect: z.number().int().min(100), plusSeconds: seconds }),
  twoDriversOverMetres: z.number().int().min(1),
});
export type NeedsTable = z.infer<typeof needsTable>;

/** What is known of a booking once triage gave it a ride. */
export const needsRequest = z.object({
  mobility,
  serviceLevel,
  grade: careGrade.nullable(),
  isolation,
  care: z.array(careNeed),
  extras: bookingExtras,
  patientKg: z.number().int().min(1).nullable(),
  /** The way with the patient on board. */
  distanceMetres: z.number().min(0),
  directSeconds: z.number().min(0),
});
export type NeedsRequest = z.infer<typeof needsRequest>;

export const needsReviewReasons = [
  "unknown_combination",
  "ambiguous",
  "care_on_plain_ride",
  "no_class_for_care",
  "weight_unknown",
  "too_heavy",
] as const;
export type NeedsReviewReason = (typeof needsReviewReasons)[number];

/** A person decides wherever the table does not: never the nearest match. */
export type NeedsDecision =
  | { outcome: "matched"; ruleId: string; tableId: string; version: number; needs: BookingNeeds }
  | { outcome: "review"; reason: NeedsReviewReason; tableId: string; version: number };

type Combination = z.infer<typeof combination>;

const isolationWord = {
  none: "none",
  protective: "alone",
  contact: "alone",
  airborne: "negative_pressure",
} as const;

function matches(rule: Combination, request: NeedsRequest): boolean {
  return (
    rule.mobility.includes(request.mobility) &&
    rule.serviceLevel === request.serviceLevel &&
    rule.grade.includes(request.grade ?? "none") &&
    rule.isolation.includes(request.isolation)
  );
}

function careOf(request: NeedsRequest): CareNeed[] {
  const asked = new Set(request.care);
  if (request.extras.oxygen) asked.add("oxygen");
  if (request.extras.suction) asked.add("suction");
  return [...asked];
}

function weightProblem(table: NeedsTable, request: NeedsRequest): NeedsReviewReason | null {
  const limit = table.limits[request.mobility];
  if (request.patientKg === null) return limit.weightRequired ? "weight_unknown" : null;
  return request.patientKg > limit.maxKg ? "too_heavy" : null;
}

function crewFor(table: NeedsTable, rule: Combination, request: NeedsRequest, drivers: number) {
  const carried = request.extras.carryFrom || request.extras.carryTo;
  const crew: Partial<Record<CrewDuty, number>> = { ...rule.crew, driver: drivers };
  for (const duty of crewDuty.options) {
    const count = Math.max(crew[duty] ?? 0, (carried ? table.carry.crew[duty] : 0) ?? 0);
    if (count > 0) crew[duty] = count;
  }
  return crew;
}

function fill(table: NeedsTable, rule: Combination, request: NeedsRequest): BookingNeeds | null {
  const care = careOf(request);
  const allowedClasses = rule.allowedClasses.filter((candidate) =>
    care.every((need) => table.care[need].classes.includes(candidate)),
  );
  if (allowedClasses.length === 0) return null;
  const equipment = new Set<EquipmentItem>([
    ...rule.equipment,
    ...care.flatMap((need) => table.care[need].equipment),
  ]);
  const drivers = request.distanceMetres > table.twoDriversOverMetres ? 2 : 1;
  const service = table.service[request.mobility];
  const ride = (request.directSeconds * table.rideLimit.percentOfDirect) / 100 + table.rideLimit.plusSeconds;
  return {
    serviceLevel: request.serviceLevel,
    grade: request.grade,
    allowedClasses,
    berth: rule.berth,
    escorts: request.extras.escorts,
    crew: crewFor(table, rule, request, drivers),
    equipment: [...equipment],
    drivers,
    isolation: isolationWord[request.isolation],
    shareable: rule.shareable,
    patientKg: request.patientKg,
    disinfectionSeconds: table.disinfectionSeconds[request.isolation],
    pickupServiceSeconds: service.pickupSeconds + (request.extras.carryFrom ? table.carry.pickupSeconds : 0),
    dropoffServiceSeconds: service.dropoffSeconds + (request.extras.carryTo ? table.carry.dropoffSeconds : 0),
    maxRideSeconds: Math.ceil(ride),
  };
}

/**
 * What a vehicle and its crew must offer to carry this patient (decisions.md, From needs to vehicle): mobility ×
 * service level × grade × isolation × extras. Oxygen, suction or any other care never rides on an ordinary ride,
 * isolation is never shared, and what the table does not name exactly goes to review.
 */
export function decideNeeds(table: NeedsTable, request: NeedsRequest): NeedsDecision {
  const review = (reason: NeedsReviewReason): NeedsDecision => ({
    outcome: "review",
    reason,
    tableId: table.id,
    version: table.version,
  });
  if (request.serviceLevel === "accessible_ride" && careOf(request).length > 0)
    return review("care_on_plain_ride");
  const weight = weightProblem(table, request);
  if (weight) return review(weight);
  const [rule, another] = table.combinations.filter((candidate) => matches(candidate, request));
  if (!rule) return review("unknown_combination");
  if (another) return review("ambiguous");
  const needs = fill(table, rule, request);
  if (!needs) return review("no_class_for_care");
  const shareable = needs.shareable && needs.isolation === "none";
  return {
    outcome: "matched",
    ruleId: rule.id,
    tableId: table.id,
    version: table.version,
    needs: { ...needs, shareable },
  };
}

const overlap = <T>(a: readonly T[], b: readonly T[]) => a.some((word) => b.includes(word));

/** Pairs of combinations that match the same patient; a table with any cannot be published. */
export function overlappingCombinations(table: NeedsTable): [string, string][] {
  return table.combinations.flatMap((a, index) =>
    table.combinations
      .slice(index + 1)
      .filter(
        (b) =>
          a.serviceLevel === b.serviceLevel &&
          overlap(a.mobility, b.mobility) &&
          overlap(a.grade, b.grade) &&
          overlap(a.isolation, b.isolation),
      )
      .map((b): [string, string] => [a.id, b.id]),
  );
}
