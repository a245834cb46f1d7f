import { and, desc, eq, ne } from "drizzle-orm";
import { bill, payment } from "@/db/schema/billing";
import { complaint } from "@/db/schema/case";
import { vehicle } from "@/db/schema/fleet";
import { organization } from "@/db/schema/organization";
import type { trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import type { BookingRef } from "@/server/core/booking-input";
import type { TrackView } from "@/server/core/booking-view";
import { crewDuty } from "@/server/core/crew";
import { maskName } from "@/server/core/masking";
import { open } from "@/server/gateways/vault";
import { asPlatform, inTransaction } from "@/server/scope";
import { latestPosition, tripArrival } from "../position";
import { acceptedQuote } from "../quote/accept";
import { quotedPrice } from "../quote/view";
import { getRegion } from "../region";
import { settingsInForce } from "../rule";
import { previewOf, promiseOf } from "./cancel-preview";
import { consentStands } from "./consent-row";
import { eventsOf } from "./events";
import { readyView } from "./ready";
import { type BookingRow, isBooker, learnsPrice, visibleBooking, wayBackOf } from "./row";
import { type BookingState, stateOfOne } from "./status";
import { maskedContacts, maskedPatient, placeView } from "./view";

type TripRow = typeof trip.$inferSelect;

/**
 * A booking as its link shows it: no identity number, no diagnosis, names masked, a home by its district only
 * (decisions.md, People). The same page serves those who booked and the region's officials.
 */
export async function trackBooking(ctx: Context, input: BookingRef): Promise<TrackView> {
  return inTransaction(ctx, async (tx) => {
    const row = await visibleBooking(tx, input);
    const state = await stateOfOne(tx, row);
    const settings = await settingsInForce(tx);
    const { supervisionPhone } = await getRegion(tx.db, tx.region.id);
    return {
      bookingId: row.id,
      number: row.number,
      status: state.status,
      tripStatus: state.trip?.status ?? null,
      patient: maskedPatient(tx, row),
      mobility: row.mobility,
      serviceLevel: row.needs?.serviceLevel ?? null,
      from: placeView(tx, "from", row, settings, row.locale),
      to: placeView(tx, "to", row, settings, row.locale),
      ...(await journeyOf(tx, row, state)),
      ...(await moneyOf(tx, row)),
      cancellation: await previewOf(tx, row, state),
      cancelled: row.cancelledAt && {
        at: row.cancelledAt,
        reason: row.cancelReason,
        feeFen: learnsPrice(tx, row) ? row.cancelFeeFen : null,
      },
      complaints: await complaintsOf(tx, row.id),
      ready: await readyView(tx, row, state),
      events: await eventsOf(tx, row, state),
      hotline: tx.region.hotline,
      supervisionPhone,
      manage: tx.actor.kind === "guest" ? tx.actor.manage : isBooker(tx, row),
      contacts: maskedContacts(tx, row),
      wayBackId: (await asPlatform(tx, (p) => wayBackOf(p, row.id)))?.id ?? null,
    };
  });
}

async function journeyOf(tx: Tx, row: BookingRow, state: BookingState) {
  const accepted = await acceptedQuote(tx, row.id);
  const priced = learnsPrice(tx, row) ? accepted : null;
  const slot = accepted && {
    pickupFrom: accepted.row.pickupFrom,
    pickupUntil: accepted.row.pickupUntil,
    plannedDropoffAt: accepted.row.plannedDropoffAt,
    confirmedBy: accepted.row.confirmedBy,
  };
  const quote = priced && (await quotedPrice(tx, priced));
  const isPositionShared = await seesPosition(tx, row);
  const common = { quote, slot, promise: await promiseOf(tx, row.id), isPositionShared };
  const { trip: ride } = state;
  if (!ride || ride.status === "cancelled")
    return { ...common, arrival: null, vehicle: null, crew: [], position: null, boardingCode: null };
  const atTheDoor = ["assigned", "en_route", "at_pickup"].includes(ride.status);
  return {
    ...common,
    arrival: await tripArrival(tx, ride, row),
    vehicle: await vehicleOf(tx, ride),
    crew: crewOf(tx, ride),
    position: isPositionShared ? await latestPosition(tx, ride) : null,
    boardingCode:
      atTheDoor && learnsBoardingCode(tx, row)
        ? open(ride.boardingCodeSealed, `${tx.region.id}/trip/boarding_code`)
        : null,
  };
}

/** Where the vehicle is, is shown by the patient's own agreement only; officials look after every vehicle of the region. */
async function seesPosition(tx: Tx, row: BookingRow): Promise<boolean> {
  const { actor } = tx;
  const isOfficial = actor.kind === "user" && (actor.role === "seat" || actor.role === "regulator");
  return isOfficial || (await consentStands(tx, row.id, "location_tracking"));
}

/**
 * Who learns what proves to the crew that this is the patient: whoever booked. A tracking link is handed on and only
 * looks; the code went to the booker's own contact, and a one-time code shows it here too.
 */
function learnsBoardingCode(tx: Tx, row: BookingRow): boolean {
  const { actor } = tx;
  return isBooker(tx, row) && (actor.kind !== "guest" || actor.manage || actor.link === "draft");
}

function crewOf(tx: Tx, ride: TripRow): TrackView["crew"] {
  return ride.crew.map(({ nameSealed, duty }) => ({
    name: maskName(open(nameSealed, `${tx.region.id}/crew_member/name`)),
    duty: crewDuty.parse(duty),
  }));
}

async function vehicleOf(tx: Tx, ride: TripRow): Promise<TrackView["vehicle"]> {
  const [found] = await asPlatform(tx, (p) =>
    p.db
      .select({
        class: vehicle.class,
        operatorZh: organization.nameZh,
        operatorEn: organization.nameEn,
        operatorPhone: organization.phone,
      })
      .from(vehicle)
      .innerJoin(
        organization,
        and(eq(organization.regionId, vehicle.regionId), eq(organization.id, vehicle.orgId)),
      )
      .where(and(eq(vehicle.regionId, tx.region.id), eq(vehicle.id, ride.vehicleId))),
  );
  if (!found) return null;
  const { operatorPhone, ...rest } = found;
  return { plate: ride.plate, phone: ride.vehiclePhone ?? operatorPhone, ...rest };
}

async function moneyOf(tx: Tx, row: BookingRow): Promise<Pick<TrackView, "bill" | "payment" | "paidFen">> {
  if (!learnsPrice(tx, row)) return { bill: null, payment: null, paidFen: 0 };
  const [owed] = await tx.db
    .select()
    .from(bill)
    .where(and(eq(bill.regionId, tx.region.id), eq(bill.bookingId, row.id), ne(bill.status, "void")));
  const payments = await tx.db
    .select()
    .from(payment)
    .where(and(eq(payment.regionId, tx.region.id), eq(payment.bookingId, row.id)))
    .orderBy(desc(payment.createdAt), desc(payment.id));
  const [last] = payments;
  const paid = payments.filter(({ status }) => status === "succeeded");
  return {
    bill: owed
      ? {
          id: owed.id,
          number: owed.number,
          status: owed.status,
          totalFen: owed.totalFen,
          lines: owed.lines,
          differences: owed.differences,
        }
      : null,
    payment: last
      ? {
          status: last.status,
          driver: last.driver,
          amountFen: last.amountFen,
          at: last.settledAt ?? last.createdAt,
        }
      : null,
    paidFen: paid.reduce((sum, { amountFen }) => sum + amountFen, 0),
  };
}

async function complaintsOf(tx: Tx, bookingId: string): Promise<string[]> {
  const rows = await tx.db
    .select({ number: complaint.number })
    .from(complaint)
    .where(and(eq(complaint.regionId, tx.region.id), eq(complaint.bookingId, bookingId)))
    .orderBy(desc(complaint.createdAt));
  return rows.map(({ number }) => number);
}
