import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { calendarDay } from "@/emails/format";
import { link, region } from "@/emails/parts";

const schema = z.object({
  region,
  /** The crew member it is about. */
  subjectName: z.string(),
  lastDay: z.iso.date(),
  daysLeft: z.number().int().min(0),
  hoursShort: z.number().min(0),
  creditsShort: z.number().min(0),
  url: link,
});

/** A crew member lacks training and the quarter is nearly over: how much, until when, and what follows. */
export const trainingShort = defineTemplate({
  name: "trainingShort",
  schema,
  sms: true,
  fill: ({ subjectName, lastDay, daysLeft, hoursShort, creditsShort, url }, t) => ({
    values: { subjectName, daysLeft, hours: hoursShort, credits: creditsShort, url },
    facts: [
      ["subject_crew", subjectName],
      ["quarterEnds", calendarDay(t.locale, lastDay)],
      ["hoursShort", hoursShort > 0 ? String(hoursShort) : null],
      ["creditsShort", creditsShort > 0 ? String(creditsShort) : null],
    ],
    actionUrl: url,
    notes: ["blocks"],
  }),
});
