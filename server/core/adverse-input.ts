import { z } from "zod";
import { adverseKind, adverseParties, adverseStatuses, disinfectionMethod } from "./adverse-event";
import { fewest } from "./said";

const files = z.array(z.uuid()).max(10).default([]);

/**
 * An adverse event of a trip, reported by its crew, its operator or the regulator (`tripId`; the regulator also by the booking's
 * number, as a caller reads it out), by a ward or family (`bookingId`; a guest's link says which). `reportId` is made by the client.
 */
export const adverseReport = z
  .strictObject({
    reportId: z.uuid(),
    tripId: z.uuid().optional(),
    bookingId: z.uuid().optional(),
    bookingNumber: z.string().trim().min(3, "adverse.number_missing").max(40).optional(),
    kind: adverseKind,
    happenedAt: z.iso.datetime({ offset: true }),
    description: z.string().trim().min(fewest.story, "adverse.say_what_happened").max(2000),
    /** Who was hurt or saw it; kept sealed. */
    people: z.string().trim().max(500).default(""),
    files,
  })
  .refine((it) => [it.tripId, it.bookingId, it.bookingNumber].filter(Boolean).length < 2, {
    path: ["tripId"],
    message: "adverse.one_subject",
  });
export type AdverseReport = z.infer<typeof adverseReport>;
export const adverseRef = z.strictObject({ adverseId: z.uuid() });
export const adverseOwn = z.strictObject({ bookingId: z.uuid().optional() });
export const adverseList = z.strictObject({ status: z.enum(adverseStatuses).optional() });
/** What was found out since; or that a party was told of it. */
export const adverseAdd = z.strictObject({
  adverseId: z.uuid(),
  text: z.string().trim().min(fewest.story, "adverse.say_what_happened").max(2000),
  party: z.enum(adverseParties).optional(),
  files,
});
/** How a vehicle or crew member was disinfected. */
export const disinfectionRecord = z.strictObject({
  disinfectionId: z.uuid(),
  method: disinfectionMethod,
  note: z.string().trim().max(500).default(""),
  files,
});
/** The operator's insurer was told. */
export const adverseTellInsurer = z.strictObject({
  adverseId: z.uuid(),
  insurer: z.string().trim().min(fewest.words).max(80),
});
export const adverseClose = z.strictObject({
  adverseId: z.uuid(),
  outcome: z.string().trim().min(fewest.story).max(2000),
});
