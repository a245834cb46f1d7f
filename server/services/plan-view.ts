import { and, desc, eq, gt, inArray, lt, ne } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { promise } from "@/db/schema/dispatch";
import { crewClaim, crewMember, shift, vehicle } from "@/db/schema/fleet";
import { trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import type { Point } from "@/server/core/geography";
import { addDays, localDay, startOfDay } from "@/server/core/local-time";
import { expectedArrivals, type PlanOfDay, type StopStanding, standingOf } from "@/server/core/plan-view";
import { delayAt, estimateLeg, type RoadProfile, roadClock } from "@/server/core/road-estimate";
import type { RouteStop } from "@/server/core/shift";
import { bandOfHour, travelFactor } from "@/server/core/travel-correction";
import { estimateLaw, type TravelTimes } from "@/server/core/travel-times";
import { isLive } from "@/server/core/trip";
import { open } from "@/server/gateways/vault";
import { actingOrg, asPlatform, inTransaction } from "@/server/scope";
import { newestTravel } from "./plan/travel";
import { settingsInForce } from "./rule";
import { maskedPeople } from "./trip/personal";
import { summaryOf, type TripSummary } from "./trip/view";

type ShiftRow = typeof shift.$inferSelect;
type PromiseRow = typeof promise.$inferSelect;

/** One stop of a vehicle's day. Before acceptance (`trip` null) an operator learns of a reservation no more than its time. */
export interface PlanStop {
  key: string;
  kind: RouteStop["kind"];
  plannedAt: Date;
  serviceSeconds: number;
  /** When it is reached, as known now. */
  expectedAt: Date;
  /** The vehicle came there. */
  arrivedAt: Date | null;
  promisedFrom: Date | null;
  promisedUntil: Date | null;
  standing: StopStanding;
  trip: TripSummary | null;
}

/** Trips of some shifts with the booking's masked summary, by booking. */
async function tripsOn(tx: Tx, shiftIds: string[]): Promise<Map<string, TripSummary>> {
  if (shiftIds.length === 0) return new Map();
  const rows = await tx.db
    .select()
    .from(trip)
    .where(
      and(eq(trip.regionId, tx.region.id), eq(trip.orgId, actingOrg(tx)), inArray(trip.shiftId, shiftIds)),
    );
  if (rows.length === 0) return new Map();
  const ids = rows.map((row) => row.bookingId);
  // An operator meets its bookings through its trips: their rows name other viewers.
  const booked = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(booking)
      .where(and(eq(booking.regionId, tx.region.id), inArray(booking.id, ids))),
  );
  const byId = new Map(booked.map((row) => [row.id, row]));
  return new Map(
    rows.flatMap((row) => {
      const its = byId.get(row.bookingId);
      if (!its) return [];
      return [[row.bookingId, summaryOf(tx, row, its, maskedPeople(tx, its).patientName, false)] as const];
    }),
  );
}

/** The latest promise of each booking. */
async function promisesOf(tx: Tx, bookingIds: string[]): Promise<Map<string, PromiseRow>> {
  if (bookingIds.length === 0) return new Map();
  const rows = await asPlatform(tx, (p) =>
    p.db
      .selectDistinctOn([promise.bookingId])
      .from(promise)
      .where(and(eq(promise.regionId, tx.region.id), inArray(promise.bookingId, bookingIds)))
      .orderBy(promise.bookingId, desc(promise.createdAt)),
  );
  return new Map(rows.map((row) => [row.bookingId, row]));
}

async function crewOf(tx: Tx, shiftIds: string[]) {
  if (shiftIds.length === 0) return new Map<string, { duty: string; name: string }[]>();
  const rows = await tx.db
    .select({ shiftId: crewClaim.shiftId, duty: crewClaim.duty, nameSealed: crewMember.nameSealed })
    .from(crewClaim)
    .innerJoin(
      crewMember,
      and(eq(crewMember.regionId, crewClaim.regionId), eq(crewMember.id, crewClaim.crewId)),
    )
    .where(and(eq(crewClaim.regionId, tx.region.id), inArray(crewClaim.shiftId, shiftIds)));
  const named = rows.map(({ shiftId, duty, nameSealed }) => ({
    shiftId,
    duty,
    name: open(nameSealed, `${tx.region.id}/crew_member/name`),
  }));
  return Map.groupBy(named, (row) => row.shiftId);
}

interface Known {
  trips: Map<string, TripSummary>;
  promises: Map<string, PromiseRow>;
  roads: RoadProfile;
  /** The newest that is known of driving times, whatever the day is planned by. */
  travel: TravelTimes;
}

function drivingSeconds({ roads, travel }: Known, from: Point, to: Point, departAt: number): number {
  const law = estimateLaw(travel, from, to, bandOfHour(roadClock(roads, departAt).hour));
  return estimateLeg(from, to, roads, delayAt(roads, departAt)).seconds * travelFactor(law);
}

const ended = new Set(["cancelled", "failed", "to_120"]);

