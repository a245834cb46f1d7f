import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { moment } from "@/emails/format";
import { instant, link, region } from "@/emails/parts";
import { caseTopic } from "@/server/core/case";

const schema = z.object({
  region,
  caseNumber: z.string(),
  topic: caseTopic,
  /** By when the authority decides now. */
  decideBy: instant,
  caseUrl: link,
});

/** The operator did not answer in time: the complaint is with the authority, which decides without it. */
export const complaintOverdue = defineTemplate({
  name: "complaintOverdue",
  schema,
  sms: true,
  fill: ({ region: { timeZone }, caseNumber, topic, decideBy, caseUrl }, t) => {
    const by = moment(t.locale, timeZone, decideBy);
    return {
      values: { caseNumber, decideBy: by, caseUrl },
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
