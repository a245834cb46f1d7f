import { z } from "zod";
import { personName, phoneInput } from "./booking-input";
import { mobility } from "./patient";
import { place } from "./place";
import { checkResidentId } from "./resident-id";

/** A patient on one of the hospital's own wards. */
export const patientInput = z.object({
  patientId: z.uuid().optional(),
  name: personName,
  idNumber: z
    .string()
    .trim()
    .refine((value) => checkResidentId(value, "9999-12-31").ok, { error: "fleet.id_number" })
    .nullable()
    .default(null),
  phone: phoneInput.nullable().default(null),
  weightKg: z.number().int().min(1).max(400).nullable().default(null),
  mobility,
  wardId: z.uuid().nullable(),
  bed: z.string().trim().max(20).nullable().default(null),
  home: place.nullable().default(null),
});
export type PatientInput = z.infer<typeof patientInput>;

export const patientListInput = z.object({
  /** A name in full, or a bed. */
  search: z.string().trim().max(60).optional(),
  wardId: z.uuid().optional(),
});
export type PatientListInput = z.infer<typeof patientListInput>;
