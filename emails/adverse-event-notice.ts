import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { moment } from "@/emails/format";
import { instant, link, region } from "@/emails/parts";
import { adverseKind } from "@/server/core/adverse-event";

const schema = z.object({
  region,
  /** What has come of it: reported, to be disinfected, its report overdue. */
  news: z.enum(["reported", "disinfect", "overdue"]),
  eventNumber: z.string(),
  kind: adverseKind,
  happenedAt: instant,
  operator: z.string(),
  plate: z.string(),
  bookingNumber: z.string(),
  /** By when the full report, or the disinfection, is due. */
  reportBy: instant,
  url: link,
});

/** Told to regulator and insurer: what happened, where the record is. Names no patient. */
export const adverseEventNotice = defineTemplate({
  name: "adverseEventNotice",
  schema,
  sms: true,
  fill: (
    {
      region: { timeZone },
      news,
      eventNumber,
      kind,
      happenedAt,
      operator,
      plate,
      bookingNumber,
      reportBy,
      url,
    },
    t,
  ) => ({
    values: { news, eventNumber, kind: t.text(`mail.adverseKinds.${kind}`), operator, plate, url },
    facts: [
      ["eventNumber", eventNumber],
      ["kind", t.text(`mail.adverseKinds.${kind}`)],
      ["happenedAt", moment(t.locale, timeZone, happenedAt)],
      ["operator", operator],
      ["plate", plate],
      ["bookingNumber", bookingNumber],
      ["reportBy", moment(t.locale, timeZone, reportBy)],
    ],
    actionUrl: url,
  }),
});
