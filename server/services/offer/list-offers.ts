import { and, asc, desc, eq, gt, inArray, sql } from "drizzle-orm";
import { offer } from "@/db/schema/offer";
import { trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import type { DeclineReason, OfferStatus } from "@/server/core/offer";
import type { OfferList } from "@/server/core/offer-input";
import type { OfferSnapshot } from "@/server/core/offer-snapshot";
import { actingOrg, inTransaction } from "@/server/scope";
import { findOffer } from "./find-offer";
import type { OfferRow } from "./make-offer";

/** An offer as its operator sees it: the snapshot with price, empty kilometres, fit and reasons, and the time left. */
export interface OfferView {
  id: string;
  bookingId: string;
  shiftId: string;
  round: number;
  status: OfferStatus;
  /** Declining it is a recorded breach. */
  committed: boolean;
  snapshot: OfferSnapshot;
  createdAt: Date;
  expiresAt: Date;
  answeredAt: Date | null;
  declineReason: DeclineReason | null;
  declineNote: string | null;
  /** Once accepted. */
  tripId: string | null;
}

export interface OfferSummary {
  open: number;
  /** The next to lapse. */
  nextExpiresAt: Date | null;
  acceptedToday: number;
  declinedToday: number;
  expiredToday: number;
}

function view(row: OfferRow, tripId: string | null, now: Date): OfferView {
  const {
    id,
    bookingId,
    shiftId,
    round,
    committed,
    snapshot,
    createdAt,
    expiresAt,
    answeredAt,
    declineNote,
  } = row;
  // A lapsed offer reads as expired at once, also before its job has run.
  const status = row.status === "open" && expiresAt <= now ? "expired" : row.status;
  const declineReason = row.status === "declined" ? (row.declineReason as DeclineReason | null) : null;
  return {
    id,
    bookingId,
    shiftId,
    round,
    status,
    committed,
    snapshot,
    createdAt,
    expiresAt,
    answeredAt,
    declineReason,
    declineNote,
    tripId,
  };
}

async function tripsOf(tx: Tx, rows: readonly OfferRow[]): Promise<Map<string, string>> {
  const ids = rows.filter((row) => row.status === "accepted").map((row) => row.bookingId);
  if (ids.length === 0) return new Map();
  const trips = await tx.db
    .select({ id: trip.id, bookingId: trip.bookingId })
    .from(trip)
    .where(and(eq(trip.regionId, tx.region.id), inArray(trip.bookingId, ids), eq(trip.orgId, actingOrg(tx))));
  return new Map(trips.map((row) => [row.bookingId, row.id]));
}

/** The acting operator's offers: open ones by expiry, or the latest that are over. */
export async function listOffers(ctx: Context, input: OfferList): Promise<OfferView[]> {
  return inTransaction(ctx, async (tx) => {
    const own = and(eq(offer.regionId, tx.region.id), eq(offer.orgId, actingOrg(tx)));
    const rows =
      input.which === "open"
        ? await tx.db
            .select()
            .from(offer)
            .where(and(own, eq(offer.status, "open"), gt(offer.expiresAt, tx.now)))
            .orderBy(asc(offer.expiresAt), asc(offer.id))
            .limit(input.limit)
        : await tx.db
            .select()
            .from(offer)
            .where(
              and(own, sql`(${offer.status} <> 'open' OR ${offer.expiresAt} <= ${tx.now.toISOString()})`),
            )
            .orderBy(desc(offer.createdAt), desc(offer.id))
            .limit(input.limit);
    const trips = await tripsOf(tx, rows);
    return rows.map((row) => view(row, trips.get(row.bookingId) ?? null, tx.now));
  });
}

/** One offer of the acting operator. Throws `not_found` for another's. */
export async function getOffer(ctx: Context, input: { offerId: string }): Promise<OfferView> {
  return inTransaction(ctx, async (tx) => {
    const row = await findOffer(tx, input.offerId);
    const trips = await tripsOf(tx, [row]);
    return view(row, trips.get(row.bookingId) ?? null, tx.now);
  });
}

const dayMs = 86_400_000;

/** Counts for the page's head: open offers, the next to lapse, and the answers of the last 24 hours. */
export async function summariseOffers(ctx: Context): Promise<OfferSummary> {
  return inTransaction(ctx, async (tx) => {
    const since = new Date(tx.now.getTime() - dayMs).toISOString();
    const now = tx.now.toISOString();
    const answered = (status: OfferStatus) =>
      sql<number>`(count(*) FILTER (WHERE ${offer.status} = ${status} AND ${offer.answeredAt} > ${since}))::int`;
    const isOpen = sql`${offer.status} = 'open' AND ${offer.expiresAt} > ${now}`;
    const [row] = await tx.db
      .select({
        open: sql<number>`(count(*) FILTER (WHERE ${isOpen}))::int`,
        next: sql<string | null>`min(${offer.expiresAt}) FILTER (WHERE ${isOpen})`,
        acceptedToday: answered("accepted"),
        declinedToday: answered("declined"),
        expiredToday: answered("expired"),
      })
      .from(offer)
      .where(and(eq(offer.regionId, tx.region.id), eq(offer.orgId, actingOrg(tx))));
    const { next, ...counts } = row ?? {
      open: 0,
      next: null,
      acceptedToday: 0,
      declinedToday: 0,
      expiredToday: 0,
    };
    return { ...counts, nextExpiresAt: next ? new Date(next) : null };
  });
}