function stopsOf(tx: Tx, row: ShiftRow, known: Known): PlanStop[] {
  const route = row.route.filter((stop) => !ended.has(known.trips.get(stop.bookingId)?.status ?? ""));
  const facts = route.map((stop) => {
    const its = known.trips.get(stop.bookingId);
    const isPickup = stop.kind === "pickup";
    const arrived = (isPickup ? its?.arrivedPickupAt : its?.arrivedDropoffAt) ?? null;
    const left = (isPickup ? its?.boardedAt : its?.endedAt) ?? null;
    return {
      lat: stop.lat,
      lon: stop.lon,
      plannedAt: stop.plannedAt * 1000,
      serviceSeconds: stop.serviceSeconds,
      arrivedAt: (arrived ?? left)?.getTime() ?? null,
      leftAt: left?.getTime() ?? null,
    };
  });
  const arrivals = expectedArrivals(facts, tx.now.getTime(), (a, b, departAt) =>
    drivingSeconds(known, a, b, departAt),
  );
  return route.map((stop, at) => {
    const its = known.trips.get(stop.bookingId) ?? null;
    const told = known.promises.get(stop.bookingId);
    const until = told ? (stop.kind === "pickup" ? told.pickupUntil : told.dropoffBy) : null;
    const arrived = facts[at]?.arrivedAt ?? null;
    const isOver = its !== null && !isLive(its.status) && arrived === null;
    const expectedAt = isOver ? stop.plannedAt * 1000 : (arrivals[at] ?? stop.plannedAt * 1000);
    return {
      key: `${stop.bookingId}:${stop.kind}`,
      kind: stop.kind,
      plannedAt: new Date(stop.plannedAt * 1000),
      serviceSeconds: stop.serviceSeconds,
      expectedAt: new Date(expectedAt),
      arrivedAt: arrived === null ? null : new Date(arrived),
      promisedFrom: told && stop.kind === "pickup" ? told.pickupFrom : null,
      promisedUntil: until,
      standing: standingOf(expectedAt, until?.getTime() ?? null),
      trip: its,
    };
  });
}

/** Own shifts that touch a span, with their vehicles. */
async function shiftsIn(tx: Tx, from: Date, until: Date) {
  return tx.db
    .select({ shift, plate: vehicle.plate, vehicleClass: vehicle.class })
    .from(shift)
    .innerJoin(vehicle, and(eq(vehicle.regionId, shift.regionId), eq(vehicle.id, shift.vehicleId)))
    .where(
      and(
        eq(shift.regionId, tx.region.id),
        eq(shift.orgId, actingOrg(tx)),
        ne(shift.status, "cancelled"),
        lt(shift.startsAt, until),
        gt(shift.endsAt, from),
      ),
    )
    .orderBy(vehicle.plate, shift.startsAt);
}

/**
 * The acting operator's plan of one of the region's days: vehicles at work, their shifts, the stops in driving order with
 * what was promised, and when each is reached as known now. Names of patients are masked.
 */
export async function planOfOperator(ctx: Context, input: PlanOfDay) {
  return inTransaction(ctx, async (tx) => {
    const { timeZone } = tx.region;
    const day = input.day ?? localDay(tx.now, timeZone);
    const span = { from: startOfDay(day, timeZone), until: startOfDay(addDays(day, 1), timeZone) };
    const rows = await shiftsIn(tx, span.from, span.until);
    const shiftIds = rows.map(({ shift: row }) => row.id);
    const bookingIds = [
      ...new Set(rows.flatMap(({ shift: row }) => row.route.map((stop) => stop.bookingId))),
    ];
    const settings = await settingsInForce(tx);
    const known = {
      trips: await tripsOn(tx, shiftIds),
      promises: await promisesOf(tx, bookingIds),
      roads: settings.roads,
      travel: await newestTravel(tx, settings),
    };
    const crew = await crewOf(tx, shiftIds);
    const shifts = rows.map(({ shift: row, plate, vehicleClass }) => ({
      id: row.id,
      vehicleId: row.vehicleId,
      plate,
      vehicleClass,
      kind: row.kind,
      status: row.status,
      startsAt: row.startsAt,
      endsAt: row.endsAt,
      breaks: row.breaks.map((rest) => ({
        from: new Date(rest.fromAt * 1000),
        until: new Date(rest.untilAt * 1000),
        minutes: Math.round(rest.durationSeconds / 60),
      })),
      crew: (crew.get(row.id) ?? []).map(({ duty, name }) => ({ duty, name })),
      stops: stopsOf(tx, row, known),
    }));
    const byVehicle = Map.groupBy(shifts, (it) => it.vehicleId);
    const vehicles = [...byVehicle.values()].flatMap((list) => {
      const [first] = list;
      return first
        ? [{ id: first.vehicleId, plate: first.plate, vehicleClass: first.vehicleClass, shifts: list }]
        : [];
    });
    return { day, now: tx.now, ...span, vehicles };
  });
}
