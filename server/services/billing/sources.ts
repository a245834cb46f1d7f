import { and, asc, eq, inArray } from "drizzle-orm";
import { tripEvent } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import { type BillSources, billFacts, type SourceEvent } from "@/server/core/bill-source";
import { basisOf } from "@/server/core/tariff/basis";
import { tripFacts } from "@/server/core/tariff/facts";
import { tripNoteInput } from "@/server/core/trip-input";
import { asPlatform } from "@/server/scope";
import { ruleById } from "../rule";
import { type Account, countedPrice } from "./balance";

function eventOf(row: typeof tripEvent.$inferSelect): SourceEvent[] {
  const { statusAfter: _status, late: _late, ...data } = row.data;
  const read = tripNoteInput.safeParse({
    eventId: row.id,
    tripId: row.tripId,
    happenedAt: row.happenedAt.toISOString(),
    note: row.kind,
    data,
  });
  if (!read.success) return [];
  const of = { id: row.id, at: row.happenedAt };
  const { data: note } = read;
  if (note.note === "waiting") return [{ ...of, kind: "waiting", ...note.data }];
  if (note.note === "carry") {
    const { floors, bearers, flatMetres } = note.data;
    return [{ ...of, kind: "carry", floors, bearers, flatMetres }];
  }
  return note.note === "toll"
    ? [{ ...of, kind: "toll", fen: note.data.fen, photoFileId: note.data.photoFileId }]
    : [];
}

async function eventsOf(tx: Tx, tripId: string): Promise<SourceEvent[]> {
  const rows = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(tripEvent)
      .where(
        and(
          eq(tripEvent.regionId, tx.region.id),
          eq(tripEvent.tripId, tripId),
          inArray(tripEvent.kind, ["waiting", "carry", "toll"]),
        ),
      )
      .orderBy(asc(tripEvent.happenedAt), asc(tripEvent.id)),
  );
  return rows.flatMap(eventOf);
}

/**
 * What the lines of a trip's bill were made from: the tariff's version, the way quoted and measured, the crew's notes with
 * their receipts. Null where there is no bill of a trip. The verb has authorised before.
 */
export async function billSources(tx: Tx, account: Account): Promise<BillSources | null> {
  const { bill: billed, trip: ride } = account;
  const price = countedPrice(account);
  if (billed?.kind !== "trip" || !price || !ride) return null;
  const facts = billFacts.safeParse(billed.facts);
  if (!facts.success) return null;
  const { driven } = facts.data;
  const tariff = await ruleById(tx, "tariff", price.tariffVersionId);
  const { origin, countedMetres } = basisOf(tariff.content, tripFacts.parse(price.facts));
  const measured = { patient: driven.drivenMetres, vehicle_base: driven.vehicleMetres, zone_boundary: null };
  return {
    tariff: tariff.view,
    way: { origin, quotedMetres: countedMetres, measuredMetres: measured[origin] },
    staff: { ...driven.staff, careMinutes: driven.careMinutes },
    pickupClock: driven.pickupClock,
    events: await eventsOf(tx, ride.id),
  };
}
