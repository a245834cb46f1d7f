import { z } from "zod";
import { crewDuty } from "../crew";
import { careGrade } from "../patient";
import { equipmentItem, vehicleClass } from "../vehicle";
import { licenceClass, markingItem, paperKind, photoSide, type StandardSubject } from "./facts";

const count = z.number().int().min(1);
const fen = z.number().int().min(0);
const crewCounts = z.partialRecord(crewDuty, count);

/** One thing to look at; for all vehicle classes where none is named. */
const inspectionItem = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  titleZh: z.string().min(1),
  titleEn: z.string().min(1),
  classes: z.array(vehicleClass).min(1).optional(),
  photo: z.boolean(),
  /** A fault keeps the vehicle off the road until it is repaired and signed. */
  blocks: z.boolean(),
});

/** What a rule asks for, as data; one kind per way of checking. */
const requirements = {
  /** Equipment on board; a class that is not named does not ask for it, `optional` is shown and never fails. */
  equipment: z.strictObject({
    item: equipmentItem,
    quantity: count,
    classes: z.partialRecord(vehicleClass, z.enum(["required", "optional"])),
  }),
  vehicle_paper: z.strictObject({ paper: paperKind }),
  marking: z.strictObject({ item: markingItem, allowed: z.boolean() }),
  marking_photo: z.strictObject({ sides: z.array(photoSide).min(1) }),
  third_party_cover: z.strictObject({ minFen: fen }),
  seat_cover: z.strictObject({ minFen: fen }),
  vehicle_age: z.strictObject({ maxYears: count }),
  odometer: z.strictObject({ maxKm: count }),
  positioning_device: z.strictObject({}),
  /** One responsible operator: no leasing, lending, sub-contracting or running under another's licence (挂靠). */
  own_vehicle: z.strictObject({}),
  crew_paper: z.strictObject({ paper: paperKind, duties: z.array(crewDuty).min(1) }),
  /** Hours per calendar year, falling due quarter by quarter. */
  training_hours: z.strictObject({ hoursPerYear: count }),
  /** Credits for each quarter, looked at when it is over; what is short may be made up later in the year. */
  training_credits: z.strictObject({ creditsPerQuarter: count }),
  /** Crew on board for a class, whoever is carried. */
  class_staffing: z.strictObject({ classes: z.array(vehicleClass).min(1), crew: crewCounts }),
  /** Vehicle classes and crew for a grade; an empty list of classes means that it never travels here. */
  grade_staffing: z.strictObject({ grade: careGrade, classes: z.array(vehicleClass), crew: crewCounts }),
  protective_training: z.strictObject({ classes: z.array(vehicleClass).min(1) }),
  two_drivers: z.strictObject({ overMetres: count, drivers: count }),
  driving_rest: z.strictObject({ maxDrivingSeconds: count, restSeconds: count }),
  /** Every driver on board holds the class registered for the vehicle, or one that covers it. */
  driver_licence: z.strictObject({ covers: z.partialRecord(licenceClass, z.array(licenceClass)) }),
  /**
   * The list that the crew goes through before the first departure of a shift. An inspection is good for so many hours; an open
   * fault of an item that blocks keeps off the road what begins within so many hours.
   */
  pre_shift_inspection: z.strictObject({
    goodForHours: count,
    blocksHoursAhead: count,
    items: z.array(inspectionItem).min(1),
  }),
  operator_paper: z.strictObject({ paper: paperKind, onlyForCareTransfer: z.boolean() }),
  /** Drivers per ten vehicles, so that the rule stays an integer. */
  driver_ratio: z.strictObject({ driversPerTenVehicles: count }),
};
type StandardRuleKind = keyof typeof requirements;

/** Which check evaluates a kind. */
export const subjectOfKind = {
  equipment: "vehicle",
  vehicle_paper: "vehicle",
  marking: "vehicle",
  marking_photo: "vehicle",
  third_party_cover: "vehicle",
  seat_cover: "vehicle",
  vehicle_age: "vehicle",
  odometer: "vehicle",
  positioning_device: "vehicle",
  own_vehicle: "vehicle",
  crew_paper: "crew",
  training_hours: "crew",
  training_credits: "crew",
  class_staffing: "staffing",
  grade_staffing: "staffing",
  protective_training: "staffing",
  two_drivers: "staffing",
  driving_rest: "staffing",
  driver_licence: "staffing",
  pre_shift_inspection: "shift",
  operator_paper: "operator",
  driver_ratio: "operator",
} as const satisfies Record<StandardRuleKind, StandardSubject["kind"]>;

const text = z.string().min(1);
const common = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  titleZh: text,
  titleEn: text,
  /** Said when the rule fails; `{name}` is filled from the facts of the check. */
  failZh: text,
  failEn: text,
  source: text,
  /** First and last day on which the rule holds, in the region's time zone. */
  validFrom: z.iso.date(),
  validTo: z.iso.date().optional(),
  /** Vehicle classes the rule is for; all when absent. */
  appliesTo: z.array(vehicleClass).min(1).optional(),
  /** Not found in any published rule, set by us. */
  assumed: z.literal(true).optional(),
  /** A switch of the region: a rule that is off is shown and never checked. */
  off: z.literal(true).optional(),
};

function ruleOf<K extends StandardRuleKind>(kind: K) {
  return z.strictObject({ ...common, kind: z.literal(kind), requirement: requirements[kind] });
}

const standardRule = z.discriminatedUnion("kind", [
  ruleOf("equipment"),
  ruleOf("vehicle_paper"),
  ruleOf("marking"),
  ruleOf("marking_photo"),
  ruleOf("third_party_cover"),
  ruleOf("seat_cover"),
  ruleOf("vehicle_age"),
  ruleOf("odometer"),
  ruleOf("positioning_device"),
  ruleOf("own_vehicle"),
  ruleOf("crew_paper"),
  ruleOf("training_hours"),
  ruleOf("training_credits"),
  ruleOf("class_staffing"),
  ruleOf("grade_staffing"),
  ruleOf("protective_training"),
  ruleOf("two_drivers"),
  ruleOf("driving_rest"),
  ruleOf("driver_licence"),
  ruleOf("pre_shift_inspection"),
  ruleOf("operator_paper"),
  ruleOf("driver_ratio"),
]);
export type StandardRule = z.infer<typeof standardRule>;

/** A region's versioned standards (domain.md, Standards to seed). */
export const standardSet = z
  .strictObject({
    id: z.string().min(1),
    regionId: z.string().regex(/^\d{6}$/),
    version: z.number().int().min(1),
    timeZone: z.string().min(1),
    validFrom: z.iso.date(),
    source: text,
    rules: z.array(standardRule).min(1),
  })
  .refine((set) => new Set(set.rules.map((rule) => rule.id)).size === set.rules.length, {
    error: "duplicate rule id",
  });
export type StandardSet = z.infer<typeof standardSet>;
