import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { span } from "@/emails/format";
import { link, placeName, region, timeRange } from "@/emails/parts";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  from: placeName,
  to: placeName,
  promise: timeRange,
  plate: z.string().nullable(),
  trackUrl: link,
});

/** The trip is near: when, which vehicle, what to have ready, where to cancel. */
export const tripReminder = defineTemplate({
  name: "tripReminder",
  schema,
  sms: true,
  fill: ({ region: { timeZone }, bookingNumber, from, to, promise, plate, trackUrl }, t) => {
    const pickup = span(t.locale, timeZone, promise.start, promise.end);
    return {
      values: { bookingNumber, pickup, trackUrl },
      facts: [
        ["bookingNumber", bookingNumber],
        ["pickup", pickup],
        ["from", from],
        ["to", to],
        ["plate", plate],
      ],
      actionUrl: trackUrl,
      notes: ["ready", "change"],
    };
  },
});
