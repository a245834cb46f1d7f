import { and, asc, desc, eq, gte, inArray, lt, notInArray, or, sql } from "drizzle-orm";
import type { z } from "zod";
import { booking } from "@/db/schema/booking";
import { trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { addDays, localDay, startOfDay } from "@/server/core/local-time";
import type { tripList, tripToday } from "@/server/core/trip-input";
import { asPlatform, inTransaction } from "@/server/scope";
import { auditDoors, clearTrips } from "./crew-sight";
import { departuresOf } from "./departure";
import { onOwnShift, type TripRow } from "./load";
import { maskedPeople } from "./personal";
import { promisesOf } from "./promise";
import { summaryOf, type TripSummary } from "./view";

const over = ["completed", "cancelled", "failed", "to_120"] as const;

function dayRange(ctx: Context, day: string | undefined) {
  const wanted = day ?? localDay(ctx.now, ctx.region.timeZone);
  return {
    from: startOfDay(wanted, ctx.region.timeZone),
    until: startOfDay(addDays(wanted, 1), ctx.region.timeZone),
  };
}

/** Bookings of trips that the actor already sees: an operator meets its bookings through its trips. */
async function summaries(tx: Tx, rows: TripRow[]): Promise<TripSummary[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.bookingId);
  const booked = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(booking)
      .where(and(eq(booking.regionId, tx.region.id), inArray(booking.id, ids))),
  );
  const promises = await promisesOf(tx, ids);
  const clear = await clearTrips(tx, rows);
  const departures = clear.size > 0 ? await departuresOf(tx, rows, promises) : new Map<string, Date>();
  const byId = new Map(booked.map((row) => [row.id, row]));
  return rows.flatMap((row) => {
    const found = byId.get(row.bookingId);
    if (!found) return [];
    const name = maskedPeople(tx, found).patientName;
    const view = summaryOf(tx, row, found, name, clear.has(row.id), promises.get(found.id) ?? null);
    return [{ ...view, leaveBy: departures.get(found.id) ?? null }];
  });
}

/**
 * The acting crew member's trips of a day, in driving order, with those of earlier days that are still under way. Names
 * are masked; `getTrip` opens one. Doors are named, so that the read is audited.
 */
export async function tripsToday(ctx: Context, input: z.infer<typeof tripToday>): Promise<TripSummary[]> {
  return inTransaction(ctx, async (tx) => {
    const { from, until } = dayRange(ctx, input.day);
    const rows = await tx.db
      .select()
      .from(trip)
      .where(
        and(
          eq(trip.regionId, tx.region.id),
          onOwnShift(tx),
          lt(trip.plannedPickupAt, until),
          or(gte(trip.plannedPickupAt, from), notInArray(trip.status, [...over, "assigned"])),
        ),
      )
      .orderBy(asc(trip.plannedPickupAt), asc(trip.id));
    const shown = await summaries(tx, rows);
    await auditDoors(
      tx,
      shown.filter(({ from: end }) => end.door).map(({ bookingId }) => bookingId),
    );
    return shown;
  });
}

/** Bookings with a part of their number; which of their trips the actor meets is the policies' business. */
async function numbered(tx: Tx, part: string): Promise<string[]> {
  const rows = await asPlatform(tx, (p) =>
    p.db
      .select({ id: booking.id })
      .from(booking)
      .where(
        and(
          eq(booking.regionId, tx.region.id),
          sql`strpos(upper(${booking.number}), ${part.toUpperCase()}) > 0`,
        ),
      )
      .orderBy(desc(booking.createdAt))
      .limit(200),
  );
  return rows.map(({ id }) => id);
}

/** Trips of a day, or of a booking's number, as the actor may see them: an operator's own, all of the region for officials. */
export async function listTrips(ctx: Context, input: z.infer<typeof tripList>): Promise<TripSummary[]> {
  return inTransaction(ctx, async (tx) => {
    const { from, until } = dayRange(ctx, input.day);
    const when = input.number
      ? inArray(trip.bookingId, await numbered(tx, input.number))
      : and(gte(trip.plannedPickupAt, from), lt(trip.plannedPickupAt, until));
    const rows = await tx.db
      .select()
      .from(trip)
      .where(
        and(eq(trip.regionId, tx.region.id), when, input.orgId ? eq(trip.orgId, input.orgId) : undefined),
      )
      .orderBy(asc(trip.plannedPickupAt), asc(trip.id))
      .limit(2000);
    return summaries(tx, rows);
  });
}
