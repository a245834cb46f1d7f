import type { Point } from "@/server/core/geography";
import { minuteOfDay } from "@/server/core/local-time";
import { delayAt, estimateLeg, type RoadLeg } from "@/server/core/road-estimate";
import type { RouteStop, ShiftBreak } from "@/server/core/shift";
import type { Busy } from "@/server/core/simulation/indicators";
import type { ShiftRecord } from "@/server/core/simulation/record";
import type { Simulation } from "./simulation";

/** A vehicle with its crew in one shift: where it stands, who is on board, what it did. */
export interface Vehicle {
  shiftId: string;
  /** "antu/basic1/2026-03-02": the same in every run, whatever the ids. */
  name: string;
  orgId: string;
  vehicleId: string;
  /** The crew member who holds the phone. */
  accountId: string;
  startsAt: number;
  endsAt: number;
  base: Point;
  at: Point;
  rests: ShiftBreak[];
  restsTaken: number;
  /** Driving, loading or resting: what comes next is entered already. */
  isBusy: boolean;
  isHome: boolean;
  isInspected: boolean;
  /** The next look at the route that is entered, epoch milliseconds. */
  looksAt: number | null;
  breaksDownAt: number | null;
  aboard: Set<string>;
  /** Trips that the product did not let this crew begin. */
  given: Set<string>;
  spans: Busy[];
  record: ShiftRecord;
}

interface Row {
  id: string;
  orgId: string;
  vehicleId: string;
  plate: string;
  accountId: string;
  startsAt: Date;
  endsAt: Date;
  lat: number;
  lon: number;
  breaks: ShiftBreak[];
}

function vehicleOf(sim: Simulation, day: string, row: Row): Vehicle {
  const { id: shiftId, orgId, vehicleId, accountId } = row;
  const [startsAt, endsAt] = [row.startsAt.getTime(), row.endsAt.getTime()];
  const base = { lat: row.lat, lon: row.lon };
  const name = `${row.plate}/${row.startsAt.toISOString()}`;
  const broken = sim.noise.breakdownAt(name);
  const dutySeconds = (endsAt - startsAt) / 1000;
  return {
    shiftId,
    name,
    orgId,
    vehicleId,
    accountId,
    startsAt,
    endsAt,
    base,
    at: base,
    rests: row.breaks,
    restsTaken: 0,
    isBusy: false,
    isHome: false,
    isInspected: false,
    looksAt: null,
    breaksDownAt: broken === null ? null : startsAt + broken * (endsAt - startsAt),
    aboard: new Set(),
    given: new Set(),
    spans: [],
    record: {
      shiftId,
      day,
      operatorId: orgId,
      vehicleId,
      dutySeconds,
      trips: 0,
      drivenMetres: 0,
      emptyMetres: 0,
      brokeDown: false,
    },
  };
}

/** Every shift of the region's plan with the crew member who drives it, by beginning. */
export async function loadVehicles(
  sim: Simulation,
  dayOf: (at: Date) => string,
): Promise<Map<string, Vehicle>> {
  const rows = await sim.owner<Row[]>`
    SELECT s.id, s.org_id AS "orgId", s.vehicle_id AS "vehicleId", v.plate, s.starts_at AS "startsAt", s.ends_at AS "endsAt",
      s.base_lat AS lat, s.base_lon AS lon, s.breaks,
      (SELECT m.account_id FROM crew_claim c JOIN crew_member m ON m.region_id = c.region_id AND m.id = c.crew_id
        WHERE c.region_id = s.region_id AND c.shift_id = s.id AND m.account_id IS NOT NULL ORDER BY c.duty, m.id LIMIT 1) AS "accountId"
    FROM shift s JOIN vehicle v ON v.region_id = s.region_id AND v.id = s.vehicle_id
    WHERE s.region_id = ${sim.region.id} ORDER BY s.starts_at, v.plate`;
  return new Map(rows.map((row) => [row.id, vehicleOf(sim, dayOf(row.startsAt), row)]));
}

/** The way to a point as the crew's navigation tells it at this hour. */
export function wayTo(sim: Simulation, from: Point, to: Point): RoadLeg {
  return estimateLeg(from, to, sim.roads, delayAt(sim.roads, sim.now()));
}

/** Milliseconds that the way to a stop really takes. */
export function driveMs(
  sim: Simulation,
  leg: RoadLeg,
  of: { leg: string; district: string; day: string },
): number {
  const minute = minuteOfDay(new Date(sim.now()), sim.region.timeZone);
  return Math.round(leg.seconds * sim.noise.travelFactor({ ...of, minute }) * 1000);
}

/** The vehicle stands at a point now: what it drove counts as empty where nobody was on board. */
export function drivenTo(vehicle: Vehicle, point: Point, metres: number): void {
  vehicle.at = point;
  vehicle.record.drivenMetres += metres;
  if (vehicle.aboard.size === 0) vehicle.record.emptyMetres += metres;
}

/** A stop of the route with the trip behind it, as the platform has them now. */
export interface NextStop extends RouteStop {
  tripId: string;
  status: string;
  district: string;
  key: string;
  /** When the range begins that its booker was told last, epoch milliseconds. */
  toldFrom: number;
}

/** What the crews of a run share. */
export interface Crews {
  sim: Simulation;
  vehicles: ReadonlyMap<string, Vehicle>;
  /** Everything of the queue, so that a verb's consequences stand before the next one. */
  settle: () => Promise<void>;
}
