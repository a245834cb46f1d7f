import type { trip, tripEvent } from "@/db/schema/trip";
import type { TripStatus } from "@/server/core/trip";
import { seal } from "@/server/gateways/vault";
import type { City } from "./city";
import { tripCrew } from "./drive";
import { facilitiesOf, facilityId, wardId } from "./facilities";
import { after, type Doer, type Harvest, note } from "./harvest";
import type { Assignment } from "./market";
import { hospitalIds } from "./organizations";
import { seedId } from "./rows";
import { accountId } from "./staff";

/** A trip while the seed drives it. */
export type TripRow = typeof trip.$inferInsert & {
  status: TripStatus;
  viewerOrgs: string[];
  viewerUsers: string[];
  crew: NonNullable<(typeof trip.$inferInsert)["crew"]>;
};

/** Which hospital organisation each place of the region belongs to, wards included. */
export function ownersOf(regionId: string): Map<string, string> {
  const owners = new Map<string, string>();
  for (const [key, org] of hospitalIds(regionId)) {
    owners.set(facilityId(regionId, key), org);
    const wards = facilitiesOf(regionId).find((it) => it.key === key)?.wards ?? [];
    wards.forEach((_, index) => void owners.set(wardId(regionId, key, index), org));
  }
  return owners;
}

/** What the operator's acceptance makes: the trip, and who sees what stands around the booking from now on. */
export function makeTrip(
  city: City,
  rows: Harvest,
  assignment: Assignment,
  owners: ReadonlyMap<string, string>,
): TripRow {
  const { sale, shift, acceptedAt } = assignment;
  const { ask, row: booked } = sale.intake;
  const crew = tripCrew(assignment, (local) => accountId(city.regionId, local));
  const ends = [ask.from.facilityId, ask.to.facilityId].flatMap((id) => (id && owners.get(id)) || []);
  booked.viewerOrgs = [...new Set([...booked.viewerOrgs, ...ends, shift.row.orgId])];
  booked.viewerUsers = [
    ...new Set([
      ...booked.viewerUsers,
      ...(ask.bookedBy ? [ask.bookedBy] : []),
      ...crew.flatMap((it) => it.accountId ?? []),
    ]),
  ];
  sale.quote.viewerOrgs = booked.viewerOrgs;
  sale.quote.viewerUsers = booked.viewerUsers;
  const row: TripRow = {
    regionId: city.regionId,
    id: seedId(city.regionId, "trip", ask.key),
    bookingId: ask.id,
    orgId: shift.row.orgId,
    shiftId: shift.row.id,
    vehicleId: shift.row.vehicleId,
    plate: shift.vehicle.row.plate,
    vehiclePhone: shift.vehicle.row.phone ?? null,
    crew,
    status: "assigned",
    boardingCodeSealed: seal(
      String(ask.dice.between(0, 9_999)).padStart(4, "0"),
      `${city.regionId}/trip/boarding_code`,
    ),
    boardingAttempts: 0,
    plannedPickupAt: assignment.plannedPickupAt,
    plannedDropoffAt: assignment.plannedDropoffAt,
    departedAt: null,
    arrivedPickupAt: null,
    boardedAt: null,
    arrivedDropoffAt: null,
    endedAt: null,
    drivenMetres: null,
    emptyMetres: null,
    createdAt: acceptedAt,
    viewerOrgs: booked.viewerOrgs,
    viewerUsers: booked.viewerUsers,
  };
  rows.trip.push(row);
  note(
    city,
    rows,
    { name: `user:${assignment.acceptedBy}`, role: "dispatcher", orgId: row.orgId },
    acceptedAt,
    {
      verb: "trip.create",
      noun: "trip",
      nounId: row.id,
      bookingId: ask.id,
      after: {
        shiftId: row.shiftId,
        orgId: row.orgId,
        plate: row.plate,
        plannedPickupAt: row.plannedPickupAt.toISOString(),
      },
    },
  );
  return row;
}

/** What every row around a trip carries. */
export const viewersOf = ({ regionId, bookingId, viewerOrgs, viewerUsers }: TripRow) => ({
  regionId,
  bookingId,
  viewerOrgs,
  viewerUsers,
});

/** Who speaks for the vehicle: the first of its crew who has an account. */
export function crewDoer(row: TripRow): Doer {
  const first =
    row.crew.find((it) => it.duty === "driver" && it.accountId) ?? row.crew.find((it) => it.accountId);
  return { name: `user:${first?.accountId ?? row.orgId}`, role: "crew", orgId: row.orgId };
}

export function tripEventRow(
  row: TripRow,
  kind: (typeof tripEvent.$inferInsert)["kind"],
  at: Date,
  data: Record<string, unknown>,
  key: string,
  point: { lat: number; lon: number } | null,
) {
  return {
    ...viewersOf(row),
    id: seedId(row.regionId, "trip-event", `${row.id}/${key}`),
    tripId: row.id,
    kind,
    happenedAt: at,
    receivedAt: after(at, 2),
    by: crewDoer(row).name,
    lat: point?.lat ?? null,
    lon: point?.lon ?? null,
    data: { ...data, statusAfter: row.status },
  };
}
