import { z } from "zod";

export const consciousnessStates = ["alert", "drowsy", "confused", "unresponsive"] as const;
export const breathingStates = ["normal", "laboured", "oxygen", "ventilated"] as const;
export const linesAndTubes = [
  "infusion",
  "urinary_catheter",
  "feeding_tube",
  "tracheostomy",
  "drain",
  "central_line",
  "other",
] as const;
export const handedPapers = [
  "referral_letter",
  "discharge_summary",
  "images",
  "medication_list",
  "consent",
  "insurance_card",
  "other",
] as const;

/** What giver and receiver agree on about the patient at a hand-over. */
export const patientState = z.strictObject({
  consciousness: z.enum(consciousnessStates),
  breathing: z.enum(breathingStates),
  /** 0 none to 10 worst; null: cannot be asked. */
  painScore: z.number().int().min(0).max(10).nullable(),
  lines: z.array(z.enum(linesAndTubes)).default([]),
  /** Vital signs where the level asks for them. */
  vitals: z
    .strictObject({
      pulsePerMinute: z.number().int().min(0).max(300).nullable(),
      systolicMmHg: z.number().int().min(0).max(300).nullable(),
      diastolicMmHg: z.number().int().min(0).max(200).nullable(),
      oxygenSaturationPercent: z.number().int().min(0).max(100).nullable(),
      temperatureCelsius: z.number().min(25).max(45).nullable(),
    })
    .nullable()
    .default(null),
  papers: z.array(z.enum(handedPapers)).default([]),
  belongings: z.string().trim().max(300).default(""),
  remarks: z.string().trim().max(500).default(""),
});
export type PatientState = z.infer<typeof patientState>;

const name = z.string().trim().min(1).max(40);

/**
 * The patient passes from one to the other: at the pickup from the sender to the crew, at the drop-off from the crew to
 * the receiver. Both sign on the screen. At the drop-off it completes the trip.
 */
export const tripHandOver = z.strictObject({
  eventId: z.uuid(),
  tripId: z.uuid(),
  end: z.enum(["pickup", "dropoff"]),
  happenedAt: z.iso.datetime({ offset: true }),
  lat: z.number().min(-90).max(90).optional(),
  lon: z.number().min(-180).max(180).optional(),
  giverName: name,
  receiverName: name,
  giverSignatureId: z.uuid(),
  receiverSignatureId: z.uuid(),
  state: patientState,
});
export type TripHandOver = z.infer<typeof tripHandOver>;
