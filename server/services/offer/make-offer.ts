import { and, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { booking } from "@/db/schema/booking";
import { offer } from "@/db/schema/offer";
import type { Tx } from "@/server/context";
import type { OfferSnapshot } from "@/server/core/offer-snapshot";
import type { RegionSettings } from "@/server/core/region-settings";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { writeAudit } from "@/server/services/audit";
import { tellOperator } from "./tell-operator";

export type BookingRow = typeof booking.$inferSelect;
export type OfferRow = typeof offer.$inferSelect;

export interface NewOffer {
  booking: BookingRow;
  orgId: string;
  shiftId: string;
  decisionId: string;
  round: number;
  committed: boolean;
  snapshot: OfferSnapshot;
  settings: RegionSettings;
}

const minuteMs = 60_000;

/** When an offer lapses: regional data, sooner when the pickup is near, and never after the pickup's range. */
export function offerExpiry(
  now: Date,
  pickupFrom: Date,
  pickupUntil: Date,
  { offers }: RegionSettings,
): Date {
  const urgent = pickupFrom.getTime() - now.getTime() <= offers.urgentWithinMinutes * minuteMs;
  const minutes = urgent ? offers.urgentExpiryMinutes : offers.expiryMinutes;
  const after = now.getTime() + minutes * minuteMs;
  return new Date(Math.max(now.getTime() + minuteMs, Math.min(after, pickupUntil.getTime())));
}

/** The number of the next round of asking for a booking. */
export async function nextRound(tx: Tx, bookingId: string): Promise<number> {
  const [row] = await tx.db
    .select({ last: sql<number>`coalesce(max(${offer.round}), 0)::int` })
    .from(offer)
    .where(and(eq(offer.regionId, tx.region.id), eq(offer.bookingId, bookingId)));
  return (row?.last ?? 0) + 1;
}

/** Every offer of a booking so far, first round first. */
export function offersOf(tx: Tx, bookingId: string): Promise<OfferRow[]> {
  return tx.db
    .select()
    .from(offer)
    .where(and(eq(offer.regionId, tx.region.id), eq(offer.bookingId, bookingId)))
    .orderBy(offer.round);
}

/**
 * Put a booking to one operator's shift. One open offer per booking by constraint: a second one at the same time fails
 * with a unique violation (`lostRace`). Tells the operator's dispatchers and has the expiry watched.
 */
export async function makeOffer(tx: Tx, input: NewOffer): Promise<OfferRow> {
  const { booking: row, snapshot, settings, ...rest } = input;
  const expiresAt = offerExpiry(
    tx.now,
    new Date(snapshot.pickupFrom),
    new Date(snapshot.pickupUntil),
    settings,
  );
  const [made] = await tx.db
    .insert(offer)
    .values({
      regionId: tx.region.id,
      id: uuidv7(),
      bookingId: row.id,
      orgId: rest.orgId,
      shiftId: rest.shiftId,
      decisionId: rest.decisionId,
      round: rest.round,
      committed: rest.committed,
      snapshot,
      expiresAt,
      createdAt: tx.now,
    })
    .returning();
  if (!made) throw new Error("An inserted offer came back empty");
  await writeAudit(tx, {
    verb: "offer.make",
    noun: "offer",
    nounId: made.id,
    bookingId: row.id,
    after: {
      orgId: made.orgId,
      shiftId: made.shiftId,
      round: made.round,
      expiresAt: expiresAt.toISOString(),
    },
  });
  await enqueue(tx.db, "expire-offer", { regionId: tx.region.id, offerId: made.id }, { at: expiresAt });
  await tellOperator(tx, made);
  await wake(tx, { orgs: [made.orgId, ...row.viewerOrgs], booking: row.id });
  return made;
}
