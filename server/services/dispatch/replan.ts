import { and, eq, inArray, isNull, notExists, sql } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { certification } from "@/db/schema/certification";
import { slotHold } from "@/db/schema/dispatch";
import { shift } from "@/db/schema/fleet";
import { quote } from "@/db/schema/quote";
import { handover, trip, tripEvent } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { withdrawOffers } from "@/server/services/offer/withdraw-offers";
import { loadShifts, shiftsAhead } from "@/server/services/plan/load-shifts";
import { lockPlanOf, lockShifts } from "@/server/services/plan/lock";
import { bumpPlans, takeOff } from "@/server/services/plan/route";
import { cancelTrip } from "@/server/services/trip/cancel";
import { endHolds } from "./holds";
import { shiftFits } from "./shift-fits";

/** Whose shifts are planned anew: exactly one is given. */
export type ReplanOf =
  | { shiftId: string }
  | { vehicleId: string }
  | { operatorId: string }
  | { crewId: string };

type TripRow = typeof trip.$inferSelect;

/** A trip that has not begun gives its booking back; one under way stays with its crew. */
export async function giveBack(tx: Tx, row: TripRow): Promise<void> {
  const removed = await tx.db
    .delete(trip)
    .where(
      and(
        eq(trip.regionId, tx.region.id),
        eq(trip.id, row.id),
        eq(trip.status, "assigned"),
        notExists(
          tx.db
            .select({ one: sql`1` })
            .from(tripEvent)
            .where(and(eq(tripEvent.regionId, trip.regionId), eq(tripEvent.tripId, trip.id))),
        ),
        notExists(
          tx.db
            .select({ one: sql`1` })
            .from(handover)
            .where(and(eq(handover.regionId, trip.regionId), eq(handover.tripId, trip.id))),
        ),
      ),
    )
    .returning({ id: trip.id });
  // Something was noted on it already: the row stays as evidence and is made anew under its id.
  if (removed.length === 0) await cancelTrip(tx, row.bookingId);
  await narrowViewers(tx, row);
  await writeAudit(tx, {
    verb: "trip.take_off",
    noun: "trip",
    nounId: row.id,
    bookingId: row.bookingId,
    before: {
      orgId: row.orgId,
      shiftId: row.shiftId,
      plate: row.plate,
      plannedPickupAt: row.plannedPickupAt.toISOString(),
    },
  });
}

/** The operator that lost the booking, and its crew, no longer see it. */
async function narrowViewers(tx: Tx, row: TripRow): Promise<void> {
  const crew = row.crew.flatMap((it) => it.accountId ?? []);
  const [booked] = await tx.db
    .select()
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, row.bookingId)));
  if (!booked) return;
  const seen = {
    viewerOrgs: booked.viewerOrgs.filter((it) => it !== row.orgId || it === booked.orgId),
    viewerUsers: booked.viewerUsers.filter((it) => !crew.includes(it) || it === booked.bookedBy),
  };
  await tx.db
    .update(booking)
    .set(seen)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, booked.id)));
  await tx.db
    .update(quote)
    .set(seen)
    .where(and(eq(quote.regionId, tx.region.id), eq(quote.bookingId, booked.id)));
}

/** Confirmed bookings on a shift whose trip has not begun, and the trips among them. */
async function movable(tx: Tx, shiftId: string): Promise<{ bookingIds: string[]; trips: TripRow[] }> {
  const [row] = await tx.db
    .select({ route: shift.route })
    .from(shift)
    .where(and(eq(shift.regionId, tx.region.id), eq(shift.id, shiftId)));
  const ids = [...new Set(row?.route.map((stop) => stop.bookingId) ?? [])];
  if (ids.length === 0) return { bookingIds: [], trips: [] };
  const trips = await tx.db
    .select()
    .from(trip)
    .where(and(eq(trip.regionId, tx.region.id), inArray(trip.bookingId, ids)));
  const confirmed = await tx.db
    .select({ id: booking.id })
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), inArray(booking.id, ids), isNull(booking.cancelledAt)));
  const under = new Set(trips.filter((it) => it.status !== "assigned").map((it) => it.bookingId));
  return {
    bookingIds: confirmed.map((it) => it.id).filter((id) => !under.has(id)),
    trips: trips.filter((it) => it.status === "assigned"),
  };
}

async function replanOne(tx: Tx, shiftId: string, reason: string): Promise<string[]> {
  await lockShifts(tx, [shiftId]);
  const { bookingIds, trips } = await movable(tx, shiftId);
  await bumpPlans(tx, [shiftId]);
  await takeOff(tx, shiftId, bookingIds);
  for (const row of trips) await giveBack(tx, row);
  for (const bookingId of bookingIds) {
    await withdrawOffers(tx, bookingId, ["open", "accepted"], reason);
    await enqueue(tx.db, "match-booking", { regionId: tx.region.id, bookingId });
    await wake(tx, { booking: bookingId });
  }
  return bookingIds;
}

