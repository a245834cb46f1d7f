import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { moment } from "@/emails/format";
import { instant, link, region } from "@/emails/parts";
import { breakGlassPurposes } from "@/server/core/break-glass";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  /** The organization whose member opened it. */
  opener: z.string(),
  purpose: z.enum(breakGlassPurposes),
  openedAt: instant,
  until: instant,
  url: link,
});

/** Told to the hospital and the family when masked data of their booking were opened. Names nobody. */
export const dataOpened = defineTemplate({
  name: "dataOpened",
  schema,
  sms: true,
  fill: ({ region: { timeZone }, bookingNumber, opener, purpose, openedAt, until, url }, t) => ({
    values: { bookingNumber, opener, purpose: t.text(`mail.openPurposes.${purpose}`), url },
    facts: [
      ["bookingNumber", bookingNumber],
      ["opener", opener],
      ["openPurpose", t.text(`mail.openPurposes.${purpose}`)],
      ["openedAt", moment(t.locale, timeZone, openedAt)],
      ["maskedAgain", moment(t.locale, timeZone, until)],
    ],
    actionUrl: url,
    notes: ["doubt"],
  }),
});
