import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { moment } from "@/emails/format";
import { instant, region } from "@/emails/parts";

const schema = z.object({ region, at: instant });

/** To a member of staff: somebody reset the authenticator. Leads nowhere, so that no copy of it can lead astray. */
export const authenticatorReset = defineTemplate({
  name: "authenticatorReset",
  schema,
  sms: true,
  fill: ({ region: { timeZone }, at }, t) => {
    const when = moment(t.locale, timeZone, at);
    return { values: { at: when }, facts: [["resetAt", when]], notes: ["next", "notYou"] };
  },
});
