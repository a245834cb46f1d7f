import { and, desc, eq, gt, inArray } from "drizzle-orm";
import { slotHold } from "@/db/schema/dispatch";
import { offer } from "@/db/schema/offer";
import { assessment, review } from "@/db/schema/triage";
import { trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import { type BookingFacts, type BookingStatus, bookingStatus } from "@/server/core/booking";
import { asPlatform } from "@/server/scope";
import type { BookingRow } from "./row";

type TripRow = typeof trip.$inferSelect;
type HoldRow = typeof slotHold.$inferSelect;

/** What a booking's parts say about it, and the parts that screens show with it. */
export interface BookingState {
  status: BookingStatus;
  outcome: BookingFacts["outcome"];
  trip: TripRow | null;
  hold: HoldRow | null;
  reviewDueAt: Date | null;
}

/**
 * The status of bookings that the actor was found to see, from quote, offers and trip. Offers hide from bookers, so the
 * parts are read as the platform.
 */
export async function statesOf(tx: Tx, rows: readonly BookingRow[]): Promise<Map<string, BookingState>> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const parts = await asPlatform(tx, (p) => readParts(p, ids));
  return new Map(rows.map((row) => [row.id, stateOf(row, parts)]));
}

/** The state of one booking. */
export async function stateOfOne(tx: Tx, row: BookingRow): Promise<BookingState> {
  const state = (await statesOf(tx, [row])).get(row.id);
  if (!state) throw new RangeError("a booking without a state");
  return state;
}

async function readParts(tx: Tx, ids: string[]) {
  const region = tx.region.id;
  const assessments = await tx.db
    .selectDistinctOn([assessment.bookingId], {
      bookingId: assessment.bookingId,
      outcome: assessment.outcome,
    })
    .from(assessment)
    .where(and(eq(assessment.regionId, region), inArray(assessment.bookingId, ids)))
    .orderBy(assessment.bookingId, desc(assessment.createdAt), desc(assessment.id));
  const reviews = await tx.db
    .select({ bookingId: review.bookingId, dueAt: review.dueAt })
    .from(review)
    .where(and(eq(review.regionId, region), inArray(review.bookingId, ids), eq(review.status, "open")));
  const offers = await tx.db
    .select({ bookingId: offer.bookingId })
    .from(offer)
    .where(and(eq(offer.regionId, region), inArray(offer.bookingId, ids), eq(offer.status, "open")));
  const holds = await tx.db
    .select()
    .from(slotHold)
    .where(
      and(
        eq(slotHold.regionId, region),
        inArray(slotHold.bookingId, ids),
        eq(slotHold.status, "live"),
        gt(slotHold.expiresAt, tx.now),
      ),
    );
  const trips = await tx.db
    .select()
    .from(trip)
    .where(and(eq(trip.regionId, region), inArray(trip.bookingId, ids)));
  const by = <T extends { bookingId: string }>(list: T[]) =>
    new Map(list.map((item) => [item.bookingId, item]));
  return {
    assessments: by(assessments),
    reviews: by(reviews),
    offers: by(offers),
    holds: by(holds),
    trips: by(trips),
  };
}

function stateOf(row: BookingRow, parts: Awaited<ReturnType<typeof readParts>>): BookingState {
  const { id, confirmedAt, cancelledAt, unservedAt } = row;
  const outcome = parts.assessments.get(id)?.outcome ?? null;
  const hold = parts.holds.get(id) ?? null;
  const tripRow = parts.trips.get(id) ?? null;
  const status = bookingStatus({
    outcome,
    reviewOpen: parts.reviews.has(id),
    confirmedAt,
    cancelledAt,
    unservedAt,
    hasOpenOffer: parts.offers.has(id),
    hasLiveHold: hold !== null,
    tripStatus: tripRow?.status ?? null,
  });
  return { status, outcome, trip: tripRow, hold, reviewDueAt: parts.reviews.get(id)?.dueAt ?? null };
}
