import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { calendarDay } from "@/emails/format";
import { link, region } from "@/emails/parts";
import { paperKind } from "@/server/core/standard/facts";

const schema = z.object({
  region,
  subjectKind: z.enum(["operator", "vehicle", "crew"]),
  /** The operator's name, a plate, or a crew member's name. */
  subjectName: z.string(),
  paper: paperKind,
  expiresOn: z.iso.date(),
  /** 60, 30, 7 or 0: on the day itself it lapses at midnight. */
  daysLeft: z.number().int().min(0),
  url: link,
});

/** A paper lapses soon: what it stops, and where to hand in the new one. */
export const certificationLapsing = defineTemplate({
  name: "certificationLapsing",
  schema,
  sms: true,
  fill: ({ subjectKind, subjectName, paper, expiresOn, daysLeft, url }, t) => ({
    values: {
      subjectName,
      paper: t.text(`mail.papers.${paper}`),
      daysLeft,
      expiresOn: calendarDay(t.locale, expiresOn),
      url,
    },
    facts: [
      [`subject_${subjectKind}`, subjectName],
      ["paper", t.text(`mail.papers.${paper}`)],
      ["expiresOn", calendarDay(t.locale, expiresOn)],
    ],
    actionUrl: url,
    notes: ["blocks"],
  }),
});
