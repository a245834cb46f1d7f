import { randomUUID } from "node:crypto";
import type { Context } from "@/server/context";
import { tripHandOver } from "@/server/core/handover";
import { localDay } from "@/server/core/local-time";
import { isLive, type TripStatus } from "@/server/core/trip";
import { type TripAdvance, tripAdvance } from "@/server/core/trip-input";
import { open } from "@/server/gateways/vault";
import { putFile } from "@/server/services/file";
import { handOverTrip } from "@/server/services/handover";
import { advanceTrip } from "@/server/services/trip/advance";
import { tripsToday } from "@/server/services/trip/list";
import { attempt, member, type Simulation } from "./simulation";
import type { NextStop, Vehicle } from "./vehicle";

/** Who holds the phone, at the simulated instant. */
export const crewOf = (sim: Simulation, vehicle: Vehicle): Context =>
  sim.as(member(sim, "crew", vehicle.orgId, vehicle.accountId));

const event = (sim: Simulation, tripId: string) => ({
  eventId: randomUUID(),
  tripId,
  happenedAt: new Date(sim.now()).toISOString(),
});

/** When the crew's phone tells it to set out for a stop, epoch milliseconds; null where it says nothing of it. */
export async function leaveBy(sim: Simulation, vehicle: Vehicle, stop: NextStop): Promise<number | null> {
  const day = localDay(new Date(stop.toldFrom), sim.region.timeZone);
  const trips = await tripsToday(crewOf(sim, vehicle), { day });
  return trips.find((it) => it.id === stop.tripId)?.leaveBy?.getTime() ?? null;
}

/** One confirmation of the crew, through the product's verb; false where it was refused. */
export async function confirmMove(
  sim: Simulation,
  vehicle: Vehicle,
  tripId: string,
  move: TripAdvance["move"],
  data: object = {},
): Promise<boolean> {
  const input = tripAdvance.parse({ ...event(sim, tripId), move, data });
  const said = await attempt(sim, `trip.${move}`, () => advanceTrip(crewOf(sim, vehicle), input));
  return "done" in said;
}

/** The four digits that the family reads out at the door. */
async function boardingCode(sim: Simulation, tripId: string): Promise<string> {
  const [row] = await sim.owner<{ sealed: string }[]>`
    SELECT boarding_code_sealed AS sealed FROM trip WHERE region_id = ${sim.region.id} AND id = ${tripId}`;
  return open(row?.sealed ?? "", `${sim.region.id}/trip/boarding_code`);
}

/** The patient comes on board with the right code. */
export async function board(sim: Simulation, vehicle: Vehicle, tripId: string): Promise<boolean> {
  const code = await boardingCode(sim, tripId);
  return confirmMove(sim, vehicle, tripId, "board", { by: "boarding_code", code });
}

/** A line across the screen, as a finger leaves it. */
const scrawl = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="360" height="120"><rect width="360" height="120" fill="#fff"/><path d="M24 70 Q60 20 110 80 Q150 30 220 76 Q260 50 320 64" fill="none" stroke="#1b2a41" stroke-width="4"/></svg>',
);

async function sign(sim: Simulation, vehicle: Vehicle, tripId: string): Promise<string> {
  const { fileId } = await putFile(crewOf(sim, vehicle), { purpose: "signature", tripId }, scrawl);
  return fileId;
}

/** Both sign and the trip is over; false where it was refused. */
export async function handOver(sim: Simulation, vehicle: Vehicle, tripId: string): Promise<boolean> {
  const input = tripHandOver.parse({
    ...event(sim, tripId),
    end: "dropoff",
    giverName: "随车人员",
    receiverName: "接收人",
    giverSignatureId: await sign(sim, vehicle, tripId),
    receiverSignatureId: await sign(sim, vehicle, tripId),
    state: { consciousness: "alert", breathing: "normal", painScore: 0 },
  });
  const said = await attempt(sim, "trip.handOver", () => handOverTrip(crewOf(sim, vehicle), input));
  return "done" in said;
}

/** What a stop is told with, besides itself. */
interface Seen {
  boarded: boolean;
  told: Date | null;
  fromDistrict: string;
  toDistrict: string;
}

/** The stops that the crew's phone still shows, in driving order. */
export async function stopsAhead(sim: Simulation, vehicle: Vehicle): Promise<NextStop[]> {
  const rows = await sim.owner<(NextStop & Seen)[]>`
    SELECT stop->>'bookingId' AS "bookingId", stop->>'kind' AS kind, (stop->>'lat')::float8 AS lat, (stop->>'lon')::float8 AS lon,
      (stop->>'plannedAt')::float8 AS "plannedAt", (stop->>'serviceSeconds')::float8 AS "serviceSeconds",
      t.id AS "tripId", t.status, t.boarded_at IS NOT NULL AS boarded,
      (SELECT p.pickup_from FROM promise p WHERE p.region_id = t.region_id AND p.booking_id = t.booking_id
        ORDER BY p.created_at DESC, p.id DESC LIMIT 1) AS told,
      b.from_district AS "fromDistrict", b.to_district AS "toDistrict"
    FROM shift s CROSS JOIN jsonb_array_elements(s.route) WITH ORDINALITY AS stops(stop, place)
    JOIN trip t ON t.region_id = s.region_id AND t.booking_id::text = stop->>'bookingId' AND t.shift_id = s.id
    JOIN booking b ON b.region_id = t.region_id AND b.id = t.booking_id
    WHERE s.region_id = ${sim.region.id} AND s.id = ${vehicle.shiftId} ORDER BY stops.place`;
  const keys = new Map([...sim.courses.values()].map((it) => [it.bookingId, it.request.key]));
  return rows
    .filter((it) => isLive(it.status as TripStatus) && (it.kind === "dropoff" || !it.boarded))
    .filter((it) => !vehicle.given.has(it.tripId))
    .map((it) => ({
      ...it,
      district: it.kind === "pickup" ? it.fromDistrict : it.toDistrict,
      key: keys.get(it.bookingId) ?? it.bookingId,
      toldFrom: it.told?.getTime() ?? it.plannedAt * 1000,
    }));
}

/** How a trip stands now, and how long its vehicle is cleaned afterwards. */
export async function tripNow(
  sim: Simulation,
  stop: NextStop,
): Promise<{ status: string; cleaningSeconds: number }> {
  const [row] = await sim.owner<{ status: string; cleaning: number | null }[]>`
    SELECT t.status, (b.needs->>'disinfectionSeconds')::int AS cleaning
    FROM trip t JOIN booking b ON b.region_id = t.region_id AND b.id = t.booking_id
    WHERE t.region_id = ${sim.region.id} AND t.id = ${stop.tripId}`;
  return { status: row?.status ?? "cancelled", cleaningSeconds: row?.cleaning ?? 0 };
}
