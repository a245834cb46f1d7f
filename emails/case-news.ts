import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { moment } from "@/emails/format";
import { instant, link, region } from "@/emails/parts";
import { caseTopic } from "@/server/core/case";

const schema = z.object({
  region,
  caseNumber: z.string(),
  topic: caseTopic,
  news: z.enum(["opened", "reopened", "reminded", "overdue", "undecided", "closed"]),
  plate: z.string().nullable(),
  /** The deadline that the news is about. */
  by: instant,
  url: link,
});

/** To whoever works on a complaint: it was opened, its deadline is near or over, it was decided. Names nobody. */
export const caseNews = defineTemplate({
  name: "caseNews",
  schema,
  sms: true,
  fill: ({ region: { timeZone }, caseNumber, topic, news, plate, by, url }, t) => {
    const deadline = moment(t.locale, timeZone, by);
    return {
      values: { caseNumber, news, by: deadline, url },
      facts: [
        ["caseNumber", caseNumber],
        ["topic", t.text(`mail.caseTopics.${topic}`)],
        ["plate", plate],
        ["answerBy", news === "closed" ? null : deadline],
      ],
      actionUrl: url,
    };
  },
});
