import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { link, region } from "@/emails/parts";
import { caseTopic } from "@/server/core/case";

const schema = z.object({
  region,
  caseNumber: z.string(),
  topic: caseTopic,
  /** What the authority found, in its own words. */
  outcome: z.string().min(1),
  /** Null where the complainant has no page of its own: seen a vehicle, left a contact. */
  caseUrl: link.nullable(),
});

/** The authority closed a complaint, with the outcome. The short message leaves the words to the page. */
export const complaintClosed = defineTemplate({
  name: "complaintClosed",
  schema,
  sms: true,
  fill: ({ caseNumber, topic, outcome, caseUrl }, t) => ({
    values: { caseNumber, page: caseUrl ? "yes" : "no", caseUrl: caseUrl ?? "" },
    facts: [
      ["caseNumber", caseNumber],
      ["topic", t.text(`mail.caseTopics.${topic}`)],
      ["outcome", outcome],
    ],
    actionUrl: caseUrl,
    notes: ["reopen"],
  }),
});
