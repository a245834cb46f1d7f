import { and, asc, eq, gt, inArray, isNull, notInArray, or } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { crewClaim, shift, vehicle } from "@/db/schema/fleet";
import { trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import type { CertificationRow } from "./subject";

export interface Affected {
  shifts: { id: string; plate: string; startsAt: Date; endsAt: Date }[];
  /** Bookings promised on these shifts whose patient is not on board yet. */
  bookings: { id: string; number: string; wantedFrom: Date; shiftId: string }[];
}

const carried = ["on_board", "at_dropoff", "completed", "cancelled", "failed", "to_120"] as const;

function ofSubject(tx: Tx, row: CertificationRow) {
  if (row.subject === "vehicle") return eq(shift.vehicleId, row.subjectId);
  if (row.subject === "operator") return eq(shift.orgId, row.subjectId);
  const with_ = tx.db
    .select({ id: crewClaim.shiftId })
    .from(crewClaim)
    .where(and(eq(crewClaim.regionId, tx.region.id), eq(crewClaim.crewId, row.subjectId)));
  return inArray(shift.id, with_);
}

/** Which shifts and promises hang on a certification from now on: shown before it is suspended or revoked. */
export async function affectedBy(tx: Tx, row: CertificationRow): Promise<Affected> {
  const inRegion = eq(shift.regionId, tx.region.id);
  const shifts = await tx.db
    .select({
      id: shift.id,
      plate: vehicle.plate,
      startsAt: shift.startsAt,
      endsAt: shift.endsAt,
      route: shift.route,
    })
    .from(shift)
    .innerJoin(vehicle, and(eq(vehicle.regionId, shift.regionId), eq(vehicle.id, shift.vehicleId)))
    .where(and(inRegion, eq(shift.status, "planned"), gt(shift.endsAt, tx.now), ofSubject(tx, row)))
    .orderBy(asc(shift.startsAt));
  const shiftOf = new Map(
    shifts.flatMap(({ id, route }) => route.map((stop) => [stop.bookingId, id] as const)),
  );
  const bookings =
    shiftOf.size === 0
      ? []
      : await tx.db
          .select({ id: booking.id, number: booking.number, wantedFrom: booking.wantedFrom })
          .from(booking)
          .leftJoin(trip, and(eq(trip.regionId, booking.regionId), eq(trip.bookingId, booking.id)))
          .where(
            and(
              eq(booking.regionId, tx.region.id),
              inArray(booking.id, [...shiftOf.keys()]),
              isNull(booking.cancelledAt),
              or(isNull(trip.status), notInArray(trip.status, [...carried])),
            ),
          )
          .orderBy(asc(booking.wantedFrom));
  return {
    shifts: shifts.map(({ route: _route, ...rest }) => rest),
    bookings: bookings.map((it) => ({ ...it, shiftId: shiftOf.get(it.id) ?? "" })),
  };
}
