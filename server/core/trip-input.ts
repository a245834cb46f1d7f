import { z } from "zod";
import { adverseKind } from "./adverse-event";
import { fewest } from "./said";

const instant = z.iso.datetime({ offset: true });
const day = z.iso.date();
const note = z.string().trim().max(500);

/** What the crew's device says of any event: an id that it made itself (a resend changes nothing), when, where. */
const eventBase = {
  eventId: z.uuid(),
  tripId: z.uuid(),
  happenedAt: instant,
  lat: z.number().min(-90).max(90).optional(),
  lon: z.number().min(-180).max(180).optional(),
};

/** What a patient can be told by when no boarding code is at hand. */
export const identifiers = ["name", "birth_date", "id_number", "wristband", "bed", "phone"] as const;
export type Identifier = (typeof identifiers)[number];

/** How it was made sure that this is the patient: the code, or two identifiers with the reason and the sender's signature. */
export const identification = z.discriminatedUnion("by", [
  z.strictObject({
    by: z.literal("boarding_code"),
    code: z
      .string()
      .trim()
      .regex(/^\d{4}$/, "trip.code_four_digits"),
  }),
  z.strictObject({
    by: z.literal("two_identifiers"),
    identifiers: z
      .array(z.enum(identifiers))
      .min(2, "trip.two_identifiers")
      .refine((list) => new Set(list).size === list.length, "trip.two_identifiers"),
    reason: z.string().trim().min(fewest.words, "trip.reason_needed").max(200),
    senderSignatureId: z.uuid(),
  }),
]);
export type Identification = z.infer<typeof identification>;

/** Why a patient could not be carried. */
export const cannotCarryReasons = [
  "not_ready",
  "not_there",
  "refused_by_patient",
  "too_ill",
  "too_heavy",
  "stairs_impassable",
  "wrong_equipment",
  "vehicle_defect",
  "other",
] as const;
export const cannotCarryReason = z.enum(cannotCarryReasons);

/** A confirmation of the crew that moves the trip's status. `hand_over` has its own verb, `cancel` belongs to the booking. */
export const tripAdvance = z.discriminatedUnion("move", [
  z.strictObject({
    ...eventBase,
    move: z.literal("depart"),
    data: z.strictObject({ odometerKm: z.number().int().min(0).optional() }).default({}),
  }),
  z.strictObject({ ...eventBase, move: z.literal("arrive_pickup"), data: z.strictObject({}).default({}) }),
  z.strictObject({ ...eventBase, move: z.literal("board"), data: identification }),
  z.strictObject({ ...eventBase, move: z.literal("arrive_dropoff"), data: z.strictObject({}).default({}) }),
  z.strictObject({
    ...eventBase,
    move: z.literal("cannot_carry"),
    data: z.strictObject({ reason: cannotCarryReason, note: note.default("") }),
  }),
  z.strictObject({
    ...eventBase,
    move: z.literal("divert_120"),
    data: z.strictObject({ finding: z.string().trim().min(fewest.words).max(500) }),
  }),
]);
export type TripAdvance = z.infer<typeof tripAdvance>;

export const waitingCauses = ["facility", "payer", "traffic"] as const;
export type WaitingCause = (typeof waitingCauses)[number];

/** An extra event beside the status. `worse` calls 120 and leaves the status; `divert_120` ends the trip there. */
export const tripNoteInput = z.discriminatedUnion("note", [
  z.strictObject({
    ...eventBase,
    note: z.literal("waiting"),
    data: z.strictObject({ minutes: z.number().int().min(1).max(720), causedBy: z.enum(waitingCauses) }),
  }),
  z.strictObject({
    ...eventBase,
    note: z.literal("carry"),
    data: z.strictObject({
      end: z.enum(["pickup", "dropoff"]),
      floors: z.number().int().min(0).max(60),
      bearers: z.number().int().min(0).max(8),
      flatMetres: z.number().int().min(0).max(2000).default(0),
    }),
  }),
  z.strictObject({
    ...eventBase,
    note: z.literal("toll"),
    data: z.strictObject({
      fen: z.number().int().min(1).max(1_000_000),
      photoFileId: z.uuid(),
      way: z.enum(["outbound", "return"]).default("outbound"),
    }),
  }),
  z.strictObject({
    ...eventBase,
    note: z.literal("photo"),
    data: z.strictObject({ fileId: z.uuid(), caption: note.default("") }),
  }),
  z.strictObject({
    ...eventBase,
    note: z.literal("note"),
    data: z.strictObject({ text: z.string().trim().min(1).max(500) }),
  }),
  z.strictObject({
    ...eventBase,
    note: z.literal("worse"),
    data: z.strictObject({ finding: z.string().trim().min(fewest.words).max(500) }),
  }),
  z.strictObject({
    ...eventBase,
    note: z.literal("adverse_event"),
    data: z.strictObject({
      kind: adverseKind,
      description: z.string().trim().min(fewest.story, "adverse.say_what_happened").max(2000),
      /** Who was hurt or saw it; kept sealed. */
      people: z.string().trim().max(500).default(""),
      /** Photos of what happened, sent before. */
      files: z.array(z.uuid()).max(10).default([]),
    }),
  }),
]);
export type TripNoteInput = z.infer<typeof tripNoteInput>;

export const tripRef = z.strictObject({ tripId: z.uuid() });
/** `day` is a calendar day of the region; left out: today. */
export const tripToday = z.strictObject({ day: day.optional() });
/** `number`: part of a booking's number, of any day. */
export const tripList = z.strictObject({
  day: day.optional(),
  orgId: z.uuid().optional(),
  number: z.string().trim().min(3).max(30).optional(),
});

/** A batch of positions of a shift's vehicle; the server thins them to one per five seconds. */
export const tripReport = z.strictObject({
  shiftId: z.uuid(),
  positions: z
    .array(
      z.strictObject({
        at: instant,
        lat: z.number().min(-90).max(90),
        lon: z.number().min(-180).max(180),
        accuracyMetres: z.number().min(0).max(100_000).nullish(),
        speedKmh: z.number().min(0).max(250).nullish(),
      }),
    )
    .min(1)
    .max(1000),
});
export type TripReport = z.infer<typeof tripReport>;
