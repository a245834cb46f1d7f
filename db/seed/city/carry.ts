import type { trip, tripEvent } from "@/db/schema/trip";
import type { DrivenTrip } from "@/server/core/driven";
import type { PatientState } from "@/server/core/handover";
import type { TripMove, TripStatus } from "@/server/core/trip";
import { nextTripStatus } from "@/server/core/trip";
import { seal } from "@/server/gateways/vault";
import type { City } from "./city";
import type { Assignment } from "./dispatch";
import { type Driven, tripCrew } from "./drive";
import { clearPoint } from "./ends";
import { facilitiesOf, facilityId, wardId } from "./facilities";
import type { StoredFile } from "./files";
import { after, type Doer, type Harvest, note } from "./harvest";
import { hospitalIds } from "./organizations";
import { person } from "./people";
import { seedId } from "./rows";
import { accountId } from "./staff";

export type TripRow = typeof trip.$inferInsert & {
  status: TripStatus;
  viewerOrgs: string[];
  viewerUsers: string[];
  crew: NonNullable<(typeof trip.$inferInsert)["crew"]>;
};

/** A trip as it came out, with what its price depends on. */
export interface Carried {
  assignment: Assignment;
  row: TripRow;
  driven: DrivenTrip;
}

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
  const crew = tripCrew(city, assignment, (local) => accountId(city.regionId, local));
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

const stamps = {
  depart: "departedAt",
  arrive_pickup: "arrivedPickupAt",
  board: "boardedAt",
  arrive_dropoff: "arrivedDropoffAt",
  hand_over: "endedAt",
} as const;

