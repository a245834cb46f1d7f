import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { fen, link, region } from "@/emails/parts";
import { formatFen } from "@/server/core/money";
import { paymentDriver } from "@/server/core/payment";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  amountFen: fen,
  driver: paymentDriver,
  /** Why, in the reader's language. */
  reason: z.string().min(1),
  trackUrl: link,
});

/** Money goes back, by the way it came. */
export const refundMade = defineTemplate({
  name: "refundMade",
  schema,
  sms: true,
  fill: ({ bookingNumber, amountFen, driver, reason, trackUrl }, t) => ({
    values: { bookingNumber, amount: formatFen(amountFen, t.locale), trackUrl },
    facts: [
      ["bookingNumber", bookingNumber],
      ["method", t.text(`mail.paymentMethods.${driver}`)],
      ["reason", reason],
    ],
    totalFen: { label: "refund", fen: amountFen },
    actionUrl: trackUrl,
    notes: [driver === "stripe" ? "bankDays" : "byHand"],
  }),
});
