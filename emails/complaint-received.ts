import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { moment } from "@/emails/format";
import { instant, link, region } from "@/emails/parts";
import { caseTopic } from "@/server/core/case";

const schema = z.object({
  region,
  caseNumber: z.string(),
  topic: caseTopic,
  /** The deadline for an answer. */
  answerBy: instant,
  caseUrl: link,
});

/** A complaint is on record, with its number and when the answer is due. */
export const complaintReceived = defineTemplate({
  name: "complaintReceived",
  schema,
  sms: true,
  fill: ({ region: { timeZone }, caseNumber, topic, answerBy, caseUrl }, t) => {
    const by = moment(t.locale, timeZone, answerBy);
    return {
      values: { caseNumber, answerBy: by, caseUrl },
      facts: [
        ["caseNumber", caseNumber],
        ["topic", t.text(`mail.caseTopics.${topic}`)],
        ["answerBy", by],
      ],
      actionUrl: caseUrl,
      notes: ["add"],
    };
  },
});
