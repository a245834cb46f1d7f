import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { link, region } from "@/emails/parts";
import { caseDecision, caseTopic } from "@/server/core/case";

const schema = z.object({
  region,
  caseNumber: z.string(),
  topic: caseTopic,
  /** Whether the complaint held; null for one that was closed before findings were kept. */
  decision: caseDecision.nullable(),
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
  fill: ({ caseNumber, topic, decision, outcome, caseUrl }, t) => ({
    values: { caseNumber, page: caseUrl ? "yes" : "no", caseUrl: caseUrl ?? "" },
    facts: [
      ["caseNumber", caseNumber],
      ["topic", t.text(`mail.caseTopics.${topic}`)],
      ["finding", decision && t.text(`mail.caseDecisions.${decision}`)],
      ["outcome", outcome],
    ],
    actionUrl: caseUrl,
    notes: ["reopen"],
  }),
});
