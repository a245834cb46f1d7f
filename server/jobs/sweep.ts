import type { Context } from "@/server/context";
import { sweepHolds } from "@/server/services/dispatch/release-hold";
import { sweepOffers } from "@/server/services/offer/expire-offer";
import { sweepPayments } from "@/server/services/payment/sweep";
import { sweepRateCounts } from "@/server/services/rate-limit";

/**
 * What no job of its own ended (a worker that was down): holds and offers whose time is over, checkouts that no webhook
 * told of, trips without their bill, old counts.
 */
export async function handle(ctx: Context): Promise<void> {
  await sweepHolds(ctx);
  await sweepOffers(ctx);
  await sweepPayments(ctx);
  await sweepRateCounts(ctx);
}
