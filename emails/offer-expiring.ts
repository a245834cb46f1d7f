import { defineTemplate } from "@/emails/define-template";
import { moment, span } from "@/emails/format";
import { offerFacts } from "@/emails/offer-made";

/** An offer nobody answered yet is about to go to the next operator. */
export const offerExpiring = defineTemplate({
  name: "offerExpiring",
  schema: offerFacts,
  sms: true,
  fill: ({ region: { timeZone }, offerNumber, from, to, pickup, totalFen, expiresAt, url }, t) => ({
    values: { offerNumber, from, to, expiresAt: moment(t.locale, timeZone, expiresAt), url },
    facts: [
      ["from", from],
      ["to", to],
      ["pickup", span(t.locale, timeZone, pickup.start, pickup.end)],
      ["answerOfferBy", moment(t.locale, timeZone, expiresAt)],
    ],
    totalFen: { label: "price", fen: totalFen },
    actionUrl: url,
  }),
});
