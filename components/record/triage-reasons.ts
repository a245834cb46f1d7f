import { z } from "zod";

const result = z.object({
  reasons: z.array(z.object({ ruleId: z.string(), textZh: z.string(), textEn: z.string() })).default([]),
});

/** The reasons behind a stored assessment; none where it was stored in another shape. */
export function reasonsOf(stored: unknown): z.infer<typeof result>["reasons"] {
  return result.safeParse(stored).data?.reasons ?? [];
}
