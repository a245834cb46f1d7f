import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/server/context";
import type { BookingFacts } from "@/server/core/indicator/measure";

/** Instants travel as epoch milliseconds, so that no text has to be read as a time. */
const ms = (column: string): SQL => sql.raw(`(extract(epoch FROM ${column}) * 1000)::float8`);

type Fact<T> = T extends Date | null ? number | null : T extends Date ? number : T;
type Row = Record<string, unknown> & { [K in keyof BookingFacts]: Fact<BookingFacts[K]> };

const instants = [
  "wantedFrom",
  "confirmedAt",
  "cancelledAt",
  "unservedAt",
  "arrivedPickupAt",
  "boardedAt",
  "readyAt",
  "arrivedDropoffAt",
  "promisedFrom",
  "promisedUntil",
  "acceptedAt",
] as const satisfies readonly (keyof BookingFacts)[];

function factsOf(row: Row): BookingFacts {
  const dates = Object.fromEntries(
    instants.map((name) => [name, row[name] === null ? null : new Date(row[name] ?? 0)]),
  );
  return { ...row, ...dates } as unknown as BookingFacts;
}

/**
 * What the rows say about some bookings. The crew's own word at the door is the trip's column (`services/trip/move.ts`): when
 * the device said that it happened. `which` is a condition on `b`, the booking; `order` what follows it.
 */
async function readFacts(tx: Tx, which: SQL, order: SQL): Promise<BookingFacts[]> {
  const rows = await tx.db.execute<Row>(sql`
    SELECT b.id AS "bookingId", ${ms("b.wanted_from")} AS "wantedFrom", ${ms("b.confirmed_at")} AS "confirmedAt",
      ${ms("b.cancelled_at")} AS "cancelledAt", ${ms("b.unserved_at")} AS "unservedAt", o.type AS "bookerType",
      b.from_district AS district, b.patient_birth_year AS "birthYear", b.distance_metres AS "distanceMetres",
      (b.needs->>'maxRideSeconds')::int AS "maxRideSeconds", t.org_id AS "orgId", t.status AS "tripStatus",
      ${ms("t.arrived_pickup_at")} AS "arrivedPickupAt", ${ms("t.boarded_at")} AS "boardedAt", ${ms("b.ready_at")} AS "readyAt",
      ${ms("t.arrived_dropoff_at")} AS "arrivedDropoffAt", t.driven_metres AS "drivenMetres", t.empty_metres AS "emptyMetres",
      ${ms("p.pickup_from")} AS "promisedFrom", ${ms("p.pickup_until")} AS "promisedUntil", ${ms("a.answered_at")} AS "acceptedAt",
      EXISTS (SELECT 1 FROM declined_demand d WHERE d.region_id = b.region_id AND d.booking_id = b.id) AS "isDeclined",
      coalesce(t.status = 'to_120', false) OR EXISTS (SELECT 1 FROM emergency_handover e
        WHERE e.region_id = b.region_id AND e.booking_id = b.id AND e.direction = 'to_120') AS "isTo120",
      EXISTS (SELECT 1 FROM complaint c WHERE c.region_id = b.region_id AND c.booking_id = b.id) AS "isComplained",
      EXISTS (SELECT 1 FROM adverse_event v WHERE v.region_id = b.region_id AND v.booking_id = b.id) AS "hasAdverse",
      r.score AS rating, x.total_fen AS "billedFen", q.total_fen AS "quotedFen"
    FROM booking b
    LEFT JOIN trip t ON t.region_id = b.region_id AND t.booking_id = b.id
    LEFT JOIN organization o ON o.region_id = b.region_id AND o.id = b.org_id
    LEFT JOIN LATERAL (SELECT pickup_from, pickup_until FROM promise
      WHERE region_id = b.region_id AND booking_id = b.id ORDER BY created_at, id LIMIT 1) p ON true
    LEFT JOIN LATERAL (SELECT min(answered_at) AS answered_at FROM offer
      WHERE region_id = b.region_id AND booking_id = b.id AND status = 'accepted') a ON true
    LEFT JOIN rating r ON r.region_id = b.region_id AND r.booking_id = b.id
    LEFT JOIN bill x ON x.region_id = b.region_id AND x.booking_id = b.id AND x.status <> 'void' AND x.kind = 'trip'
    LEFT JOIN quote q ON q.region_id = x.region_id AND q.id = x.quote_id
    WHERE b.region_id = ${tx.region.id} AND ${which} ${order}`);
  return rows.map(factsOf);
}

/** Facts of the bookings with these ids, those that exist. */
export function factsOfBookings(tx: Tx, ids: readonly string[]): Promise<BookingFacts[]> {
  // One parameter however many there are, so that the statement stays the same one.
  return readFacts(tx, sql`b.id = ANY (string_to_array(${ids.join(",")}, ',')::uuid[])`, sql``);
}

/** Facts of the next bookings by id after one of them. */
export function factsAfter(tx: Tx, bookingId: string, count: number): Promise<BookingFacts[]> {
  return readFacts(tx, sql`b.id > ${bookingId}::uuid`, sql`ORDER BY b.id LIMIT ${count}`);
}
