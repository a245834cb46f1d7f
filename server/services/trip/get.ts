import { and, asc, eq } from "drizzle-orm";
import type { z } from "zod";
import { bill, extraCharge } from "@/db/schema/billing";
import { handover, tripEvent } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { maskName } from "@/server/core/masking";
import { coarse, type Place } from "@/server/core/place";
import type { tripRef } from "@/server/core/trip-input";
import { open } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { latestPosition, tripArrival } from "../position";
import { clearTrips } from "./crew-sight";
import { type TripRow, visibleTrip } from "./load";
import { maskedPeople, openCrew, openPeople, openPlaces } from "./personal";
import { facilityPhone, promisesOf } from "./promise";
import { bookingOf } from "./tell";
import { eventView, summaryOf } from "./view";

async function eventsOf(tx: Tx, row: TripRow) {
  const rows = await tx.db
    .select()
    .from(tripEvent)
    .where(and(eq(tripEvent.regionId, tx.region.id), eq(tripEvent.tripId, row.id)))
    .orderBy(asc(tripEvent.happenedAt), asc(tripEvent.receivedAt), asc(tripEvent.id));
  return rows.map(eventView);
}

async function handoversOf(tx: Tx, row: TripRow, clear: boolean) {
  const rows = await tx.db
    .select()
    .from(handover)
    .where(and(eq(handover.regionId, tx.region.id), eq(handover.tripId, row.id)));
  const name = (column: string, sealed: string) => {
    const opened = open(sealed, `${tx.region.id}/handover/${column}`);
    return clear ? opened : maskName(opened);
  };
  return rows.map(
    ({
      end,
      giverNameSealed,
      receiverNameSealed,
      giverSignatureId,
      receiverSignatureId,
      identifiedBy,
      identifiedReason,
      state,
      happenedAt,
    }) => ({
      end,
      giverName: name("giver_name", giverNameSealed),
      receiverName: name("receiver_name", receiverNameSealed),
      giverSignatureId,
      receiverSignatureId,
      identifiedBy,
      identifiedReason,
      state,
      happenedAt,
    }),
  );
}

async function moneyOf(tx: Tx, row: TripRow) {
  const extras = await tx.db
    .select()
    .from(extraCharge)
    .where(and(eq(extraCharge.regionId, tx.region.id), eq(extraCharge.bookingId, row.bookingId)))
    .orderBy(asc(extraCharge.askedAt));
  const [billed] = await tx.db
    .select({ id: bill.id, number: bill.number, status: bill.status, totalFen: bill.totalFen })
    .from(bill)
    .where(and(eq(bill.regionId, tx.region.id), eq(bill.bookingId, row.bookingId)));
  return {
    extras: extras.map(({ id, code, facts, fen, status, askedAt, answeredAt }) => ({
      id,
      code,
      facts,
      fen,
      status,
      askedAt,
      answeredAt,
    })),
    bill: billed ?? null,
  };
}

/** An end in full for the crew; of a home only the district and about 100 m for everybody else. */
function endView(end: Place, clear: boolean): Place {
  if (clear || end.facilityId) return end;
  return { ...end, label: end.district, detail: "", lat: coarse(end.lat), lon: coarse(end.lon) };
}

/**
 * One trip with its events, hand-overs and money. The crew on it reads names and phone in clear until a day after its end
 * and each such read is audited; everybody else reads masks.
 * @throws DomainError not_found `trip.not_found`
 */
export async function getTrip(ctx: Context, input: z.infer<typeof tripRef>) {
  return inTransaction(ctx, async (tx) => {
    const row = await visibleTrip(tx, input.tripId);
    const clear = (await clearTrips(tx, [row])).has(row.id);
    const booked = await bookingOf(tx, row.bookingId);
    const people = clear ? openPeople(tx, booked) : maskedPeople(tx, booked);
    const places = openPlaces(tx, booked);
    const promises = await promisesOf(tx, [booked.id]);
    if (clear) {
      await writeAudit(tx, {
        verb: "trip.get",
        noun: "booking",
        nounId: booked.id,
        bookingId: booked.id,
        after: { read: "patient_and_caller" },
      });
    }
    return {
      ...summaryOf(tx, row, booked, people.patientName, clear, promises.get(booked.id) ?? null),
      people: {
        ...people,
        birthYear: booked.patientBirthYear,
        sex: booked.patientSex,
        weightKg: booked.patientWeightKg,
      },
      ends: { from: endView(places.from, clear), to: endView(places.to, clear) },
      phones: {
        from: await facilityPhone(tx, places.from.facilityId),
        to: await facilityPhone(tx, places.to.facilityId),
      },
      requests: booked.extras,
      crew: openCrew(tx, row.crew, clear || tx.actor.kind !== "guest"),
      vehiclePhone: row.vehiclePhone,
      boardingTriesLeft: Math.max(0, 5 - row.boardingAttempts),
      position: await latestPosition(tx, row),
      arrival: await tripArrival(tx, row, booked),
      events: await eventsOf(tx, row),
      handovers: await handoversOf(tx, row, clear),
      ...(await moneyOf(tx, row)),
    };
  });
}
