import { z } from "zod";

export const filePurposes = ["photo", "signature", "paper", "toll", "marking", "evidence", "relief"] as const;

/**
 * Fields of an upload beside the file itself. Of a trip or a shift by its crew, of a booking by whoever manages it (a guest's link says
 * which), or of the acting organization (papers, markings).
 */
export const filePut = z.strictObject({
  fileId: z.uuid().optional(),
  purpose: z.enum(filePurposes),
  tripId: z.uuid().optional(),
  bookingId: z.uuid().optional(),
  /** The shift before which the vehicle was inspected. */
  shiftId: z.uuid().optional(),
  /** The extra that a signature answers. */
  extraId: z.uuid().optional(),
});
export type FilePut = z.infer<typeof filePut>;
export const fileRef = z.strictObject({ fileId: z.uuid() });
