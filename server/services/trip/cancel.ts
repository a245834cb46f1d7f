import { and, eq, inArray } from "drizzle-orm";
import { trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import { openMoves, tripStatuses } from "@/server/core/trip";
import { asPlatform } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";

const cancellable = tripStatuses.filter((status) => openMoves(status).includes("cancel"));

/**
 * Cancel the trip of a booking while the patient is not on board; answers with its id, null where there is none to cancel.
 * Said twice it changes nothing.
 */
export async function cancelTrip(tx: Tx, bookingId: string): Promise<string | null> {
  return asPlatform(tx, async (p) => {
    const [row] = await p.db
      .update(trip)
      .set({ status: "cancelled", endedAt: p.now })
      .where(
        and(eq(trip.regionId, p.region.id), eq(trip.bookingId, bookingId), inArray(trip.status, cancellable)),
      )
      .returning({ id: trip.id });
    if (!row) return null;
    await writeAudit(p, {
      verb: "trip.cancel",
      noun: "trip",
      nounId: row.id,
      bookingId,
      after: { status: "cancelled" },
    });
    return row.id;
  });
}
