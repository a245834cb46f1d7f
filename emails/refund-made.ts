import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { fen, link, region } from "@/emails/parts";
import { formatFen } from "@/server/core/money";
import { type PaymentDriver, paymentDrivers } from "@/server/core/payment";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  amountFen: fen,
  driver: z.enum([...paymentDrivers, "bank"]),
  /** A person handed it back, since it could not go the way it came. */
  byHand: z.boolean().default(false),
  /** Why, in the reader's language. */
  reason: z.string().min(1),
  trackUrl: link,
});

/** How it comes back, and how soon. */
const notes: Record<PaymentDriver | "bank", string> = {
  stripe: "bankDays",
  cash: "byHand",
  pos: "byHand",
  account: "onAccount",
  bank_transfer: "byTransfer",
  insurance: "byInsurer",
  bank: "byHand",
};

/** Money goes back: by the way it came, or from hand to hand where that was refused. */
export const refundMade = defineTemplate({
  name: "refundMade",
  schema,
  sms: true,
  fill: ({ bookingNumber, amountFen, driver, byHand, reason, trackUrl }, t) => ({
    values: {
      bookingNumber,
      amount: formatFen(amountFen, t.locale),
      byHand: byHand ? "yes" : "no",
      trackUrl,
    },
    facts: [
      ["bookingNumber", bookingNumber],
      ["method", t.text(`mail.paymentMethods.${driver}`)],
      ["reason", reason],
    ],
    totalFen: { label: "refund", fen: amountFen },
    actionUrl: trackUrl,
    notes: byHand ? [] : [notes[driver]],
  }),
});
