import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { moment } from "@/emails/format";
import { fen, instant, link, region } from "@/emails/parts";
import { formatFen } from "@/server/core/money";
import { paymentDriver } from "@/server/core/payment";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  amountFen: fen,
  driver: paymentDriver,
  paidAt: instant,
  receiptUrl: link,
});

/** Money arrived. */
export const paymentReceived = defineTemplate({
  name: "paymentReceived",
  schema,
  sms: true,
  fill: ({ region: { timeZone }, bookingNumber, amountFen, driver, paidAt, receiptUrl }, t) => ({
    values: { bookingNumber, amount: formatFen(amountFen, t.locale), receiptUrl },
    facts: [
      ["bookingNumber", bookingNumber],
      ["method", t.text(`mail.paymentMethods.${driver}`)],
      ["paidAt", moment(t.locale, timeZone, paidAt)],
    ],
    totalFen: { label: "received", fen: amountFen },
    actionUrl: receiptUrl,
  }),
});
