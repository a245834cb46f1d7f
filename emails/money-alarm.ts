import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { fen, link, region } from "@/emails/parts";
import { formatFen } from "@/server/core/money";
import { moneyAlarms } from "@/server/core/payment";

const schema = z.object({
  region,
  kind: z.enum(moneyAlarms),
  bookingNumber: z.string(),
  /** What should have gone back; of a mismatch what arrived. */
  amountFen: fen,
  url: link,
});

/** Money that needs a person, told to the finance desk. Names nobody. */
export const moneyAlarm = defineTemplate({
  name: "moneyAlarm",
  schema,
  sms: true,
  fill: ({ kind, bookingNumber, amountFen, url }, t) => ({
    values: { kind, bookingNumber, amount: formatFen(amountFen, t.locale), url },
    facts: [["bookingNumber", bookingNumber]],
    totalFen: { label: "amount", fen: amountFen },
    actionUrl: url,
    notes: ["what"],
  }),
});
