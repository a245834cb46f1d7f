import type { z } from "zod";

/** What is wrong with an input, by field (`data.reason`): the key of a text in `errors`, `input.invalid` where it has none. */
export type Issues = Record<string, string>;

/** Check an input as the server will. Empty: nothing is wrong. */
export function issuesOf(schema: z.ZodType, input: unknown): Issues {
  const checked = schema.safeParse(input);
  if (checked.success) return {};
  return Object.fromEntries(
    checked.error.issues.map(({ path, message }) => [
      path.join("."),
      /^[a-z_]+\.[a-z_]+$/.test(message) ? message : "input.invalid",
    ]),
  );
}
