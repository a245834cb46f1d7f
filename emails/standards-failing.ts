import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { link, region } from "@/emails/parts";

const schema = z.object({
  region,
  /** New standards hold, or what held them before does so no longer: an age, a quarter or a count has passed a limit. */
  because: z.enum(["version", "time"]),
  /** Number of the version that holds now. */
  version: z.number().int().positive(),
  /** How many of the operator's subjects fail it; `failing` names the first of them. */
  count: z.number().int().positive(),
  failing: z.array(z.object({ name: z.string(), why: z.string().min(1), url: link })).min(1),
  url: link,
});

/** An operator, its vehicles or its people do not meet the standards that hold: which, why, and where to mend it. */
export const standardsFailing = defineTemplate({
  name: "standardsFailing",
  schema,
  sms: true,
  fill: ({ because, version, count, failing, url }) => ({
    values: { because, version, count, url },
    choices: failing.map(({ name, why, url: page }) => ({ label: name, detail: why, url: page })),
    actionUrl: url,
  }),
});
