import { z } from "zod";
import { bookingRef } from "./booking-input";
import { fewest } from "./said";
import type { TripFacts } from "./tariff/facts";
import type { PriceLine } from "./tariff/line";
import { reliefGroups } from "./tariff/rules";

/** Where a claim to a relief tariff stands. A refused one leaves the ordinary price, which the quote said from the beginning. */
export const reliefStatuses = ["open", "accepted", "refused", "withdrawn"] as const;
export type ReliefStatus = (typeof reliefStatuses)[number];

/** The second price of a quote: charged instead of the first once the paper is accepted. */
export interface QuotedRelief {
  group: (typeof reliefGroups)[number];
  tariffVersionId: string;
  facts: TripFacts;
  lines: PriceLine[];
  totalFen: number;
}

/** Whether the relief price counts: while its paper waits to be checked nobody is asked for more than it. */
export function countsAsRelief(status: ReliefStatus | null): boolean {
  return status === "open" || status === "accepted";
}

const claimId = z.uuid();

/**
 * Name a group and hand in its paper, before a slot is chosen. The claimant agrees that the ordinary price holds should the
 * paper not be accepted; both stand in every quote. `claimId` and `fileId` are made by the client.
 */
export const reliefClaimInput = bookingRef.extend({
  claimId,
  fileId: z.uuid(),
  group: z.enum(reliefGroups),
  agreesToNormalPrice: z.literal(true, { error: "relief.agreement_needed" }),
});
export type ReliefClaimInput = z.infer<typeof reliefClaimInput>;

/** A decision on a paper; a refusal says why, in words that the claimant reads. */
export const reliefCheckInput = z
  .object({
    claimId,
    verdict: z.enum(["accepted", "refused"]),
    reason: z.string().trim().max(300).default(""),
  })
  .refine(({ verdict, reason }) => verdict === "accepted" || reason.length >= fewest.words, {
    error: "relief.reason_needed",
    path: ["reason"],
  });
export type ReliefCheckInput = z.infer<typeof reliefCheckInput>;

export const reliefQueueInput = z.object({ status: z.enum(["open", "checked"]).default("open") });
export type ReliefQueueInput = z.infer<typeof reliefQueueInput>;
