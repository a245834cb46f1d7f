import { and, desc, eq, inArray, ne } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { reliefClaim } from "@/db/schema/relief";
import type { Tx } from "@/server/context";
import { actingOrg, asPlatform } from "@/server/scope";

export type ClaimRow = typeof reliefClaim.$inferSelect;

/** A claim counts for both parts of a round trip: it stands with the way out. */
async function claimant(p: Tx, bookingId: string): Promise<string> {
  const [row] = await p.db
    .select({ outwardId: booking.outwardId })
    .from(booking)
    .where(and(eq(booking.regionId, p.region.id), eq(booking.id, bookingId)));
  return row?.outwardId ?? bookingId;
}

/** The latest claim of a booking to a relief that was not withdrawn; null: there is none. The verb has authorised before. */
export async function claimOf(tx: Tx, bookingId: string): Promise<ClaimRow | null> {
  return asPlatform(tx, async (p) => {
    const [row] = await p.db
      .select()
      .from(reliefClaim)
      .where(
        and(
          eq(reliefClaim.regionId, p.region.id),
          eq(reliefClaim.bookingId, await claimant(p, bookingId)),
          ne(reliefClaim.status, "withdrawn"),
        ),
      )
      .orderBy(desc(reliefClaim.claimedAt), desc(reliefClaim.id))
      .limit(1);
    return row ?? null;
  });
}

/** The claim that is open or accepted; null: the ordinary price alone is quoted. */
export async function liveClaim(tx: Tx, bookingId: string): Promise<ClaimRow | null> {
  const [row] = await tx.db
    .select()
    .from(reliefClaim)
    .where(
      and(
        eq(reliefClaim.regionId, tx.region.id),
        eq(reliefClaim.bookingId, bookingId),
        inArray(reliefClaim.status, ["open", "accepted"]),
      ),
    );
  return row ?? null;
}

/** Who checks papers: the region's seats and regulator any, a case manager those of the own hospital's bookings. */
export async function maySeeClaim(tx: Tx, claim: Pick<ClaimRow, "bookingId">): Promise<boolean> {
  const { actor } = tx;
  if (actor.kind !== "user") return false;
  if (actor.role === "seat" || actor.role === "regulator") return true;
  if (actor.role !== "case_manager") return false;
  const [booked] = await tx.db
    .select({ orgId: booking.orgId })
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, claim.bookingId)));
  return booked !== undefined && booked.orgId !== null && booked.orgId === actingOrg(tx);
}
