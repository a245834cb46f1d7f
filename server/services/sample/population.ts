import { and, eq, gte, inArray, lt, lte, ne, sql } from "drizzle-orm";
import { complaint } from "@/db/schema/case";
import { finding } from "@/db/schema/finding";
import { adverseEvent, trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import type { FindingKind } from "@/server/core/finding";
import { addDays, startOfDay } from "@/server/core/local-time";
import type { RiskKind, Risks } from "@/server/core/sample";

/** Findings may carry the instant of the first or the last sighting; a trip may end on the day after. */
const nearMs = 2 * 86_400_000;
const ofPrice: readonly FindingKind[] = ["price_outlier", "repeated_extra"];

/** A trip that takes part in a draw. */
export interface Ended {
  tripId: string;
  bookingId: string;
}

interface Span {
  from: Date;
  until: Date;
}

const spanOf = (tx: Tx, from: string, until: string): Span => ({
  from: startOfDay(from, tx.region.timeZone),
  until: startOfDay(addDays(until, 1), tx.region.timeZone),
});

/** So many at a time: some milliseconds of work, then others have their turn. */
const perStretch = 1_000;

/**
 * The trips that were planned for some days and had ended by an instant, whether carried, failed or handed to 120, by their ids in
 * stretches: what has ended stays as it is, so that the list can be read again at any time. Inside a transaction.
 */
export async function* endedTrips(tx: Tx, from: string, until: string, by: Date): AsyncGenerator<Ended[]> {
  const span = spanOf(tx, from, until);
  const which = and(
    eq(trip.regionId, tx.region.id),
    gte(trip.plannedPickupAt, span.from),
    lt(trip.plannedPickupAt, span.until),
    lte(trip.endedAt, by),
    ne(trip.status, "cancelled"),
  );
  await tx.db.execute(sql`DECLARE ended_trip NO SCROLL CURSOR FOR
    SELECT id::text AS "tripId", booking_id::text AS "bookingId" FROM ${trip} WHERE ${which} ORDER BY id`);
  try {
    for (;;) {
      const rows = await tx.db.execute<{ tripId: string; bookingId: string }>(
        sql.raw(`FETCH ${perStretch} FROM ended_trip`),
      );
      if (rows.length > 0) yield rows.map(({ tripId, bookingId }) => ({ tripId, bookingId }));
      if (rows.length < perStretch) break;
    }
  } finally {
    await tx.db.execute(sql`CLOSE ended_trip`);
  }
}

type Met = { bookingId: string | null; tripId: string | null; kind: RiskKind };

async function findingsOf(tx: Tx, span: Span): Promise<Met[]> {
  const rows = await tx.db
    .select({
      kind: finding.kind,
      status: finding.status,
      bookingId: finding.bookingId,
      tripId: finding.tripId,
    })
    .from(finding)
    .where(
      and(
        eq(finding.regionId, tx.region.id),
        gte(finding.happenedAt, new Date(span.from.getTime() - nearMs)),
        lt(finding.happenedAt, new Date(span.until.getTime() + nearMs)),
        inArray(finding.status, ["open", "confirmed"]),
      ),
    );
  return rows.map(({ kind, status, ...of }) => {
    const open = status === "open" ? "finding_open" : "finding_confirmed";
    return { ...of, kind: ofPrice.includes(kind) ? "price_outlier" : open };
  });
}

async function casesOf(tx: Tx, span: Span): Promise<Met[]> {
  const complaints = await tx.db
    .select({ bookingId: complaint.bookingId })
    .from(complaint)
    .where(
      and(
        eq(complaint.regionId, tx.region.id),
        gte(complaint.createdAt, span.from),
        ne(complaint.status, "withdrawn"),
      ),
    );
  const events = await tx.db
    .select({ bookingId: adverseEvent.bookingId, tripId: adverseEvent.tripId })
    .from(adverseEvent)
    .where(and(eq(adverseEvent.regionId, tx.region.id), gte(adverseEvent.happenedAt, span.from)));
  return [
    ...complaints.map(({ bookingId }): Met => ({ bookingId, tripId: null, kind: "complaint" })),
    ...events.map((it): Met => ({ ...it, kind: "adverse_event" })),
  ];
}

/** The trips of some bookings. */
async function tripsOf(tx: Tx, bookingIds: readonly string[]): Promise<Map<string, string>> {
  if (bookingIds.length === 0) return new Map();
  const rows = await tx.db
    .select({ bookingId: trip.bookingId, tripId: trip.id })
    .from(trip)
    .where(
      and(
        eq(trip.regionId, tx.region.id),
        sql`${trip.bookingId} = ANY (string_to_array(${bookingIds.join(",")}, ',')::uuid[])`,
      ),
    );
  return new Map(rows.map(({ bookingId, tripId }) => [bookingId, tripId]));
}

/** What speaks for looking at the trips of some days, as it is known now, by trip; some may lie beyond these days. */
export async function risksOf(tx: Tx, from: string, until: string): Promise<Record<string, Risks>> {
  const span = spanOf(tx, from, until);
  const met = [...(await findingsOf(tx, span)), ...(await casesOf(tx, span))];
  const asked = met.flatMap((it) => (it.bookingId && !it.tripId ? [it.bookingId] : []));
  const tripOf = await tripsOf(tx, [...new Set(asked)]);
  const risks: Record<string, Risks> = {};
  for (const { bookingId, tripId, kind } of met) {
    const id = tripId ?? tripOf.get(bookingId ?? "");
    if (!id) continue;
    risks[id] = { ...risks[id], [kind]: (risks[id]?.[kind] ?? 0) + 1 };
  }
  return risks;
}
