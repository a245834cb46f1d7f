import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { fen, link, region } from "@/emails/parts";
import { formatFen } from "@/server/core/money";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  kind: z.enum(["blue", "red"]),
  /** It stands in the place of one that was taken back. */
  replaces: z.boolean(),
  invoiceNumber: z.string().min(1),
  totalFen: fen,
  url: link,
});

/** An e-invoice is there, or a red letter that takes one back. Names nobody. */
export const invoiceIssued = defineTemplate({
  name: "invoiceIssued",
  schema,
  sms: true,
  fill: ({ bookingNumber, kind, replaces, invoiceNumber, totalFen, url }, t) => ({
    values: {
      bookingNumber,
      kind: kind === "red" ? "red" : replaces ? "rest" : "blue",
      invoiceNumber,
      amount: formatFen(totalFen, t.locale),
      url,
    },
    facts: [["bookingNumber", bookingNumber]],
    actionUrl: url,
  }),
});
