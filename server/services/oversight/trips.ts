import { and, desc, eq, exists, gte, isNotNull, like, lt, type SQL, sql } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { complaint } from "@/db/schema/case";
import { declinedDemand } from "@/db/schema/dispatch";
import { adverseEvent, trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { addDays, startOfDay } from "@/server/core/local-time";
import type { TripSearchInput } from "@/server/core/oversight-input";
import { inTransaction } from "@/server/scope";
import { rowViews } from "@/server/services/booking/list";

const pageSize = 50;

const withRow = (tx: Tx, table: typeof complaint | typeof declinedDemand | typeof adverseEvent): SQL =>
  exists(
    tx.db
      .select({ one: sql`1` })
      .from(table)
      .where(and(eq(table.regionId, booking.regionId), eq(table.bookingId, booking.id))),
  );

function behind(tx: Tx, indicator: TripSearchInput["indicator"]): SQL | undefined {
  switch (indicator) {
    case "all":
      return undefined;
    case "declined":
      return withRow(tx, declinedDemand);
    case "complaints":
      return withRow(tx, complaint);
    case "adverse":
      return withRow(tx, adverseEvent);
    case "cancelled":
      return isNotNull(booking.cancelledAt);
    case "to_120":
      return sql`(${trip.status} = 'to_120' OR EXISTS (SELECT 1 FROM emergency_handover e WHERE e.region_id = ${booking.regionId} AND e.booking_id = ${booking.id} AND e.direction = 'to_120'))`;
    case "late":
      return sql`${trip.arrivedPickupAt} > (SELECT p.pickup_until FROM promise p WHERE p.region_id = ${booking.regionId} AND p.booking_id = ${booking.id} ORDER BY p.created_at LIMIT 1)`;
  }
}

/** Every booking of the region in a period, and those behind one indicator: what a figure opens into. */
export async function searchTrips(ctx: Context, input: TripSearchInput) {
  return inTransaction(ctx, async (tx) => {
    const { timeZone } = tx.region;
    const where = and(
      eq(booking.regionId, tx.region.id),
      gte(booking.wantedFrom, startOfDay(input.from, timeZone)),
      lt(booking.wantedFrom, startOfDay(addDays(input.until, 1), timeZone)),
      input.operatorId ? eq(trip.orgId, input.operatorId) : undefined,
      input.number ? like(booking.number, `%${input.number.replace(/[%_\\]/g, "\\$&")}%`) : undefined,
      behind(tx, input.indicator),
    );
    const joined = and(eq(trip.regionId, booking.regionId), eq(trip.bookingId, booking.id));
    const [total] = await tx.db
      .select({ count: sql<number>`count(*)::int` })
      .from(booking)
      .leftJoin(trip, joined)
      .where(where);
    const rows = await tx.db
      .select({ booking })
      .from(booking)
      .leftJoin(trip, joined)
      .where(where)
      .orderBy(desc(booking.wantedFrom), desc(booking.id))
      .limit(pageSize)
      .offset((input.page - 1) * pageSize);
    const views = await rowViews(
      tx,
      rows.map((row) => row.booking),
    );
    return {
      rows: views,
      total: total?.count ?? 0,
      pageCount: Math.max(1, Math.ceil((total?.count ?? 0) / pageSize)),
    };
  });
}
