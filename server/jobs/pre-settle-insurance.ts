import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { preSettle } from "@/server/services/insurance/pre-settle";
import { endVisit } from "@/server/services/insurance/withdraw";

/** Bring an insured person's visit to its pre-settlement; one that was taken off is deregistered at the fund. */
export async function handle(ctx: Context, { visitId }: QueuePayload<"pre-settle-insurance">): Promise<void> {
  await endVisit(ctx, visitId);
  await preSettle(ctx, visitId);
}
