import { z } from "zod";
import { caseStatuses, caseTopic } from "./case";

const text = z.string().trim().min(4, "complaint.say_what_happened").max(4000);
const files = z.array(z.uuid()).max(10).default([]);

/** A complaint by the guest of a booking, by a member for a caller (`bookingId`), or about a vehicle somebody saw. */
export const complaintOpen = z
  .strictObject({
    /** A guest leaves it out: the link says which booking. */
    bookingId: z.uuid().optional(),
    plate: z.string().trim().min(7).max(9).optional(),
    serial: z.string().trim().min(6).max(40).optional(),
    topic: caseTopic,
    text,
    /** Phone or e-mail for the answer, where there is no booking to take it from. */
    contact: z.string().trim().max(120).optional(),
    files,
  })
  .refine((input) => !(input.bookingId && (input.plate || input.serial)), {
    path: ["bookingId"],
    message: "complaint.one_subject",
  });
export type ComplaintOpen = z.infer<typeof complaintOpen>;

export const complaintRef = z.strictObject({ complaintId: z.uuid() });
export const complaintList = z.strictObject({
  status: z.enum(caseStatuses).optional(),
  bookingId: z.uuid().optional(),
});
/** A further message or evidence by anybody in the case. */
export const complaintAdd = z.strictObject({ complaintId: z.uuid(), text, files });
/** The operator's answer; the case then waits for the regulator. */
export const complaintAnswer = z.strictObject({ complaintId: z.uuid(), text, files });
/** The regulator's outcome, told to the complainant and to the operator. */
export const complaintClose = z.strictObject({ complaintId: z.uuid(), outcome: text });
export const complaintReopen = z.strictObject({ complaintId: z.uuid(), reason: text });
