import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { link, region } from "@/emails/parts";

const schema = z.object({
  region,
  /** Number of the version that holds now. */
  version: z.number().int().positive(),
  /** How many of the operator's subjects fail it; `failing` names the first of them. */
  count: z.number().int().positive(),
  failing: z.array(z.object({ name: z.string(), why: z.string().min(1), url: link })).min(1),
  url: link,
});

/** New standards hold and an operator, its vehicles or its people do not meet them: which, why, and where to mend it. */
export const standardsFailing = defineTemplate({
  name: "standardsFailing",
  schema,
  sms: true,
  fill: ({ version, count, failing, url }) => ({
    values: { version, count, url },
    choices: failing.map(({ name, why, url: page }) => ({ label: name, detail: why, url: page })),
    actionUrl: url,
  }),
});
