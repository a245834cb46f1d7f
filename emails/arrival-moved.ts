import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { span } from "@/emails/format";
import { link, region, timeRange } from "@/emails/parts";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  /** The door: where the patient is fetched, or where it is brought. */
  stop: z.enum(["pickup", "dropoff"]),
  before: timeRange,
  after: timeRange,
  plate: z.string(),
  callPhone: z.string().nullable(),
  trackUrl: link,
});

/** The vehicle under way is expected more than ten minutes earlier or later than told last. */
export const arrivalMoved = defineTemplate({
  name: "arrivalMoved",
  schema,
  sms: true,
  fill: ({ region: { timeZone }, bookingNumber, stop, before, after, plate, callPhone, trackUrl }, t) => {
    const arrival = span(t.locale, timeZone, after.start, after.end);
    const direction = after.end.getTime() > before.end.getTime() ? "later" : "earlier";
    return {
      values: { bookingNumber, plate, stop, direction, arrival, trackUrl },
      facts: [
        ["newArrival", arrival],
        ["oldArrival", span(t.locale, timeZone, before.start, before.end)],
        ["plate", plate],
        ["callPhone", callPhone],
        ["bookingNumber", bookingNumber],
      ],
      actionUrl: trackUrl,
      notes: ["stands"],
    };
  },
});
