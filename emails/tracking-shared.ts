import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { moment, span } from "@/emails/format";
import { instant, link, region, timeRange } from "@/emails/parts";

const schema = z.object({
  region,
  /** Who sends the link: a hospital's ward, or a relative. */
  sender: z.string(),
  /** The patient's masked name. */
  patient: z.string(),
  promise: timeRange,
  trackUrl: link,
  /** When the link ends. */
  endsAt: instant,
});

/** The tracking link for a relative whom the patient named. */
export const trackingShared = defineTemplate({
  name: "trackingShared",
  schema,
  sms: true,
  fill: ({ region: { timeZone }, sender, patient, promise, trackUrl, endsAt }, t) => {
    const pickup = span(t.locale, timeZone, promise.start, promise.end);
    return {
      values: { sender, patient, pickup, trackUrl },
      facts: [
        ["patient", patient],
        ["pickup", pickup],
        ["linkEnds", moment(t.locale, timeZone, endsAt)],
      ],
      actionUrl: trackUrl,
      notes: ["private"],
    };
  },
});
