import { and, eq, inArray } from "drizzle-orm";
import { offer } from "@/db/schema/offer";
import type { Tx } from "@/server/context";
import type { OfferStatus } from "@/server/core/offer";
import { wake } from "@/server/live";
import { writeAudit } from "@/server/services/audit";

/** Take back the offers of a booking that stand in some status; answers with the operators they were made to. */
export async function withdrawOffers(
  tx: Tx,
  bookingId: string,
  statuses: OfferStatus[],
  reason: string,
): Promise<string[]> {
  const rows = await tx.db
    .update(offer)
    .set({ status: "withdrawn" })
    .where(
      and(eq(offer.regionId, tx.region.id), eq(offer.bookingId, bookingId), inArray(offer.status, statuses)),
    )
    .returning({ id: offer.id, orgId: offer.orgId });
  for (const row of rows) {
    await writeAudit(tx, {
      verb: "offer.withdraw",
      noun: "offer",
      nounId: row.id,
      bookingId,
      after: { reason },
    });
  }
  if (rows.length > 0) await wake(tx, { orgs: rows.map((row) => row.orgId), booking: bookingId });
  return rows.map((row) => row.orgId);
}
