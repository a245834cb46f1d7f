import { and, asc, desc, eq, gt, ne, or } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { bill } from "@/db/schema/billing";
import { booking } from "@/db/schema/booking";
import { type complaint, complaintEvidence, rating } from "@/db/schema/case";
import { promise } from "@/db/schema/dispatch";
import { markingScan } from "@/db/schema/marking";
import { position, trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import {
  type CaseEvidence,
  evidenceHash,
  minutesLate,
  type PositionEvidence,
  type RatingEvidence,
  type ScanEvidence,
  type TripEvidence,
  thinned,
} from "@/server/core/case-evidence";
import { asPlatform } from "@/server/scope";
import { acceptedQuote } from "@/server/services/quote/accept";

type ComplaintRow = typeof complaint.$inferSelect;

/** So many fixes show a way on a map; the others stay in the trip's record. */
const fixesKept = 60;
/** A look at a marking so long before is what the complaint is about. */
const scanHours = 24;
const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

async function promisedOf(tx: Tx, bookingId: string) {
  const rows = await tx.db
    .select({ from: promise.pickupFrom, until: promise.pickupUntil })
    .from(promise)
    .where(and(eq(promise.regionId, tx.region.id), eq(promise.bookingId, bookingId)))
    .orderBy(asc(promise.createdAt));
  return { first: rows[0] ?? null, moves: Math.max(0, rows.length - 1) };
}

async function tripEvidence(tx: Tx, bookingId: string): Promise<TripEvidence | null> {
  const [row] = await tx.db
    .select({ booking, trip, billedFen: bill.totalFen })
    .from(booking)
    .leftJoin(trip, and(eq(trip.regionId, booking.regionId), eq(trip.bookingId, booking.id)))
    .leftJoin(
      bill,
      and(eq(bill.regionId, booking.regionId), eq(bill.bookingId, booking.id), ne(bill.status, "void")),
    )
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, bookingId)));
  if (!row) return null;
  const { first, moves } = await promisedOf(tx, bookingId);
  const ride = row.trip;
  const arrived = ride?.arrivedPickupAt ?? null;
  return {
    bookingNumber: row.booking.number,
    status: ride?.status ?? (row.booking.cancelledAt ? "cancelled" : "not_assigned"),
    plate: ride?.plate ?? null,
    promisedFrom: iso(first?.from),
    promisedUntil: iso(first?.until),
    promiseMoves: moves,
    departedAt: iso(ride?.departedAt),
    arrivedPickupAt: iso(arrived),
    boardedAt: iso(ride?.boardedAt),
    arrivedDropoffAt: iso(ride?.arrivedDropoffAt),
    endedAt: iso(ride?.endedAt),
    lateMinutes: first && arrived ? minutesLate(first.until.getTime(), arrived.getTime()) : null,
    drivenMetres: ride?.drivenMetres ?? null,
    quotedFen: (await acceptedQuote(tx, bookingId))?.row.totalFen ?? null,
    billedFen: row.billedFen,
  };
}

async function positionEvidence(tx: Tx, bookingId: string): Promise<PositionEvidence | null> {
  const rows = await tx.db
    .select({ at: position.at, lat: position.lat, lon: position.lon })
    .from(position)
    .where(and(eq(position.regionId, tx.region.id), eq(position.bookingId, bookingId)))
    .orderBy(asc(position.at));
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return null;
  const track = thinned(rows, fixesKept).map((it) => ({ at: it.at.toISOString(), lat: it.lat, lon: it.lon }));
  return { count: rows.length, from: first.at.toISOString(), until: last.at.toISOString(), track };
}

