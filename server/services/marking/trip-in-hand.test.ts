import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeCertification, makeVehicle } from "@/db/seed/factories";
import { makeAssignedTrip, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Actor, Context } from "@/server/context";
import { seal } from "@/server/gateways/vault";
import { guestOfBooking, newVisitor } from "@/server/test-asking";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { verifyVehicle } from "./verify";

let database: TestDatabase;
let world: OperatorWorld;
let here: Awaited<ReturnType<typeof makeAssignedTrip>>;
const now = new Date("2026-11-20T02:00:00Z");

beforeAll(async () => {
  database = await testDatabase();
  world = await makeOperatorWorld(database.owner, seal, now);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.owner`TRUNCATE marking_scan, trip_event, trip, quote, booking, claim CASCADE`;
  here = await makeAssignedTrip(world, seal);
});

const contextOf = (actor: Actor, minutes = 0): Context => ({
  pool: database.pool,
  actor,
  region: { id: world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
  now: new Date(now.getTime() + minutes * 60_000),
});
const guest = (minutes = 0, as = newVisitor()) =>
  contextOf(guestOfBooking(here.booking.id, as, "track"), minutes);
const mark = () => world.vehicle.plate;
const matchAt = async (minutes: number, plate = mark()) =>
  (await verifyVehicle(guest(minutes), { mark: plate })).trip?.match;

async function otherVehicle(): Promise<string> {
  const { regionId, operator, db } = world;
  const plate = "浙J0T901";
  const [known] = await database.owner`SELECT plate FROM vehicle WHERE plate = ${plate}`;
  if (known) return plate;
  const { id } = await makeVehicle(db, { regionId, orgId: operator.id, plate, class: "wheelchair" });
  await makeCertification(db, { regionId, orgId: operator.id, subject: "vehicle", subjectId: id });
  return plate;
}

describe("with a tracking link in hand", () => {
  it("the trip's vehicle is right, with plate, masked crew and time to compare", async () => {
    const seen = await verifyVehicle(guest(), { mark: mark() });
    expect(seen).toMatchObject({ outcome: "right", trip: { match: "right", plate: mark() } });
    expect(seen.trip?.crew.map(({ name }) => name).join()).toMatch(/^.\*+$/);
    expect(seen.trip?.pickupFrom).toBeInstanceOf(Date);
  });

  it("any other vehicle is the wrong one, certified or not; nobody's mark is, too", async () => {
    expect(await matchAt(0, await otherVehicle())).toBe("wrong_vehicle");
    expect(await matchAt(0, "浙J0T999")).toBe("wrong_vehicle");
    const [row] = await database.owner`
      SELECT outcome, trip_match, booking_id FROM marking_scan WHERE mark = '浙J0T901'`;
    expect(row).toMatchObject({ outcome: "right", trip_match: "wrong_vehicle", booking_id: here.booking.id });
    const audits = await database.owner`
      SELECT after FROM audit WHERE verb = 'certification.verify' AND booking_id = ${here.booking.id}`;
    expect(audits.length).toBeGreaterThan(0);
  });

  it("hours early it is the wrong time, unless the crew has set out", async () => {
    expect(await matchAt(-200)).toBe("wrong_time");
    await database.owner`UPDATE trip SET departed_at = ${new Date(now.getTime() - 205 * 60_000).toISOString()}`;
    expect(await matchAt(-200)).toBe("right");
  });

  it("a crew member who is not certified, or left the operator's list, is told", async () => {
    const { id } = world.driver;
    await database.owner`UPDATE certification SET status = 'suspended' WHERE subject_id = ${id}`;
    expect(await matchAt(0)).toBe("crew_not_certified");
    await database.owner`UPDATE certification SET status = 'certified' WHERE subject_id = ${id}`;
    await database.owner`UPDATE crew_member SET status = 'left' WHERE id = ${id}`;
    expect(await matchAt(0)).toBe("crew_not_certified");
    await database.owner`UPDATE crew_member SET status = 'active' WHERE id = ${id}`;
    expect(await matchAt(0)).toBe("right");
  });

  it("before a vehicle is assigned, and after the trip, nothing is green", async () => {
    await database.owner`UPDATE trip SET ended_at = ${now.toISOString()}`;
    expect(await matchAt(1)).toBe("over");
    await database.owner`UPDATE trip SET status = 'cancelled'`;
    expect(await matchAt(1)).toBe("no_vehicle");
  });

  it("the look before the link was read and the one with it are one scan", async () => {
    const browser = newVisitor();
    const first = await verifyVehicle(contextOf(browser), { mark: mark() });
    const second = await verifyVehicle(guest(1, browser), { mark: mark() });
    expect(second.scanId).toBe(first.scanId);
    const rows = await database.owner`SELECT trip_match FROM marking_scan`;
    expect(rows.map((row) => row.trip_match)).toEqual(["right"]);
  });

  it("answers well under a second", async () => {
    const began = performance.now();
    await verifyVehicle(guest(), { mark: mark() });
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
