import { z } from "zod";
import type { Ranked } from "./scheduler/insertion";
import type { Violation } from "./scheduler/plan";

/** Who else rides along is counted; whose trip a rule protects is left out, and that it is somebody else's is seen by that. */
function ofOwn({ requestId, detail, ...rest }: Violation, own: string): Violation {
  const figures = { ...detail };
  if (detail.with !== undefined) figures.with = String(detail.with).split(",").length;
  return { ...rest, ...(requestId === own ? { requestId } : {}), detail: figures };
}

/**
 * A ranking as the record of one booking keeps it: each rule that stood in the way with its figures, without naming the trips
 * of others. So the record of a trip holds nothing of anybody else's, and an erasure of one leaves the others' records alone.
 */
export const ownReasons = (ranked: readonly Ranked[], requestId: string): Ranked[] =>
  ranked.map((it) => ({ ...it, violations: it.violations.map((one) => ofOwn(one, requestId)) }));

const stored = z.array(
  z.looseObject({
    violations: z.array(
      z.looseObject({
        requestId: z.string().optional(),
        detail: z.looseObject({ with: z.unknown().optional() }),
      }),
    ),
  }),
);

/** Whether stored candidates name other people's trips, as those of the first days do; also where they cannot be read. */
export function namesOthers(candidates: unknown, own: string): boolean {
  const read = stored.safeParse(candidates);
  if (!read.success) return true;
  return read.data.some(({ violations }) =>
    violations.some(({ requestId, detail }) => (requestId ?? own) !== own || typeof detail.with === "string"),
  );
}
