import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { moment, span } from "@/emails/format";
import { fen, instant, link, placeName, priceLine, region, timeRange } from "@/emails/parts";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  from: placeName,
  to: placeName,
  promise: timeRange,
  /** Set while the shift is on offer: the operator answers by then, and the promise begins with that. */
  confirmedBy: instant.nullable(),
  lines: z.array(priceLine),
  totalFen: fen,
  trackUrl: link,
});

/** The booking stands: promised range, price line by line, and the link that follows the trip. */
export const bookingConfirmed = defineTemplate({
  name: "bookingConfirmed",
  schema,
  sms: true,
  fill: (
    { region: { timeZone }, bookingNumber, from, to, promise, confirmedBy, lines, totalFen, trackUrl },
    t,
  ) => ({
    values: {
      bookingNumber,
      pickup: span(t.locale, timeZone, promise.start, promise.end),
      confirmedBy: confirmedBy ? moment(t.locale, timeZone, confirmedBy) : "",
      trackUrl,
    },
    facts: [
      ["bookingNumber", bookingNumber],
      ["from", from],
      ["to", to],
      ["pickup", span(t.locale, timeZone, promise.start, promise.end)],
      ["confirmedBy", confirmedBy && moment(t.locale, timeZone, confirmedBy)],
    ],
    lines,
    totalFen: { label: "total", fen: totalFen },
    actionUrl: trackUrl,
    notes: ["price", "link"],
  }),
});
