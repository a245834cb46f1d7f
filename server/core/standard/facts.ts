import { z } from "zod";
import { crewDuty } from "../crew";
import { careGrade } from "../patient";
import { equipmentItem, vehicleClass } from "../vehicle";

/** Papers a standard may ask for; `certification.ts` says which belong to which subject. */
export const paperKinds = [
  "business_licence",
  "medical_licence",
  "transport_permit",
  "insurance_policy",
  "registration",
  "annual_inspection",
  "vehicle_insurance",
  "marking_photo_front",
  "marking_photo_rear",
  "marking_photo_left",
  "marking_photo_right",
  "identity",
  "driving_licence",
  "cpr_certificate",
  "nurse_licence",
  "doctor_licence",
  "training_record",
] as const;
export const paperKind = z.enum(paperKinds);
export type PaperKind = z.infer<typeof paperKind>;

const photoSides = ["front", "rear", "left", "right"] as const;
export const photoSide = z.enum(photoSides);

/** What the photos of a vehicle may show; the first six belong there, the others are forbidden (domain.md, Markings). */
export const markingItems = [
  "white_body",
  "blue_reflective_strip",
  "institution_name",
  "supervision_phone",
  "service_words_and_number",
  "qr_sides_and_tail",
  "number_120",
  "word_jijiu",
  "word_ambulance",
  "star_of_life",
  "national_emergency_emblem",
] as const;
export const markingItem = z.enum(markingItems);
export type MarkingItem = z.infer<typeof markingItem>;

/** Chinese driving licence classes for cars, vans and buses. */
const licenceClasses = ["A1", "A2", "A3", "B1", "B2", "C1", "C2"] as const;
export const licenceClass = z.enum(licenceClasses);

/** A paper as it lies in the record. Good through the whole of `expiresOn`; null: does not expire. */
const paperFacts = z.object({
  kind: paperKind,
  expiresOn: z.iso.date().nullable(),
  /** A regulator has looked at it. */
  checked: z.boolean(),
});
export type PaperFacts = z.infer<typeof paperFacts>;
const papers = z.array(paperFacts);

export const vehicleFacts = z.object({
  class: vehicleClass,
  equipment: z.partialRecord(equipmentItem, z.number().int().min(0)),
  papers,
  /** What the regulator saw on the photos; null before anyone looked, and then every marking rule fails. */
  markings: z.array(markingItem).nullable(),
  thirdPartyCoverFen: z.number().int().min(0),
  seatCoverFen: z.number().int().min(0),
  registeredOn: z.iso.date(),
  odometerKm: z.number().int().min(0),
  positioningDeviceId: z.string().nullable(),
  /** The registered owner is the operator itself. */
  ownedByOperator: z.boolean(),
});
export type VehicleFacts = z.infer<typeof vehicleFacts>;

export const crewFacts = z.object({
  duties: z.array(crewDuty),
  papers,
  /** Credited since 1 January, region's time. */
  trainingHoursThisYear: z.number().min(0),
  /** Credits since 1 January, region's time. */
  trainingCreditsThisYear: z.number().min(0),
  /** First day of work here: only whole quarters served count. */
  servingSince: z.iso.date(),
});
export type CrewFacts = z.infer<typeof crewFacts>;

/** A vehicle class with the crew of a shift, and the trip if there is one. */
export const staffingFacts = z.object({
  vehicleClass,
  licenceClass,
  crew: z.array(
    z.object({ duty: crewDuty, licenceClasses: z.array(licenceClass), protectiveTraining: z.boolean() }),
  ),
  grade: careGrade.nullable(),
  /** The trip with the patient on board; null at shift start. */
  distanceMetres: z.number().min(0).nullable(),
  /** Longest time at the wheel of one driver without the rest; null where no route is planned yet. */
  longestDrivingSeconds: z.number().min(0).nullable(),
});
export type StaffingFacts = z.infer<typeof staffingFacts>;

export const operatorFacts = z.object({
  papers,
  /** Wants to carry, or carries, `care_transfer`. */
  carriesCareTransfer: z.boolean(),
  driverCount: z.number().int().min(0),
  vehicleCount: z.number().int().min(0),
});
export type OperatorFacts = z.infer<typeof operatorFacts>;

/** The vehicle of a shift before it sets out: inspected by its crew, and with which faults open. */
export const shiftFacts = z.object({
  vehicleClass,
  /** It sets out now; before that day nobody has looked yet, and nothing is missing. */
  isStarting: z.boolean(),
  /** Hours since the crew's inspection for this shift; null: not inspected. */
  inspectedHoursAgo: z.number().min(0).nullable(),
  /** Open faults that keep it off the road, by their item on the list. */
  openDefects: z.array(z.string()),
});
export type ShiftFacts = z.infer<typeof shiftFacts>;

/** What is checked against a set of standards. */
export const standardSubject = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("vehicle"), facts: vehicleFacts }),
  z.object({ kind: z.literal("crew"), facts: crewFacts }),
  z.object({ kind: z.literal("staffing"), facts: staffingFacts }),
  z.object({ kind: z.literal("operator"), facts: operatorFacts }),
  z.object({ kind: z.literal("shift"), facts: shiftFacts }),
]);
export type StandardSubject = z.infer<typeof standardSubject>;
