import { z } from "zod";

/** How the patient travels (domain.md, Words: 体位). */
export const mobilities = ["walk", "wheelchair", "stretcher", "bariatric_stretcher"] as const;
export const mobility = z.enum(mobilities);
export type Mobility = z.infer<typeof mobility>;

/** The two services: only an operator with a medical institution's licence may carry `care_transfer`. */
export const serviceLevels = ["accessible_ride", "care_transfer"] as const;
export const serviceLevel = z.enum(serviceLevels);
export type ServiceLevel = z.infer<typeof serviceLevel>;

/** Care grade: I never travels here, II needs a monitored vehicle with doctor and nurse, III a care vehicle and nurse. */
export const careGrades = ["I", "II", "III"] as const;
export const careGrade = z.enum(careGrades);
export type CareGrade = z.infer<typeof careGrade>;

/** Why a patient travels apart: `protective` shields a weak defence, `contact` and `airborne` shield the others. */
export const isolations = ["none", "protective", "contact", "airborne"] as const;
export const isolation = z.enum(isolations);
export type Isolation = z.infer<typeof isolation>;

/** What a patient needs on the way; any of them makes a care transfer. */
export const careNeeds = [
  "oxygen",
  "suction",
  "monitoring",
  "infusion",
  "airway",
  "ventilation",
  "tubes",
] as const;
export const careNeed = z.enum(careNeeds);
export type CareNeed = z.infer<typeof careNeed>;
