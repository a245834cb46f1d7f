import type { Context } from "@/server/context";
import { sweepLapsed } from "@/server/services/certification/lapse";
import { sweepHolds } from "@/server/services/dispatch/release-hold";
import { sweepUnmatched } from "@/server/services/dispatch/sweep-unmatched";
import { sweepRetired } from "@/server/services/fleet/retire";
import { replanBlocked } from "@/server/services/inspection/blocked";
import { sweepInsurance } from "@/server/services/insurance/sweep";
import { sweepMessages } from "@/server/services/message-sweep";
import { sweepOffers } from "@/server/services/offer/expire-offer";
import { sweepPayments } from "@/server/services/payment/sweep";
import { sweepRateCounts } from "@/server/services/rate-limit";
import { putDueInForce } from "@/server/services/rule-version/put-in-force";

const parts: ((ctx: Context) => Promise<unknown>)[] = [
  sweepHolds,
  sweepOffers,
  sweepUnmatched,
  sweepPayments,
  sweepInsurance,
  sweepMessages,
  sweepRateCounts,
  sweepRetired,
  sweepLapsed,
  (ctx) => replanBlocked(ctx),
  (ctx) => putDueInForce(ctx),
];

/**
 * What no job of its own ended (a worker that was down, an outage longer than its tries): holds and offers whose time is
 * over, bookings that nobody was asked to carry, checkouts that no webhook told of, refunds on their way, ended trips
 * whose money is not settled, messages that still wait, old counts, vehicles whose last day is over, certifications that lapsed by date, shifts near enough that a fault of
 * their vehicle keeps off the road, rules whose day has come.
 */
export async function handle(ctx: Context): Promise<void> {
  const failures: unknown[] = [];
  // One part that fails must not keep the others from being done.
  for (const part of parts) await part(ctx).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
