import { z } from "zod";
import { mobility } from "./patient";

/** What was handed over to 120, stored with the hand-over; the place and the phone stand beside it, sealed. */
export const emergencyRecord = z.object({
  bookingNumber: z.string().nullable(),
  redFlags: z.array(z.string()),
  findings: z.array(z.object({ ruleId: z.string(), textZh: z.string(), textEn: z.string() })),
  ruleVersion: z.string(),
  mobility: mobility.nullable(),
  birthYear: z.number().int().nullable(),
  weightKg: z.number().int().nullable(),
  relation: z.string().nullable(),
  callBackBy: z.iso.datetime().nullable(),
  /** The reference of 120's own system, once delivered, and its case number, once acknowledged. */
  providerRef: z.string().nullable(),
  caseNumber: z.string().nullable(),
});
export type EmergencyRecord = z.infer<typeof emergencyRecord>;
