import { eq } from "drizzle-orm";
import { slotHold } from "@/db/schema/dispatch";
import type { Tx } from "@/server/context";
import { wake } from "@/server/live";
import { asPlatform } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { withdrawOffers } from "@/server/services/offer/withdraw-offers";
import { lockPlanOf } from "@/server/services/plan/lock";
import { cancelTrip } from "@/server/services/trip/cancel";
import { findBooking } from "./find-booking";
import { endHolds } from "./holds";
import { freePlan } from "./leave-unserved";

/**
 * Take a booking off the plan for good: hold, claims and stops away, open offer withdrawn, trip cancelled while the patient
 * is not on board. Safe to repeat. Throws `not_found` for someone else's booking.
 */
export async function releaseBooking(tx: Tx, bookingId: string, reason: string): Promise<void> {
  const row = await findBooking(tx, bookingId);
  await asPlatform(tx, async (p) => {
    await lockPlanOf(p, [row.id]);
    await endHolds(p, eq(slotHold.bookingId, row.id), "released");
    const told = await withdrawOffers(p, row.id, ["open"], reason);
    const tripId = await cancelTrip(p, row.id);
    const freed = await freePlan(p, row.id);
    if (freed.length === 0 && told.length === 0 && !tripId) return;
    await writeAudit(p, {
      verb: "dispatch.release",
      noun: "booking",
      nounId: row.id,
      bookingId: row.id,
      after: { reason, shifts: freed, tripId },
    });
    await wake(p, { orgs: [...row.viewerOrgs, ...told], booking: row.id });
  });
}
