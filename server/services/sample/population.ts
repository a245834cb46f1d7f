import { and, eq, gte, inArray, lt, lte, ne } from "drizzle-orm";
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

/**
 * The trips that were planned for some days and had ended by an instant, whether carried, failed or handed to 120: what has
 * ended stays as it is, so that the list can be read again at any time.
 */
export async function endedTrips(tx: Tx, from: string, until: string, by: Date): Promise<Ended[]> {
  const span = spanOf(tx, from, until);
  return tx.db
    .select({ tripId: trip.id, bookingId: trip.bookingId })
    .from(trip)
    .where(
      and(
        eq(trip.regionId, tx.region.id),
        gte(trip.plannedPickupAt, span.from),
        lt(trip.plannedPickupAt, span.until),
        lte(trip.endedAt, by),
        ne(trip.status, "cancelled"),
      ),
    );
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

/** What speaks for looking at some trips, as it is known now; trips with nothing are left out. */
export async function risksOf(
  tx: Tx,
  trips: readonly Ended[],
  from: string,
  until: string,
): Promise<Record<string, Risks>> {
  const span = spanOf(tx, from, until);
  const met = [...(await findingsOf(tx, span)), ...(await casesOf(tx, span))];
  const tripOf = new Map(trips.map(({ bookingId, tripId }) => [bookingId, tripId]));
  const known = new Set(trips.map(({ tripId }) => tripId));
  const risks: Record<string, Risks> = {};
  for (const { bookingId, tripId, kind } of met) {
    const id = tripId && known.has(tripId) ? tripId : tripOf.get(bookingId ?? "");
    if (!id) continue;
    risks[id] = { ...risks[id], [kind]: (risks[id]?.[kind] ?? 0) + 1 };
  }
  return risks;
}
