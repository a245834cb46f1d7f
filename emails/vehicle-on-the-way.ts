import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { span } from "@/emails/format";
import { link, region, timeRange } from "@/emails/parts";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  /** When it is expected, as a range. */
  arrival: timeRange,
  plate: z.string(),
  operator: z.string(),
  /** Digits of the crew's or operator's phone, to be called by tap. */
  callPhone: z.string().nullable(),
  trackUrl: link,
});

/** The vehicle has set out: get ready. */
export const vehicleOnTheWay = defineTemplate({
  name: "vehicleOnTheWay",
  schema,
  sms: true,
  fill: ({ region: { timeZone }, bookingNumber, arrival, plate, operator, callPhone, trackUrl }, t) => {
    const range = span(t.locale, timeZone, arrival.start, arrival.end);
    return {
      values: { bookingNumber, plate, arrival: range, trackUrl },
      facts: [
        ["arrival", range],
        ["plate", plate],
        ["operator", operator],
        ["callPhone", callPhone],
        ["bookingNumber", bookingNumber],
      ],
      actionUrl: trackUrl,
      notes: ["ready"],
    };
  },
});
