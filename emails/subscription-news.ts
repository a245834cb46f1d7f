import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { moment } from "@/emails/format";
import { fen, instant, link, region } from "@/emails/parts";
import { formatFen } from "@/server/core/money";

const schema = z.object({
  region,
  kind: z.enum(["past_due", "grace", "limited", "mended", "trial_ending"]),
  /** What is owed; 0 where nothing is. */
  amountFen: fen,
  /** When the next step begins, or the trial ends; null: there is none. */
  until: instant.nullable(),
  url: link,
});

/** An organization's subscription to the platform: a charge that failed and what follows, that it is mended, a trial's end. */
export const subscriptionNews = defineTemplate({
  name: "subscriptionNews",
  schema,
  sms: true,
  fill: ({ region: { timeZone }, kind, amountFen, until, url }, t) => ({
    values: {
      kind,
      amount: formatFen(amountFen, t.locale),
      until: until ? moment(t.locale, timeZone, until) : "-",
      url,
    },
    actionUrl: url,
    notes: ["safe"],
  }),
});
