import type { Tx } from "@/server/context";
import { enqueue } from "@/server/queue";
import { asPlatform } from "@/server/scope";
import { endClaims } from "@/server/services/plan/claims";
import type { TripRow } from "./load";

/**
 * A trip that ended early no longer holds its vehicle: its berths are free at once, as the plan sees it; its stops and its
 * money are settled each in a job of its own.
 */
export async function releaseTrip(tx: Tx, row: TripRow, at: Date): Promise<void> {
  await asPlatform(tx, (p) => endClaims(p, row.bookingId, at));
  const payload = { regionId: tx.region.id, bookingId: row.bookingId, reason: "trip_ended_early" };
  await enqueue(tx.db, "release-booking", payload, { once: `release:${row.bookingId}` });
  await enqueue(tx.db, "bill-trip", { regionId: tx.region.id, tripId: row.id }, { once: `bill:${row.id}` });
}
