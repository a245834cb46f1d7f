import type { Context } from "@/server/context";
import { sweepHolds } from "@/server/services/dispatch/release-hold";
import { sweepOffers } from "@/server/services/offer/expire-offer";
import { sweepRateCounts } from "@/server/services/rate-limit";

/** What no job of its own ended (a worker that was down): holds and offers whose time is over, old counts. */
export async function handle(ctx: Context): Promise<void> {
  await sweepHolds(ctx);
  await sweepOffers(ctx);
  await sweepRateCounts(ctx);
}
