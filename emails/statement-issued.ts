import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { fen, link, region } from "@/emails/parts";

const schema = z.object({
  region,
  number: z.string(),
  /** "2026-07". */
  month: z.string(),
  totalFen: fen,
  dueOn: z.string(),
  url: link,
});

/** A hospital's monthly statement was issued: told to its desk. Names no patient. */
export const statementIssued = defineTemplate({
  name: "statementIssued",
  schema,
  sms: true,
  fill: ({ number, month, totalFen, dueOn, url }) => ({
    values: { number, month, dueOn, url },
    facts: [
      ["statementNumber", number],
      ["dueOn", dueOn],
    ],
    totalFen: { label: "amount", fen: totalFen },
    actionUrl: url,
  }),
});
