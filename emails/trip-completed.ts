import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { moment } from "@/emails/format";
import { fen, instant, link, priceLine, region } from "@/emails/parts";
import { formatFen } from "@/server/core/money";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  finishedAt: instant,
  lines: z.array(priceLine),
  totalFen: fen,
  /** What is still to be paid; zero when nothing is. */
  dueFen: fen,
  receiptUrl: link,
});

/** The trip is over: the bill as it stands, the receipt, and where to complain. */
export const tripCompleted = defineTemplate({
  name: "tripCompleted",
  schema,
  sms: true,
  fill: ({ region: { timeZone }, bookingNumber, finishedAt, lines, totalFen, dueFen, receiptUrl }, t) => ({
    values: { bookingNumber, receiptUrl, due: dueFen > 0 ? "yes" : "no" },
    facts: [
      ["bookingNumber", bookingNumber],
      ["finishedAt", moment(t.locale, timeZone, finishedAt)],
      ["due", dueFen > 0 ? formatFen(dueFen, t.locale) : null],
    ],
    lines,
    totalFen: { label: "total", fen: totalFen },
    actionUrl: receiptUrl,
    notes: ["bill", "complain"],
  }),
});
