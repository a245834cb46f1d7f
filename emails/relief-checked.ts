import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { fen, link, region } from "@/emails/parts";
import { formatFen } from "@/server/core/money";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  verdict: z.enum(["accepted", "refused"]),
  /** Why it was refused, in the checker's words. */
  reason: z.string().nullable(),
  /** What is charged now. */
  totalFen: fen.min(0),
  trackUrl: link,
});

/** A paper for a reduced price was checked: which price holds now, and what can be done about it. */
export const reliefChecked = defineTemplate({
  name: "reliefChecked",
  schema,
  sms: true,
  fill: ({ bookingNumber, verdict, reason, totalFen, trackUrl }, t) => ({
    values: { bookingNumber, verdict, total: formatFen(totalFen, t.locale), url: trackUrl },
    facts: [
      ["bookingNumber", bookingNumber],
      ["reason", reason],
    ],
    actionUrl: trackUrl,
    notes: ["ask"],
  }),
});
