import type { Context } from "@/server/context";
import { remindTrips } from "@/server/services/booking/remind";
import { remindOffers } from "@/server/services/offer/remind-offers";

/** Tell bookers of trips that are near, and operators of offers that run out. */
export async function handle(ctx: Context): Promise<void> {
  await remindTrips(ctx);
  await remindOffers(ctx);
}
