import { z } from "zod";
import { caseDecision, caseStatuses, caseTopic } from "./case";
import { fewest } from "./said";

const text = z.string().trim().min(fewest.story, "complaint.say_what_happened").max(4000);
const files = z.array(z.uuid()).max(10).default([]);

/** A complaint by the guest of a booking, by a member for a caller (`bookingId`), or about a vehicle somebody saw. */
export const complaintOpen = z
  .strictObject({
    /** A guest leaves it out: the link says which booking. */
    bookingId: z.uuid().optional(),
    /** As the caller read it out to a member of staff. */
    bookingNumber: z.string().trim().min(3).max(40).optional(),
    plate: z.string().trim().min(7).max(9).optional(),
    serial: z.string().trim().min(6).max(40).optional(),
    topic: caseTopic,
    text,
    /** Phone or e-mail for the answer, where there is no booking to take it from. */
    contact: z.string().trim().max(120).optional(),
    /** In which language whoever complains is told. */
    locale: z.enum(["zh-CN", "en"]).optional(),
    files,
  })
  .refine((it) => [it.bookingId, it.bookingNumber, it.plate ?? it.serial].filter(Boolean).length < 2, {
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
/** The regulator's finding and outcome, told to the complainant and to the operator. */
export const complaintClose = z.strictObject({
  complaintId: z.uuid(),
  decision: caseDecision,
  outcome: text,
});
export const complaintReopen = z.strictObject({ complaintId: z.uuid(), reason: text, files });
/** Whoever has no booking follows its case by a link of its own. */
export const complaintFollow = z.strictObject({ token: z.string().max(80) });
export const complaintFollowUp = z.strictObject({ token: z.string().max(80), text });
/** How often each operator was complained about and rated, over so many days back. */
export const complaintCounts = z.strictObject({ days: z.number().int().min(1).max(366).default(90) });
