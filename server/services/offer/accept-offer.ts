import { and, eq, gt } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { promise as promiseTable } from "@/db/schema/dispatch";
import { offer } from "@/db/schema/offer";
import { quote } from "@/db/schema/quote";
import { trip } from "@/db/schema/trip";
import { lostRace } from "@/db/sqlstate";
import { accountIdOf, type Context, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { maskName } from "@/server/core/masking";
import { notPossible } from "@/server/core/offer";
import { open } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { actingOrg, asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { withDay } from "@/server/services/plan/attempt";
import { shiftsClaimed } from "@/server/services/plan/claims";
import { type DayPlan, planDay } from "@/server/services/plan/day";
import { loadBookings } from "@/server/services/plan/load-bookings";
import { loadShifts, staffingOf, standardsBroken } from "@/server/services/plan/load-shifts";
import { lockPlanOf } from "@/server/services/plan/lock";
import { recordPromise } from "@/server/services/plan/promise";
import { type Placement, placeBooking, takeOff } from "@/server/services/plan/route";
import { staffingFails, standardsInForce } from "@/server/services/plan/standards";
import { createTrip } from "@/server/services/trip/create";
import { operatorName, tellBooker, trackUrl } from "@/server/services/trip/tell";
import { findOffer, tooLate } from "./find-offer";
import type { BookingRow, OfferRow } from "./make-offer";

export interface AcceptedOffer {
  offerId: string;
  tripId: string;
  bookingId: string;
  plannedPickupAt: Date;
}

/** The vehicle cannot keep what was offered any more: somebody plans again, nobody is to blame. */
class NotPossible extends Error {}

async function take(tx: Tx, row: OfferRow): Promise<void> {
  const [taken] = await tx.db
    .update(offer)
    .set({
      status: "accepted",
      answeredAt: tx.now,
      answeredBy: accountIdOf(tx),
    })
    .where(
      and(
        eq(offer.regionId, tx.region.id),
        eq(offer.id, row.id),
        eq(offer.orgId, row.orgId),
        eq(offer.status, "open"),
        gt(offer.expiresAt, tx.now),
      ),
    )
    .returning({ id: offer.id });
  if (!taken) throw await tooLate(tx, row.id);
}

async function bookingOf(tx: Tx, row: OfferRow): Promise<BookingRow> {
  const [booked] = await tx.db
    .select()
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, row.bookingId)));
  if (!booked || booked.cancelledAt || booked.unservedAt) throw new NotPossible();
  return booked;
}

/** The published standards for operator, vehicle and crew, and the staffing for this trip's grade and distance at its pickup. */
async function checkStandards(tx: Tx, row: OfferRow, booked: BookingRow): Promise<void> {
  const standards = await standardsInForce(tx);
  const [facts] = await loadShifts(tx, [row.shiftId]);
  if (!facts) throw new NotPossible();
  const trip = { grade: booked.needs?.grade ?? null, distanceMetres: booked.distanceMetres };
  const about = staffingFails(standards, staffingOf(facts), new Date(row.snapshot.plannedPickupAt), trip);
  const [failed] = [...standardsBroken(facts), ...about];
  if (failed)
    throw new DomainError("conflict", "offer.standard_failed", {
      rule: failed.ruleId,
      zh: failed.textZh,
      en: failed.textEn,
    });
}

/** Onto the operator's shift with assigned claims; off the one that backed the slot, where that is another. */
async function assign(tx: Tx, day: DayPlan, row: OfferRow): Promise<Placement> {
  const backing = (await shiftsClaimed(tx, row.bookingId)).filter((id) => id !== row.shiftId);
  for (const id of backing) await takeOff(tx, id, [row.bookingId]);
  const facts = (await loadBookings(tx, [row.bookingId])).get(row.bookingId);
  if (!facts) throw new NotPossible();
  const { placed } = await placeBooking(tx, day, row.shiftId, facts, { state: "assigned", holdId: null });
  if (!placed) throw new NotPossible();
  return placed;
}

/** A slot on offer becomes a promise by acceptance; a committed one was promised at confirmation. */
async function promiseOnce(
  tx: Tx,
  booked: BookingRow,
  viewers: Pick<BookingRow, "viewerOrgs" | "viewerUsers">,
): Promise<void> {
  const [known] = await tx.db
    .select({ id: promiseTable.id })
    .from(promiseTable)
    .where(and(eq(promiseTable.regionId, tx.region.id), eq(promiseTable.bookingId, booked.id)))
    .limit(1);
  if (known) return;
  const [sold] = await tx.db
    .select()
    .from(quote)
    .where(
      and(eq(quote.regionId, tx.region.id), eq(quote.bookingId, booked.id), eq(quote.status, "accepted")),
    );
  if (!sold) throw new NotPossible();
  await recordPromise(tx, { ...sold, ...viewers }, "accepted");
}

