import type { DrivenTrip } from "@/server/core/driven";
import type { TripMove } from "@/server/core/trip";
import { nextTripStatus } from "@/server/core/trip";
import { chance } from "./chance";
import type { City } from "./city";
import type { Driven } from "./drive";
import { clearPoint } from "./ends";
import type { StoredFile } from "./files";
import { handOver } from "./handovers";
import { after, type Harvest, note } from "./harvest";
import type { Assignment } from "./market";
import { seedId } from "./rows";
import { crewDoer, type TripRow, tripEventRow } from "./trips";

/** A trip as it came out, with what its price depends on. */
export interface Carried {
  assignment: Assignment;
  row: TripRow;
  driven: DrivenTrip;
}

const stamps = {
  depart: "departedAt",
  arrive_pickup: "arrivedPickupAt",
  board: "boardedAt",
  arrive_dropoff: "arrivedDropoffAt",
  hand_over: "endedAt",
} as const;

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

/** Wards often say when the patient is packed; families seldom, and then with one tap of their link. */
function sayReady(city: City, rows: Harvest, { sale }: Assignment, driven: Driven): void {
  const { ask, row, by } = sale.intake;
  const dice = chance(`ready/${ask.id}`);
  if (!dice.hits(row.channel === "hospital" ? 0.6 : 0.2)) return;
  const at = after(driven.boardedAt, -60 * dice.between(9, 50));
  if (at > city.now || at <= sale.confirmedAt || ask.fate === "not_there") return;
  row.readyAt = at;
  note(city, rows, by, at, {
    verb: "booking.ready",
    noun: "booking",
    nounId: ask.id,
    bookingId: ask.id,
    before: { readyAt: null },
    after: { readyAt: at.toISOString() },
  });
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
  sayReady(city, rows, assignment, driven);
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
