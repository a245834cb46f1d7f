import { z } from "zod";
import { mobility } from "./patient";
import { triageAnswers } from "./triage/question-set";

const finding = z.object({ ruleId: z.string(), textZh: z.string(), textEn: z.string() });
export const saidFindings = z.array(finding);

/** What was handed over to 120, stored with the hand-over; the place and the phone stand beside it, sealed. */
export const emergencyRecord = z.object({
  bookingNumber: z.string().nullable(),
  redFlags: z.array(z.string()),
  findings: z.array(finding),
  ruleVersion: z.string(),
  mobility: mobility.nullable(),
  birthYear: z.number().int().nullable(),
  weightKg: z.number().int().nullable(),
  relation: z.string().nullable(),
  callBackBy: z.iso.datetime().nullable(),
  /** The reference of 120's own system, once delivered, and its case number, once acknowledged. */
  providerRef: z.string().nullable(),
  caseNumber: z.string().nullable(),
  /** The answers behind the findings, where they stand on no booking. */
  answers: triageAnswers.nullable().default(null),
  /** `EmergencyDetails`, sealed: they name people and homes. */
  detailsSealed: z.string().nullable().default(null),
  /** Findings in somebody's own words (clinician, seat), sealed; they stand behind those of the rules. */
  saidSealed: z.string().nullable().default(null),
  /** What came of an intake from 120; rows from before the words were sealed. */
  outcome: z.string().nullable().default(null),
  /** The same, sealed. */
  outcomeSealed: z.string().nullable().default(null),
});

/** What was said on the telephone and names people. */
export const emergencyDetails = z.object({
  patientName: z.string().nullable(),
  /** The place as it was said, where no map point is known or beside it. */
  placeText: z.string(),
  /** What is known of the patient, in the words of the call. */
  known: z.string(),
  /** Who spoke for 120; null where the hand-over goes to 120. */
  spokesperson: z.string().nullable(),
});
export type EmergencyDetails = z.infer<typeof emergencyDetails>;
export type EmergencyRecord = z.infer<typeof emergencyRecord>;
