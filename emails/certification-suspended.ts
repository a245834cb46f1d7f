import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { moment } from "@/emails/format";
import { instant, link, region } from "@/emails/parts";

const schema = z.object({
  region,
  subjectKind: z.enum(["operator", "vehicle", "crew", "shift"]),
  subjectName: z.string(),
  /** The regulator's reason, in the reader's language. */
  reason: z.string().min(1),
  since: instant,
  /** Trips that had to be planned again. */
  affectedTrips: z.number().int().min(0),
  url: link,
});

/** A certification or a shift is suspended: it takes effect at once. */
export const certificationSuspended = defineTemplate({
  name: "certificationSuspended",
  schema,
  sms: true,
  fill: ({ region: { timeZone }, subjectKind, subjectName, reason, since, affectedTrips, url }, t) => ({
    values: { subjectName, affectedTrips, reason, url },
    facts: [
      [`subject_${subjectKind}`, subjectName],
      ["reason", reason],
      ["since", moment(t.locale, timeZone, since)],
      ["affectedTrips", String(affectedTrips)],
    ],
    actionUrl: url,
    notes: ["appeal"],
  }),
});
