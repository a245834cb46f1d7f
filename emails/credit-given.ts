import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { fen, link, region } from "@/emails/parts";
import { formatFen } from "@/server/core/money";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  amountFen: fen,
  lateMinutes: z.number().int().min(1),
  trackUrl: link,
});

/** The vehicle came late by the operator's fault: the payer owes less, or gets money back. */
export const creditGiven = defineTemplate({
  name: "creditGiven",
  schema,
  sms: true,
  fill: ({ bookingNumber, amountFen, lateMinutes, trackUrl }, t) => ({
    values: { bookingNumber, amount: formatFen(amountFen, t.locale), minutes: lateMinutes, trackUrl },
    facts: [["bookingNumber", bookingNumber]],
    totalFen: { label: "credit", fen: amountFen },
    actionUrl: trackUrl,
    notes: ["back"],
  }),
});
