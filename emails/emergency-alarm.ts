import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { moment } from "@/emails/format";
import { instant, link, region } from "@/emails/parts";

const schema = z.object({
  region,
  /** What the seat reads out to 120. */
  reference: z.string(),
  since: instant,
  url: link,
});

/** To the seats: nobody at 120 took a hand-over in time. Says nothing of the patient. */
export const emergencyAlarm = defineTemplate({
  name: "emergencyAlarm",
  schema,
  sms: true,
  fill: ({ region: { timeZone }, reference, since, url }, t) => {
    const at = moment(t.locale, timeZone, since);
    return {
      values: { reference, since: at, url },
      facts: [
        ["reference", reference],
        ["since", at],
      ],
      actionUrl: url,
      notes: ["phone"],
    };
  },
});
