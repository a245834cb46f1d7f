import { z } from "zod";
import { findingKinds, findingStatuses } from "./finding";
import { fewest } from "./said";

export const findingList = z.strictObject({
  kind: z.enum(findingKinds).optional(),
  status: z.enum(findingStatuses).optional(),
  page: z.number().int().min(1).max(10_000).default(1),
});
export type FindingListInput = z.infer<typeof findingList>;

export const findingRef = z.strictObject({ findingId: z.uuid() });

/** What an official makes of a finding; the reason is kept with it. */
export const findingDecide = z.strictObject({
  findingId: z.uuid(),
  decision: z.enum(["confirmed", "dismissed"]),
  reason: z.string().trim().min(fewest.story, { error: "finding.reason" }).max(1000),
});
export type FindingDecideInput = z.infer<typeof findingDecide>;
