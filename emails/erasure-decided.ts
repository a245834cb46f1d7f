import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { calendarDay } from "@/emails/format";
import { instant, region } from "@/emails/parts";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  decision: z.enum(["done", "refused"]),
  /** Why it was refused. */
  reason: z.string().nullable(),
  /** Until when law keeps the record of the ride; null where nobody was carried. */
  keptUntil: instant.nullable(),
});

/** Told to whoever asked that their data be erased: what became of it, and what law keeps. */
export const erasureDecided = defineTemplate({
  name: "erasureDecided",
  schema,
  sms: true,
  fill: ({ bookingNumber, decision, reason, keptUntil }, t) => {
    const until = keptUntil ? calendarDay(t.locale, keptUntil.toISOString().slice(0, 10)) : null;
    return {
      values: { bookingNumber, decision, kept: until ? "yes" : "no", until: until ?? "" },
      facts: [
        ["bookingNumber", bookingNumber],
        ["reason", reason],
        ["keptUntil", decision === "done" ? until : null],
      ],
      notes: ["ask"],
    };
  },
});
