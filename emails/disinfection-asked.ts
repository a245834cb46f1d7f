import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { moment } from "@/emails/format";
import { instant, link, region } from "@/emails/parts";

const schema = z.object({ region, plate: z.string(), by: instant, url: link });

/** To a crew that carried somebody in whom an infection was found: wash and change, and have the vehicle disinfected. */
export const disinfectionAsked = defineTemplate({
  name: "disinfectionAsked",
  schema,
  sms: true,
  fill: ({ region: { timeZone }, plate, by, url }, t) => {
    const until = moment(t.locale, timeZone, by);
    return {
      values: { plate, by: until, url },
      facts: [
        ["plate", plate],
        ["reportBy", until],
      ],
      actionUrl: url,
      notes: ["watch"],
    };
  },
});