const viewersOf = ({ regionId, bookingId, viewerOrgs, viewerUsers }: TripRow) => ({
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

/** One confirmation of the crew: status, time, event, audit. */
export function advance(
  city: City,
  rows: Harvest,
  row: TripRow,
  move: TripMove,
  at: Date,
  data: Record<string, unknown>,
  point: { lat: number; lon: number } | null,
): void {
  const before = row.status;
  row.status = nextTripStatus(before, move);
  const stamp = move in stamps ? stamps[move as keyof typeof stamps] : "endedAt";
  row[stamp] = at;
  const event = tripEventRow(row, move, at, data, move, point);
  rows.tripEvent.push(event);
  const verb = move === "hand_over" ? "trip.handOver" : "trip.advance";
  note(city, rows, crewDoer(row), at, {
    verb,
    noun: "trip",
    nounId: row.id,
    bookingId: row.bookingId,
    before: { status: before },
    after: { status: row.status, eventId: event.id },
  });
}

function stateOf({ sale }: Assignment): PatientState {
  const { ask } = sale.intake;
  const { dice } = ask;
  const oxygen = sale.rider.needs.equipment.includes("fixed_oxygen");
  const vitals =
    sale.rider.needs.serviceLevel === "care_transfer"
      ? {
          pulsePerMinute: dice.between(62, 98),
          systolicMmHg: dice.between(108, 152),
          diastolicMmHg: dice.between(62, 92),
          oxygenSaturationPercent: dice.between(93, 99),
          temperatureCelsius: 36 + dice.between(1, 12) / 10,
        }
      : null;
  return {
    consciousness: "alert",
    breathing: oxygen ? "oxygen" : "normal",
    painScore: dice.between(0, 3),
    lines: [],
    vitals,
    papers: ask.from.facilityId ? ["discharge_summary", "medication_list"] : ["insurance_card"],
    belongings: "随身包一个",
    remarks: "",
  };
}

function signature(
  city: City,
  rows: Harvest,
  row: TripRow,
  key: string,
  at: Date,
  files: readonly StoredFile[],
  number: number,
): string {
  const stored = files[number % files.length];
  if (!stored) throw new Error("No signature was drawn");
  const id = seedId(city.regionId, "file", `${row.id}/${key}`);
  rows.file.push({
    ...viewersOf(row),
    id,
    sha256: stored.sha256,
    contentType: stored.mediaType,
    bytes: stored.bytes,
    purpose: "signature",
    uploadedBy: crewDoer(row).name,
    createdAt: at,
  });
  return id;
}

/** Both sign: at the pickup the sender and the crew, at the drop-off the crew and the receiver. */
export function handOver(
  city: City,
  rows: Harvest,
  assignment: Assignment,
  row: TripRow,
  end: "pickup" | "dropoff",
  at: Date,
  signatures: readonly StoredFile[],
): void {
  const { ask } = assignment.sale.intake;
  const place = end === "pickup" ? ask.from : ask.to;
  const outsider = place.facilityId
    ? `${person(city.regionId, `ward/${ask.key}/${end}`, { from: 1975, until: 2000 }).name}（护士）`
    : ask.booker.name;
  const driver = assignment.shift.crew.find((it) => it.duty !== "driver") ?? assignment.shift.crew[0];
  const ours = driver?.person.name ?? "";
  const sealed = (column: string, value: string) => seal(value, `${city.regionId}/handover/${column}`);
  const number = ask.dice.between(0, 900);
  const sign = (who: string, offset: number) =>
    signature(city, rows, row, `${end}-${who}`, at, signatures, number + offset);
  rows.handover.push({
    ...viewersOf(row),
    id: seedId(city.regionId, "handover", `${row.id}/${end}`),
    tripId: row.id,
    end,
    giverNameSealed: sealed("giver_name", end === "pickup" ? outsider : ours),
    receiverNameSealed: sealed("receiver_name", end === "pickup" ? ours : outsider),
    giverSignatureId: sign("giver", 0),
    receiverSignatureId: sign("receiver", 1),
    identifiedBy: end === "pickup" ? "boarding_code" : "not_asked",
    identifiedReason: null,
    state: stateOf(assignment),
    happenedAt: at,
  });
}

function notes(
  rows: Harvest,
  assignment: Assignment,
  row: TripRow,
  driven: Driven,
): Pick<DrivenTrip, "waiting" | "carry"> {
  const { ask } = assignment.sale.intake;
  const waited = Math.floor(
    (driven.boardedAt.getTime() - driven.arrivedPickupAt.getTime()) / 60_000 -
      assignment.sale.rider.needs.pickupServiceSeconds / 60,
  );
  const waiting: DrivenTrip["waiting"] =
    waited >= 8 ? [{ minutes: waited, causedBy: ask.from.facilityId ? "facility" : "payer" }] : [];
  const carry: DrivenTrip["carry"][number][] = [];
  for (const it of waiting)
    rows.tripEvent.push(
      tripEventRow(row, "waiting", after(driven.boardedAt, -20), { ...it }, "waiting", clearPoint(ask.from)),
    );
  const stairs = (end: "pickup" | "dropoff", floor: number, at: Date) => {
    const note_ = {
      floors: Math.max(0, floor - 1),
      bearers: assignment.sale.rider.needs.crew.bearer ?? 1,
      flatMetres: 0,
    };
    carry.push(note_);
    rows.tripEvent.push(tripEventRow(row, "carry", at, { end, ...note_ }, `carry-${end}`, null));
  };
  if (ask.extras.carryFrom) stairs("pickup", ask.from.floor, after(driven.boardedAt, -10));
  return { waiting, carry };
}

/**
 * Let the crew drive a trip as far as it has come by now. Answers what its price depends on; the way was not measured
 * without a gap, so that the quoted one counts.
 */
export function carry(
  city: City,
  rows: Harvest,
  assignment: Assignment,
  row: TripRow,
  driven: Driven,
  signatures: readonly StoredFile[],
): Carried {
  const { ask } = assignment.sale.intake;
  const [from, to] = [clearPoint(ask.from), clearPoint(ask.to)];
  const reached = (at: Date) => at <= city.now;
  const result: DrivenTrip = {
    waiting: [],
    carry: [],
    tolls: [],
    drivenMetres: null,
    vehicleMetres: null,
    staff: staffOf(row),
    careMinutes: null,
    pickupClock: null,
  };
  row.emptyMetres = driven.emptyMetres;
  if (reached(driven.departedAt)) advance(city, rows, row, "depart", driven.departedAt, {}, null);
  if (reached(driven.arrivedPickupAt))
    advance(city, rows, row, "arrive_pickup", driven.arrivedPickupAt, {}, from);
  if (ask.fate === "not_there" && reached(driven.boardedAt)) {
    advance(
      city,
      rows,
      row,
      "cannot_carry",
      driven.boardedAt,
      { reason: "not_there", note: "敲门、打电话都没有人应" },
      from,
    );
    return { assignment, row, driven: result };
  }
  if (!reached(driven.boardedAt)) return { assignment, row, driven: result };
  rows.boardingAttempt.push({
    regionId: city.regionId,
    id: seedId(city.regionId, "boarding", row.id),
    tripId: row.id,
    succeeded: true,
    by: crewDoer(row).name,
    at: after(driven.boardedAt, -60),
  });
  handOver(city, rows, assignment, row, "pickup", after(driven.boardedAt, -45), signatures);
  const noted = notes(rows, assignment, row, driven);
  advance(city, rows, row, "board", driven.boardedAt, { by: "boarding_code" }, from);
  if (reached(driven.arrivedDropoffAt))
    advance(city, rows, row, "arrive_dropoff", driven.arrivedDropoffAt, {}, to);
  if (reached(driven.endedAt)) {
    handOver(city, rows, assignment, row, "dropoff", driven.endedAt, signatures);
    advance(city, rows, row, "hand_over", driven.endedAt, { end: "dropoff" }, to);
  }
  const careMinutes = (driven.arrivedDropoffAt.getTime() - driven.boardedAt.getTime()) / 60_000;
  return {
    assignment,
    row,
    driven: { ...result, ...noted, careMinutes, pickupClock: clockOf(city, driven.arrivedPickupAt) },
  };
}

const staffOf = (row: TripRow) => ({
  doctor: row.crew.filter((it) => it.duty === "doctor").length,
  nurse: row.crew.filter((it) => it.duty === "nurse").length,
});

function clockOf(city: City, at: Date): string {
  return at.toLocaleTimeString("en-GB", {
    timeZone: city.timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
}