/** Bookings on the routes of some shifts, held or offered there: locked before the shifts, as everybody does. */
async function bookingsAround(tx: Tx, shiftIds: string[]): Promise<string[]> {
  if (shiftIds.length === 0) return [];
  const within = sql.join(shiftIds, sql`, `);
  const rows = await tx.db.execute<{ id: string }>(sql`
    SELECT stop->>'bookingId' AS id FROM shift s, jsonb_array_elements(s.route) AS stop
      WHERE s.region_id = ${tx.region.id} AND s.id IN (${within})
    UNION SELECT booking_id::text FROM offer
      WHERE region_id = ${tx.region.id} AND shift_id IN (${within}) AND status = 'open'
    UNION SELECT booking_id::text FROM slot_hold
      WHERE region_id = ${tx.region.id} AND shift_id IN (${within}) AND status = 'live'`);
  return rows.map((row) => row.id);
}

/**
 * In the caller's transaction, as the platform: nobody may accept any more what is offered on some shifts, and whoever plans
 * them reads them again. Bookings on their routes wait for the job that plans the shifts anew; the others are put to the
 * next operator at once. Answers with the bookings whose offers were closed.
 */
export async function stopOffering(p: Tx, shiftIds: string[], reason: string): Promise<string[]> {
  await lockPlanOf(p, await bookingsAround(p, shiftIds), shiftIds);
  await bumpPlans(p, shiftIds);
  const closed: string[] = [];
  for (const shiftId of shiftIds) {
    const { bookingIds } = await movable(p, shiftId);
    const open = await openOffersOn(p, shiftId);
    for (const bookingId of open) {
      await withdrawOffers(p, bookingId, ["open"], reason);
      if (!bookingIds.includes(bookingId))
        await enqueue(p.db, "match-booking", { regionId: p.region.id, bookingId });
    }
    closed.push(...open);
  }
  return closed;
}

async function openOffersOn(tx: Tx, shiftId: string): Promise<string[]> {
  const rows = await tx.db.execute<{ booking_id: string }>(sql`
    SELECT booking_id FROM offer WHERE region_id = ${tx.region.id} AND shift_id = ${shiftId} AND status = 'open'`);
  return rows.map((row) => row.booking_id);
}

/** Offers open on a shift whose claims still stand on another one. */
async function closeOffers(tx: Tx, shiftId: string, reason: string): Promise<string[]> {
  const open = await openOffersOn(tx, shiftId);
  for (const bookingId of open) {
    await withdrawOffers(tx, bookingId, ["open"], reason);
    await enqueue(tx.db, "match-booking", { regionId: tx.region.id, bookingId });
  }
  return open;
}

/**
 * Plan anew what a shift, vehicle, operator or crew member was to carry: plans bumped, bookings whose trip has not begun taken
 * off, their offers closed, each one put to the next operator with its promise unchanged. Trips under way stay. Answers
 * with the bookings that are looked for again.
 */
export async function replanShift(ctx: Context, of: ReplanOf, reason: string): Promise<string[]> {
  return inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      const shiftIds = await shiftsAhead(p, of);
      await lockPlanOf(p, await bookingsAround(p, shiftIds), shiftIds);
      // A booker still deciding chooses again.
      if (shiftIds.length > 0) await endHolds(p, inArray(slotHold.shiftId, shiftIds), "released");
      const moved = new Set<string>();
      for (const shiftId of shiftIds) {
        for (const bookingId of await replanOne(p, shiftId, reason)) moved.add(bookingId);
        for (const bookingId of await closeOffers(p, shiftId, reason)) moved.add(bookingId);
      }
      const orgs = (await loadShifts(p, shiftIds)).map((it) => it.row.orgId);
      await writeAudit(p, {
        verb: "dispatch.replan",
        noun: "plan",
        nounId: Object.values(of)[0] ?? "",
        after: { of, reason, bookings: [...moved] },
      });
      await wake(p, { orgs: [...new Set(orgs)] });
      return [...moved];
    }),
  );
}

/**
 * What a certification's end means for the plan: every shift of its subject that the papers no longer cover is planned anew; the
 * others only learn of the new papers. Done again it finds nothing left to move.
 */
export async function replanSubject(ctx: Context, certificationId: string): Promise<string[]> {
  const found = await inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      const [row] = await p.db
        .select()
        .from(certification)
        .where(and(eq(certification.regionId, p.region.id), eq(certification.id, certificationId)));
      if (!row) return null;
      const of = {
        operator: { operatorId: row.subjectId },
        vehicle: { vehicleId: row.subjectId },
        crew: { crewId: row.subjectId },
      }[row.subject];
      const shifts = await loadShifts(p, await shiftsAhead(p, of));
      await bumpPlans(
        p,
        shifts.map((it) => it.row.id),
      );
      const uncovered = shifts.filter((it) => !shiftFits(it)).map((it) => it.row.id);
      return { uncovered, reason: `certification:${row.status}` };
    }),
  );
  return replanAll(ctx, found?.uncovered ?? [], found?.reason ?? "certification");
}

/** Plan anew every shift of a vehicle that may not go, such as one that waits for disinfection. Safe to repeat. */
export async function replanVehicle(ctx: Context, vehicleId: string): Promise<string[]> {
  const uncovered = await inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      const shifts = await loadShifts(p, await shiftsAhead(p, { vehicleId }));
      return shifts.filter((it) => !shiftFits(it)).map((it) => it.row.id);
    }),
  );
  return replanAll(ctx, uncovered, "vehicle:disinfection");
}

async function replanAll(ctx: Context, shiftIds: string[], reason: string): Promise<string[]> {
  const moved: string[] = [];
  for (const shiftId of shiftIds) moved.push(...(await replanShift(ctx, { shiftId }, reason)));
  return moved;
}
