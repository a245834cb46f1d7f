import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { moment } from "@/emails/format";
import { instant, link, region } from "@/emails/parts";
import { type CertificationOutcome, certificationOutcome } from "@/server/core/certification";

const schema = z.object({
  region,
  subjectKind: z.enum(["operator", "vehicle", "crew"]),
  /** The operator's name, a plate, or a crew member's name. */
  subjectName: z.string(),
  outcome: certificationOutcome,
  /** In the reviewer's words: what is missing, or why. */
  reason: z.string().nullable(),
  /** What a grant is bound to, in the reviewer's words. */
  conditions: z.string().nullable(),
  /** The end of a grant, or when it lapsed; the instant itself no longer counts. */
  validUntil: instant.nullable(),
  /** Planned trips that have to find another vehicle. */
  affectedTrips: z.number().int().min(0),
  url: link,
});

/** What the instant is, where it is not the end of a grant: labels of the mail. */
const untilLabels: Partial<Record<CertificationOutcome, string>> = {
  lapsed: "lapsedAt",
  inspected_remedy: "remedyBy",
};

/** What became of a certification: more is asked for, granted, refused, lifted, revoked, lapsed, inspected; and what to do next. */
export const certificationDecided = defineTemplate({
  name: "certificationDecided",
  schema,
  sms: true,
  fill: (data, t) => {
    const { subjectKind, subjectName, outcome, reason, conditions, validUntil, affectedTrips, url } = data;
    const lastMoment = validUntil && new Date(validUntil.getTime() - 1);
    const until = lastMoment && moment(t.locale, data.region.timeZone, lastMoment);
    return {
      values: { subjectName, outcome, affectedTrips, url },
      facts: [
        [`subject_${subjectKind}`, subjectName],
        ["reason", reason],
        ["conditions", conditions],
        [untilLabels[outcome] ?? "validUntil", until],
        ["affectedTrips", affectedTrips > 0 ? String(affectedTrips) : null],
      ],
      actionUrl: url,
    };
  },
});
