import { randomInt } from "node:crypto";
import { and, eq, isNotNull, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { booking } from "@/db/schema/booking";
import { shift, vehicle } from "@/db/schema/fleet";
import { quote } from "@/db/schema/quote";
import { type TripCrew, trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { seal } from "@/server/gateways/vault";
import { asPlatform } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { crewOf } from "./crew";

export interface NewTrip {
  bookingId: string;
  shiftId: string;
  plannedPickupAt: Date;
  plannedDropoffAt: Date;
}

type BookingRow = typeof booking.$inferSelect;

/** Whose shift it is, and which vehicle drives it. Throws `not_found`. */
export async function carrierOf(tx: Tx, shiftId: string) {
  const [row] = await tx.db
    .select({ orgId: shift.orgId, vehicleId: vehicle.id, plate: vehicle.plate, phone: vehicle.phone })
    .from(shift)
    .innerJoin(vehicle, and(eq(vehicle.regionId, shift.regionId), eq(vehicle.id, shift.vehicleId)))
    .where(and(eq(shift.regionId, tx.region.id), eq(shift.id, shiftId)));
  if (!row) throw new DomainError("not_found", "shift.not_found");
  return row;
}

/** Four digits that the family reads out at the door; sealed, never in an audit row. */
const boardingCode = (tx: Tx): string =>
  seal(String(randomInt(10_000)).padStart(4, "0"), `${tx.region.id}/trip/boarding_code`);

const joined = (before: readonly string[], more: readonly (string | null)[]): string[] => [
  ...new Set([...before, ...more.filter((it) => it !== null)]),
];

/** The operator now carries this patient: what stands around the booking becomes visible to it and its crew. */
async function widenViewers(
  tx: Tx,
  row: BookingRow,
  viewerOrgs: string[],
  viewerUsers: string[],
): Promise<void> {
  const seen = { viewerOrgs, viewerUsers };
  await tx.db
    .update(booking)
    .set(seen)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, row.id)));
  await tx.db
    .update(quote)
    .set(seen)
    .where(and(eq(quote.regionId, tx.region.id), eq(quote.bookingId, row.id), isNotNull(quote.acceptedAt)));
}

/**
 * Make the trip of a booking that an operator accepted: plate, phone and crew as they are now, a boarding code, and who
 * sees it (operator, hospital, booker, crew). A trip that was taken off its vehicle before it began is made anew under
 * its old id. Throws `conflict` trip.exists when the booking already has one.
 */
export async function createTrip(
  tx: Tx,
  input: NewTrip,
): Promise<{ tripId: string; plate: string; crew: TripCrew[] }> {
  return asPlatform(tx, async (p) => {
    const [row] = await p.db
      .select()
      .from(booking)
      .where(and(eq(booking.regionId, p.region.id), eq(booking.id, input.bookingId)));
    if (!row) throw new DomainError("not_found", "booking.not_found");
    const carrier = await carrierOf(p, input.shiftId);
    const crew = await crewOf(p, input.shiftId);
    const viewerOrgs = joined(row.viewerOrgs, [carrier.orgId]);
    const viewerUsers = joined(row.viewerUsers, [row.bookedBy, ...crew.map((it) => it.accountId)]);
    const values = {
      orgId: carrier.orgId,
      shiftId: input.shiftId,
      vehicleId: carrier.vehicleId,
      plate: carrier.plate,
      vehiclePhone: carrier.phone,
      crew,
      status: "assigned" as const,
      boardingCodeSealed: boardingCode(p),
      plannedPickupAt: input.plannedPickupAt,
      plannedDropoffAt: input.plannedDropoffAt,
      createdAt: p.now,
      viewerOrgs,
      viewerUsers,
    };
    const [made] = await p.db
      .insert(trip)
      .values({ regionId: p.region.id, id: uuidv7(), bookingId: row.id, ...values })
      .onConflictDoUpdate({
        target: [trip.regionId, trip.bookingId],
        set: { ...values, boardingAttempts: 0, endedAt: null, accountedAt: null },
        setWhere: sql`${trip.status} = 'cancelled' and ${trip.departedAt} is null`,
      })
      .returning({ id: trip.id });
    if (!made) throw new DomainError("conflict", "trip.exists");
    await widenViewers(p, row, viewerOrgs, viewerUsers);
    await writeAudit(p, {
      verb: "trip.create",
      noun: "trip",
      nounId: made.id,
      bookingId: row.id,
      after: {
        shiftId: input.shiftId,
        orgId: carrier.orgId,
        plate: carrier.plate,
        plannedPickupAt: input.plannedPickupAt.toISOString(),
      },
    });
    return { tripId: made.id, plate: carrier.plate, crew };
  });
}
