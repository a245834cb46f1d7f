import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { link, region } from "@/emails/parts";
import { caseTopic } from "@/server/core/case";

const schema = z.object({
  region,
  caseNumber: z.string(),
  topic: caseTopic,
  /** The operator's answer in its own words. */
  answer: z.string().min(1),
  /** Null where the complainant has no page of its own: seen a vehicle, left a contact. */
  caseUrl: link.nullable(),
});

/** The operator answered a complaint; the authority still decides. The short message leaves the words to the page. */
export const complaintAnswered = defineTemplate({
  name: "complaintAnswered",
  schema,
  sms: true,
  fill: ({ caseNumber, topic, answer, caseUrl }, t) => ({
    values: { caseNumber, page: caseUrl ? "yes" : "no", caseUrl: caseUrl ?? "" },
    facts: [
      ["caseNumber", caseNumber],
      ["topic", t.text(`mail.caseTopics.${topic}`)],
      ["answer", answer],
    ],
    actionUrl: caseUrl,
    notes: ["next"],
  }),
});
