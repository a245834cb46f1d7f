import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { span } from "@/emails/format";
import { fen, link, region, timeRange } from "@/emails/parts";
import { formatFen } from "@/server/core/money";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  promise: timeRange.nullable(),
  feeFen: fen.min(0),
  /** Already paid and going back. */
  refundFen: fen.min(0),
  bookUrl: link,
});

/** The booking is cancelled, with the fee (or that there is none). */
export const bookingCancelled = defineTemplate({
  name: "bookingCancelled",
  schema,
  sms: true,
  fill: ({ region: { timeZone }, bookingNumber, promise, feeFen, refundFen, bookUrl }, t) => ({
    values: { bookingNumber, fee: feeFen > 0 ? "yes" : "no", amount: formatFen(feeFen, t.locale) },
    facts: [
      ["bookingNumber", bookingNumber],
      ["cancelledPickup", promise && span(t.locale, timeZone, promise.start, promise.end)],
      ["refund", refundFen > 0 ? formatFen(refundFen, t.locale) : null],
    ],
    totalFen: { label: "cancellationFee", fen: feeFen },
    actionUrl: bookUrl,
    notes: ["mistake"],
  }),
});