/** The latest look at the vehicle's marking by the browser that complains, or with the booking's link in hand. */
async function scanEvidence(tx: Tx, row: ComplaintRow): Promise<ScanEvidence | null> {
  const { actor } = tx;
  const browser = actor.kind === "visitor" || actor.kind === "guest" ? actor.browserIndex : null;
  if (!row.bookingId && !browser) return null;
  const about = row.vehicleId
    ? eq(markingScan.vehicleId, row.vehicleId)
    : eq(markingScan.mark, row.plate ?? "");
  const [scan] = await tx.db
    .select()
    .from(markingScan)
    .where(
      and(
        eq(markingScan.regionId, tx.region.id),
        gt(markingScan.scannedAt, new Date(row.createdAt.getTime() - scanHours * 3_600_000)),
        or(
          row.bookingId ? eq(markingScan.bookingId, row.bookingId) : undefined,
          browser ? and(eq(markingScan.browserIndex, browser), about) : undefined,
        ),
      ),
    )
    .orderBy(desc(markingScan.scannedAt))
    .limit(1);
  if (!scan) return null;
  const { id, scannedAt, mark, outcome, tripMatch } = scan;
  return { scanId: id, scannedAt: scannedAt.toISOString(), mark, outcome, tripMatch };
}

async function ratingEvidence(tx: Tx, bookingId: string): Promise<RatingEvidence | null> {
  const [row] = await tx.db
    .select()
    .from(rating)
    .where(and(eq(rating.regionId, tx.region.id), eq(rating.bookingId, bookingId)));
  return row ? { score: row.score, text: row.text, at: row.createdAt.toISOString() } : null;
}

async function gather(tx: Tx, row: ComplaintRow): Promise<CaseEvidence[]> {
  const found: CaseEvidence[] = [];
  const ride = row.bookingId ? await tripEvidence(tx, row.bookingId) : null;
  if (ride) found.push({ kind: "trip", data: ride });
  const way = row.bookingId ? await positionEvidence(tx, row.bookingId) : null;
  if (way) found.push({ kind: "positions", data: way });
  const scan = await scanEvidence(tx, row);
  if (scan) found.push({ kind: "scan", data: scan });
  const score = row.bookingId ? await ratingEvidence(tx, row.bookingId) : null;
  if (score) found.push({ kind: "rating", data: score });
  return found;
}

/**
 * Freeze what the platform itself knows about a case, in the caller's transaction: the trip's record, its positions, the look
 * at the marking, the rating. What is attached already in the same words is left; answers with the kinds that are new.
 */
export async function attachEvidence(tx: Tx, row: ComplaintRow): Promise<CaseEvidence["kind"][]> {
  return asPlatform(tx, async (p) => {
    const added: CaseEvidence["kind"][] = [];
    for (const { kind, data } of await gather(p, row)) {
      const [made] = await p.db
        .insert(complaintEvidence)
        .values({
          regionId: row.regionId,
          id: uuidv7(),
          complaintId: row.id,
          bookingId: row.bookingId,
          kind,
          data,
          sha256: evidenceHash(data),
          createdAt: tx.now,
          viewerOrgs: row.viewerOrgs,
          viewerUsers: row.viewerUsers,
        })
        .onConflictDoNothing()
        .returning({ id: complaintEvidence.id });
      if (made) added.push(kind);
    }
    return added;
  });
}

interface Attached {
  id: string;
  sha256: string;
  at: Date;
}

/** What was attached to a case by itself, in order; for those who answer and decide. */
export async function evidenceOf(tx: Tx, complaintId: string): Promise<(CaseEvidence & Attached)[]> {
  const rows = await tx.db
    .select()
    .from(complaintEvidence)
    .where(and(eq(complaintEvidence.regionId, tx.region.id), eq(complaintEvidence.complaintId, complaintId)))
    .orderBy(asc(complaintEvidence.createdAt), asc(complaintEvidence.kind));
  // Of what an erasure took nothing is left to show but its hash in the record.
  const told = rows.filter(({ data }) => Object.keys(data).length > 0);
  return told.map(({ id, kind, data, sha256, createdAt }) => {
    // Written above alone, by kind.
    const piece = { kind, data } as CaseEvidence;
    return { ...piece, id, sha256, at: createdAt };
  });
}
