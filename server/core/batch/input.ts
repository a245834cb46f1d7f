import { z } from "zod";
import { localeInput, personName, phoneInput, placeInput, wantedInput } from "../booking-input";
import { bookingExtras } from "../booking-needs";
import { consentPurpose } from "../consent";
import { mobility } from "../patient";
import { triageAnswers } from "../triage/question-set";
import { mostRows } from "./sheet";

const words = z.string().trim().max(120);

/** Who and where the rows of a sheet mean: patients of the own list, facilities of the region. */
export const batchMatchInput = z.object({
  wardId: z.uuid().nullable(),
  rows: z
    .array(z.object({ id: z.uuid(), name: words, bed: words, idNumber: words.nullable(), to: words }))
    .max(mostRows),
});
export type BatchMatchInput = z.infer<typeof batchMatchInput>;

/**
 * One row of a batch. Its id was made by the browser and becomes the booking's, so that a row sent again after a lost answer
 * finds what the first one made.
 */
export const batchPlaceInput = z.object({
  bookingId: z.uuid(),
  patientId: z.uuid(),
  mobility,
  weightKg: z.number().int().min(1).max(400).nullable(),
  from: placeInput,
  /** Null: the home that the patient's record names. */
  to: placeInput.nullable(),
  wanted: wantedInput,
  extras: bookingExtras,
  answers: triageAnswers,
  locale: localeInput,
});
export type BatchPlaceInput = z.infer<typeof batchPlaceInput>;

/** One confirmation for all; every patient was asked. */
export const batchConfirmInput = z.object({
  bookingIds: z.array(z.uuid()).min(1).max(mostRows),
  bookerName: personName,
  phone: phoneInput.nullable(),
  consents: z
    .array(consentPurpose)
    .refine((given) => given.includes("transfer_health_data"), { error: "consent.health_data_needed" }),
  consentTextVersion: z.string().min(1).max(40),
});
export type BatchConfirmInput = z.infer<typeof batchConfirmInput>;
