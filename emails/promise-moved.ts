import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { span } from "@/emails/format";
import { link, region, timeRange } from "@/emails/parts";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  before: timeRange,
  after: timeRange,
  /** The recorded reason, in the reader's language. */
  reason: z.string().min(1),
  trackUrl: link,
});

/** A promise was moved: old and new range side by side, the reason, and the way out. */
export const promiseMoved = defineTemplate({
  name: "promiseMoved",
  schema,
  sms: true,
  fill: ({ region: { timeZone }, bookingNumber, before, after, reason, trackUrl }, t) => {
    const pickup = span(t.locale, timeZone, after.start, after.end);
    return {
      values: { bookingNumber, pickup, reason, trackUrl },
      facts: [
        ["newPickup", pickup],
        ["oldPickup", span(t.locale, timeZone, before.start, before.end)],
        ["reason", reason],
        ["bookingNumber", bookingNumber],
      ],
      actionUrl: trackUrl,
      notes: ["choice"],
    };
  },
});
