import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { link, region } from "@/emails/parts";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  decision: z.enum(["accessible_ride", "care_transfer", "handoff_120"]),
  /** The clinician's words to the booker; no diagnosis. */
  note: z.string().nullable(),
  /** Back to the slots; null when 120 takes over. */
  slotsUrl: link.nullable(),
});

/** A clinician has decided, and the booker can go on. */
export const reviewDecided = defineTemplate({
  name: "reviewDecided",
  schema,
  sms: true,
  fill: ({ bookingNumber, decision, note, slotsUrl }, t) => ({
    values: { bookingNumber, decision, slotsUrl: slotsUrl ?? "" },
    facts: [
      ["bookingNumber", bookingNumber],
      ["decision", t.text(`mail.decisions.${decision}`)],
      ["note", note],
    ],
    actionUrl: slotsUrl,
    notes: ["worse"],
  }),
});
