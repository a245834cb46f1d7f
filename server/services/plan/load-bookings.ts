import { and, desc, eq, inArray } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { promise, slotHold } from "@/db/schema/dispatch";
import { quote } from "@/db/schema/quote";
import { trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import type { BookingNeeds } from "@/server/core/booking-needs";
import type { TripStatus } from "@/server/core/trip";

/** The pickup range a booking is planned for. */
export interface PickupWindow {
  from: Date;
  until: Date;
}

/** What planning knows of a booking: coarse places, needs and the range told to the booker. */
export interface BookingFacts {
  id: string;
  from: { lat: number; lon: number };
  to: { lat: number; lon: number };
  distanceMetres: number;
  wanted: PickupWindow;
  /** The promise, else the window of the quote it holds or accepted; null while still asking. */
  window: PickupWindow | null;
  needs: BookingNeeds;
  trip: TripFacts | null;
}

/** How far a booking's trip has been driven. */
export interface TripFacts {
  status: TripStatus;
  departedAt: Date | null;
  arrivedPickupAt: Date | null;
  boardedAt: Date | null;
  arrivedDropoffAt: Date | null;
  endedAt: Date | null;
}

async function windowsOf(tx: Tx, ids: string[]): Promise<Map<string, PickupWindow>> {
  const windows = new Map<string, PickupWindow>();
  const quoted = await tx.db
    .select({ bookingId: quote.bookingId, from: quote.pickupFrom, until: quote.pickupUntil })
    .from(slotHold)
    .innerJoin(quote, and(eq(quote.regionId, slotHold.regionId), eq(quote.id, slotHold.quoteId)))
    .where(
      and(
        eq(slotHold.regionId, tx.region.id),
        inArray(slotHold.bookingId, ids),
        inArray(slotHold.status, ["live", "promised"]),
      ),
    )
    .orderBy(slotHold.createdAt);
  const accepted = await tx.db
    .select({ bookingId: quote.bookingId, from: quote.pickupFrom, until: quote.pickupUntil })
    .from(quote)
    .where(
      and(eq(quote.regionId, tx.region.id), inArray(quote.bookingId, ids), eq(quote.status, "accepted")),
    );
  const promised = await tx.db
    .selectDistinctOn([promise.bookingId], {
      bookingId: promise.bookingId,
      from: promise.pickupFrom,
      until: promise.pickupUntil,
    })
    .from(promise)
    .where(and(eq(promise.regionId, tx.region.id), inArray(promise.bookingId, ids)))
    .orderBy(promise.bookingId, desc(promise.createdAt), desc(promise.id));
  for (const row of [...quoted, ...accepted, ...promised])
    windows.set(row.bookingId, { from: row.from, until: row.until });
  return windows;
}

/** Planning facts of bookings by id. A booking without needs (not assessed yet) is left out. */
export async function loadBookings(tx: Tx, ids: string[]): Promise<Map<string, BookingFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .select({
      id: booking.id,
      fromLat: booking.fromLat,
      fromLon: booking.fromLon,
      toLat: booking.toLat,
      toLon: booking.toLon,
      distanceMetres: booking.distanceMetres,
      wantedFrom: booking.wantedFrom,
      wantedUntil: booking.wantedUntil,
      needs: booking.needs,
      trip: {
        status: trip.status,
        departedAt: trip.departedAt,
        arrivedPickupAt: trip.arrivedPickupAt,
        boardedAt: trip.boardedAt,
        arrivedDropoffAt: trip.arrivedDropoffAt,
        endedAt: trip.endedAt,
      },
    })
    .from(booking)
    .leftJoin(trip, and(eq(trip.regionId, booking.regionId), eq(trip.bookingId, booking.id)))
    .where(and(eq(booking.regionId, tx.region.id), inArray(booking.id, ids)));
  const windows = await windowsOf(tx, ids);
  const facts = new Map<string, BookingFacts>();
  for (const row of rows) {
    if (!row.needs) continue;
    facts.set(row.id, {
      id: row.id,
      from: { lat: row.fromLat, lon: row.fromLon },
      to: { lat: row.toLat, lon: row.toLon },
      distanceMetres: row.distanceMetres,
      wanted: { from: row.wantedFrom, until: row.wantedUntil },
      window: windows.get(row.id) ?? null,
      needs: row.needs,
      trip: row.trip,
    });
  }
  return facts;
}
