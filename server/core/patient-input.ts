import { z } from "zod";
import { personName, phoneInput, placeInput } from "./booking-input";
import { mobility } from "./patient";
import { checkResidentId } from "./resident-id";

/** A patient on one of the hospital's own wards. */
export const patientInput = z.object({
  patientId: z.uuid().optional(),
  /** Made by the browser for a new patient, so that one entered again after a lost answer stays one. */
  newId: z.uuid().optional(),
  name: personName,
  idNumber: z
    .string()
    .trim()
    .superRefine((value, ctx) => {
      const check = checkResidentId(value, "9999-12-31");
      if (!check.ok) ctx.addIssue({ code: "custom", message: `resident_id.${check.reason}` });
    })
    .nullable()
    .default(null),
  phone: phoneInput.nullable().default(null),
  weightKg: z
    .number({ error: "input.weight" })
    .int({ error: "input.weight" })
    .min(1, { error: "input.weight" })
    .max(400, { error: "input.weight" })
    .nullable()
    .default(null),
  mobility,
  wardId: z.uuid().nullable(),
  bed: z.string().trim().max(20).nullable().default(null),
  /** The way back; the server tells its district. Left out it stays as it is. */
  home: placeInput.nullable().default(null),
});
export type PatientInput = z.infer<typeof patientInput>;

export const patientListInput = z.object({
  /** A name in full, or a bed. */
  search: z.string().trim().max(60).optional(),
  wardId: z.uuid().optional(),
});
export type PatientListInput = z.infer<typeof patientListInput>;
