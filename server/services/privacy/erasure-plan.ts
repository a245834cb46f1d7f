import { and, eq, isNotNull } from "drizzle-orm";
import { emergencyHandover } from "@/db/schema/seat";
import { trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import type { ErasureScope } from "@/server/core/erasure";
import { asPlatform } from "@/server/scope";
import { isStillNeeded } from "@/server/services/booking/consent-row";
import type { BookingRow } from "@/server/services/booking/row";
import { settingsInForce } from "@/server/services/rule";

/** What an erasure would do with one booking, and until when law keeps the rest. */
export interface ErasurePlan {
  scope: ErasureScope;
  /** The record of care, hand-over and consent; null where nobody was carried. */
  careUntil: Date | null;
  /** Orders, bills and the deeds themselves, which name nobody. */
  ordersUntil: Date;
  /** The ride is still to come or under way. */
  isNeeded: boolean;
}

function afterYears(from: Date, years: number): Date {
  const until = new Date(from);
  until.setUTCFullYear(until.getUTCFullYear() + years);
  return until;
}

/** When the care ended of which a record must be kept: the ride, or the hand-over to 120; null where there was none. */
async function careEnded(tx: Tx, row: BookingRow): Promise<Date | null> {
  return asPlatform(tx, async (p) => {
    const [carried] = await p.db
      .select({ endedAt: trip.endedAt })
      .from(trip)
      .where(and(eq(trip.regionId, p.region.id), eq(trip.bookingId, row.id), isNotNull(trip.boardedAt)));
    if (carried) return carried.endedAt ?? row.wantedUntil;
    const [handedOver] = await p.db
      .select({ at: emergencyHandover.createdAt })
      .from(emergencyHandover)
      .where(and(eq(emergencyHandover.regionId, p.region.id), eq(emergencyHandover.bookingId, row.id)));
    return handedOver?.at ?? null;
  });
}

/**
 * Law keeps the record of who was carried or handed over to 120 (domain.md, Privacy and retention); of what was only asked for
 * it keeps nothing.
 */
export async function erasurePlan(tx: Tx, row: BookingRow): Promise<ErasurePlan> {
  const { privacy } = await settingsInForce(tx);
  const ended = await careEnded(tx, row);
  return {
    scope: ended ? "rest" : "all",
    careUntil: ended && afterYears(ended, privacy.careYears),
    ordersUntil: afterYears(row.createdAt, privacy.orderYears),
    isNeeded: await isStillNeeded(tx, row),
  };
}
