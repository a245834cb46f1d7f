import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { link, region } from "@/emails/parts";
import { adverseKind } from "@/server/core/adverse-event";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  kind: adverseKind,
  /** What the authority found, in its own words. */
  outcome: z.string().min(1),
  trackUrl: link,
});

/** To the ward or family that reported an adverse event: what was found. The short message leaves the words to the page. */
export const adverseEventClosed = defineTemplate({
  name: "adverseEventClosed",
  schema,
  sms: true,
  fill: ({ bookingNumber, kind, outcome, trackUrl }, t) => ({
    values: { bookingNumber, kind: t.text(`mail.adverseKinds.${kind}`), trackUrl },
    facts: [
      ["bookingNumber", bookingNumber],
      ["kind", t.text(`mail.adverseKinds.${kind}`)],
      ["outcome", outcome],
    ],
    actionUrl: trackUrl,
  }),
});
