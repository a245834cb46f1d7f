import { and, asc, desc, eq, gte, inArray, isNotNull, isNull } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { quote } from "@/db/schema/quote";
import { reliefClaim } from "@/db/schema/relief";
import { actorName, type Context, type Tx } from "@/server/context";
import type { ReliefQueueInput } from "@/server/core/relief";
import { actingOrg, inTransaction } from "@/server/scope";
import { maskedPatient } from "../booking/view";

const shownDays = 30;
const shownAtMost = 200;

/** Case managers check those of their own hospital's bookings. */
const ofOwnHospital = (tx: Tx) =>
  tx.actor.kind === "user" && tx.actor.role === "case_manager" ? eq(booking.orgId, actingOrg(tx)) : undefined;

function claimsFor(tx: Tx, { status }: ReliefQueueInput) {
  const since = new Date(tx.now.getTime() - shownDays * 86_400_000);
  const wanted =
    status === "open"
      ? and(eq(reliefClaim.status, "open"), isNull(booking.cancelledAt))
      : and(inArray(reliefClaim.status, ["accepted", "refused"]), gte(reliefClaim.checkedAt, since));
  return tx.db
    .select({
      claim: reliefClaim,
      booking,
      pickupFrom: quote.pickupFrom,
      normalFen: quote.totalFen,
      relief: quote.relief,
    })
    .from(reliefClaim)
    .innerJoin(
      booking,
      and(eq(booking.regionId, reliefClaim.regionId), eq(booking.id, reliefClaim.bookingId)),
    )
    .innerJoin(
      quote,
      and(
        eq(quote.regionId, reliefClaim.regionId),
        eq(quote.bookingId, reliefClaim.bookingId),
        eq(quote.status, "accepted"),
      ),
    )
    .where(
      and(eq(reliefClaim.regionId, tx.region.id), isNotNull(booking.confirmedAt), wanted, ofOwnHospital(tx)),
    )
    .orderBy(status === "open" ? asc(reliefClaim.claimedAt) : desc(reliefClaim.checkedAt), reliefClaim.id)
    .limit(shownAtMost);
}

/**
 * Claims of confirmed bookings: those that wait, the oldest first, or those checked in the last month. Names masked; the
 * paper is named only while it may be looked at.
 */
export async function listRelief(ctx: Context, input: ReliefQueueInput) {
  return inTransaction(ctx, async (tx) => {
    const rows = await claimsFor(tx, input);
    const isRegulator = tx.actor.kind === "user" && tx.actor.role === "regulator";
    return rows.map(({ claim, booking: booked, pickupFrom, normalFen, relief }) => ({
      claimId: claim.id,
      bookingId: booked.id,
      bookingNumber: booked.number,
      patient: maskedPatient(tx, booked),
      group: claim.group,
      status: claim.status,
      reason: claim.reason,
      claimedAt: claim.claimedAt,
      checkedAt: claim.checkedAt,
      pickupFrom,
      normalFen,
      reliefFen: relief?.totalFen ?? null,
      fileId: claim.status === "open" || isRegulator ? claim.fileId : null,
      /** Somebody else has to check what one handed in. */
      isOwn: claim.claimedBy === actorName(tx.actor),
    }));
  });
}
