import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { span } from "@/emails/format";
import { fen, link, placeName, region, timeRange } from "@/emails/parts";
import { formatFen } from "@/server/core/money";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  from: placeName,
  to: placeName,
  wanted: timeRange,
  /** The next best slots, earliest first, with the price where it is known already. May be empty. */
  slots: z.array(timeRange.extend({ totalFen: fen.nullable(), url: link })).max(5),
  trackUrl: link,
});

/** No operator took the booking: said at once, with what is possible instead. */
export const bookingUnserved = defineTemplate({
  name: "bookingUnserved",
  schema,
  sms: true,
  fill: ({ region: { timeZone }, bookingNumber, from, to, wanted, slots, trackUrl }, t) => ({
    values: {
      bookingNumber,
      pickup: span(t.locale, timeZone, wanted.start, wanted.end),
      slotCount: slots.length,
      trackUrl,
    },
    facts: [
      ["bookingNumber", bookingNumber],
      ["from", from],
      ["to", to],
      ["wanted", span(t.locale, timeZone, wanted.start, wanted.end)],
    ],
    choices: slots.map((slot) => ({
      label: span(t.locale, timeZone, slot.start, slot.end),
      detail: slot.totalFen === null ? "" : formatFen(slot.totalFen, t.locale),
      url: slot.url,
    })),
    actionUrl: trackUrl,
    notes: ["counted"],
  }),
});
