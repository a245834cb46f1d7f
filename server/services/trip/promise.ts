import { and, asc, eq, inArray } from "drizzle-orm";
import { promise } from "@/db/schema/dispatch";
import { facility } from "@/db/schema/facility";
import type { Tx } from "@/server/context";
import { asPlatform } from "@/server/scope";

/** The pickup range and the latest arrival as last told to the booker. */
export interface Promised {
  pickupFrom: Date;
  pickupUntil: Date;
  dropoffBy: Date;
}

/** The promise in force of each booking; the verb has shown before that the actor sees them. */
export async function promisesOf(tx: Tx, bookingIds: string[]): Promise<Map<string, Promised>> {
  if (bookingIds.length === 0) return new Map();
  const rows = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(promise)
      .where(and(eq(promise.regionId, tx.region.id), inArray(promise.bookingId, bookingIds)))
      .orderBy(asc(promise.createdAt), asc(promise.id)),
  );
  // Moved promises are new rows: the last one of a booking stays.
  return new Map(
    rows.map(({ bookingId, pickupFrom, pickupUntil, dropoffBy }) => [
      bookingId,
      { pickupFrom, pickupUntil, dropoffBy },
    ]),
  );
}

/** The telephone of a facility at an end of a trip, so that the crew can call ahead; null for homes. */
export async function facilityPhone(tx: Tx, facilityId: string | null): Promise<string | null> {
  if (!facilityId) return null;
  const [row] = await tx.db
    .select({ phone: facility.phone })
    .from(facility)
    .where(and(eq(facility.regionId, tx.region.id), eq(facility.id, facilityId)));
  return row?.phone ?? null;
}
