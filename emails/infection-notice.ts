import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { moment } from "@/emails/format";
import { instant, link, region } from "@/emails/parts";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  /** When the one who is told rode. */
  rodeAt: instant,
  trackUrl: link,
});

/** To whoever booked for somebody who rode with or after a patient in whom an infection was found; says nothing of whose it is. */
export const infectionNotice = defineTemplate({
  name: "infectionNotice",
  schema,
  sms: true,
  fill: ({ region: { timeZone }, bookingNumber, rodeAt, trackUrl }, t) => {
    const at = moment(t.locale, timeZone, rodeAt);
    return {
      values: { bookingNumber, at, trackUrl },
      facts: [
        ["bookingNumber", bookingNumber],
        ["happenedAt", at],
      ],
      actionUrl: trackUrl,
      notes: ["watch", "ask"],
    };
  },
});
