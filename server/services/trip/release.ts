import type { Tx } from "@/server/context";
import { enqueue } from "@/server/queue";
import type { TripRow } from "./load";

/** A trip that ended early no longer holds its vehicle, and its money is settled: each in a job of its own. */
export async function releaseTrip(tx: Tx, row: TripRow): Promise<void> {
  const payload = { regionId: tx.region.id, bookingId: row.bookingId, reason: "trip_ended_early" };
  await enqueue(tx.db, "release-booking", payload, { once: `release:${row.bookingId}` });
  await enqueue(tx.db, "bill-trip", { regionId: tx.region.id, tripId: row.id }, { once: `bill:${row.id}` });
}