/** What the booker tells the crew at the door. */
async function boardingCodeOf(tx: Tx, tripId: string): Promise<string | null> {
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .select({ sealed: trip.boardingCodeSealed })
      .from(trip)
      .where(and(eq(trip.regionId, tx.region.id), eq(trip.id, tripId))),
  );
  return row ? open(row.sealed, `${tx.region.id}/trip/boarding_code`) : null;
}

async function tellAssigned(
  tx: Tx,
  row: OfferRow,
  booked: BookingRow,
  made: Awaited<ReturnType<typeof createTrip>>,
): Promise<void> {
  const crew = made.crew.map(({ nameSealed, duty }) => ({
    name: maskName(open(nameSealed, `${tx.region.id}/crew_member/name`)),
    duty,
  }));
  const data = {
    bookingNumber: booked.number,
    promise: { start: new Date(row.snapshot.pickupFrom), end: new Date(row.snapshot.pickupUntil) },
    plate: made.plate,
    operator: await operatorName(tx, row.orgId, booked.locale),
    crew,
    boardingCode: await boardingCodeOf(tx, made.tripId),
    trackUrl: trackUrl(booked),
  };
  await tellBooker(tx, booked, "vehicle_assigned", data, `assigned:${row.id}`);
}

async function carryOut(tx: Tx, day: DayPlan, row: OfferRow): Promise<AcceptedOffer> {
  await lockPlanOf(tx, [row.bookingId], [row.shiftId]);
  await take(tx, row);
  const booked = await bookingOf(tx, row);
  await checkStandards(tx, row, booked);
  const placed = await assign(tx, day, row);
  const { plannedPickupAt, plannedDropoffAt } = placed;
  const made = await createTrip(tx, {
    bookingId: row.bookingId,
    shiftId: row.shiftId,
    plannedPickupAt,
    plannedDropoffAt,
  });
  await promiseOnce(tx, booked, {
    viewerOrgs: [...booked.viewerOrgs, row.orgId],
    viewerUsers: booked.viewerUsers,
  });
  await tellAssigned(tx, row, booked, made);
  await writeAudit(tx, {
    verb: "offer.accept",
    noun: "offer",
    nounId: row.id,
    bookingId: row.bookingId,
    before: { status: "open" },
    after: { status: "accepted", tripId: made.tripId, plannedPickupAt: plannedPickupAt.toISOString() },
  });
  await wake(tx, { orgs: [row.orgId, ...booked.viewerOrgs], booking: row.bookingId });
  return { offerId: row.id, tripId: made.tripId, bookingId: row.bookingId, plannedPickupAt };
}

/** The shift cannot keep the slot any more: the offer is taken back and the booking goes on by itself. */
async function takeBack(ctx: Context, row: OfferRow): Promise<void> {
  await inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      const [gone] = await p.db
        .update(offer)
        .set({ status: "withdrawn", declineReason: notPossible, answeredAt: p.now })
        .where(and(eq(offer.regionId, p.region.id), eq(offer.id, row.id), eq(offer.status, "open")))
        .returning({ id: offer.id });
      if (!gone) return;
      await writeAudit(p, {
        verb: "offer.withdraw",
        noun: "offer",
        nounId: row.id,
        bookingId: row.bookingId,
        after: { reason: "not_possible" },
      });
      await enqueue(p.db, "match-booking", { regionId: p.region.id, bookingId: row.bookingId });
      await wake(p, { orgs: [row.orgId], booking: row.bookingId });
    }),
  );
}

/**
 * Accept an offer (M16): one winner by conditional update, rules and standards checked again, the berths assigned, the
 * trip made, the booker told. Throws `not_found` (another operator's offer), `expired` offer.expired, `conflict`
 * offer.not_open, offer.standard_failed, offer.not_possible (the plan moved on; the booking is matched again).
 */
export async function acceptOffer(ctx: Context, input: { offerId: string }): Promise<AcceptedOffer> {
  actingOrg(ctx);
  const row = await inTransaction(ctx, (tx) => findOffer(tx, input.offerId));
  const pickupFrom = new Date(row.snapshot.pickupFrom);
  try {
    return await withDay(ctx, planDay(ctx, pickupFrom), [row.bookingId], (day) =>
      inTransaction(ctx, (tx) => asPlatform(tx, (p) => carryOut(p, day, row))),
    );
  } catch (error) {
    if (!(error instanceof NotPossible) && !lostRace(error)) throw error;
    await takeBack(ctx, row);
    throw new DomainError("conflict", "offer.not_possible");
  }
}
