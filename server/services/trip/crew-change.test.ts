import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeCertification, makeCrewMember } from "@/db/seed/factories";
import { makeAssignedTrip, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Actor, Context } from "@/server/context";
import { tripAdvance, tripReport } from "@/server/core/trip-input";
import { seal } from "@/server/gateways/vault";
import { saveShift } from "@/server/services/fleet/shift";
import { reportPositions } from "@/server/services/position";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";
import { advanceTrip } from "./advance";
import { getTrip } from "./get";
import { tripsToday } from "./list";

let database: TestDatabase;
let world: OperatorWorld;
let here: Awaited<ReturnType<typeof makeAssignedTrip>>;
let relief: { id: string; accountId: string };
const now = new Date("2026-11-20T02:00:00Z");
const clock = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.owner`TRUNCATE position, trip_event, trip, quote, booking, claim, crew_claim, shift, vehicle, crew_member,
    certification, rule_version, audit, organization CASCADE`;
  await database.owner`DELETE FROM region`;
  world = await makeOperatorWorld(database.owner, seal, now);
  here = await makeAssignedTrip(world, seal);
  const accountId = uuidv7();
  const { id } = await makeCrewMember(world.db, {
    regionId: world.regionId,
    orgId: world.operator.id,
    accountId,
    nameSealed: seal("李替班", `${world.regionId}/crew_member/name`),
    nameIndex: uuidv7(),
    duties: ["driver"],
  });
  const paper = { regionId: world.regionId, orgId: world.operator.id, subject: "crew" as const };
  await makeCertification(world.db, { ...paper, subjectId: id });
  relief = { id, accountId };
});

const contextOf = (actor: Actor, minutes = 0): Context => ({
  pool: database.pool,
  actor,
  region: { id: world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
  now: clock(minutes),
});
const staff = (role: "crew" | "dispatcher", accountId: string, minutes = 0) =>
  contextOf({ kind: "user", accountId, role, orgId: world.operator.id, membershipId: null }, minutes);
const move = (name: string, minutes: number, data?: object) =>
  tripAdvance.parse({
    eventId: uuidv7(),
    tripId: here.trip.id,
    move: name,
    happenedAt: clock(minutes).toISOString(),
    ...(data ? { data } : {}),
  });

/** The dispatcher puts the relief in the driver's place, on the shift as it stands. */
const relieve = () =>
  saveShift(staff("dispatcher", uuidv7(), 5), {
    shiftId: world.shift.id,
    vehicleId: world.vehicle.id,
    kind: "committed",
    day: "2026-11-20",
    from: "06:00",
    until: "18:00",
    rest: null,
    crew: [{ crewId: relief.id, duty: "driver" }],
  });

describe("a crew member taken off a shift", () => {
  it("can no longer move or read its trip, and is told why; the relief goes on with it", async () => {
    const driver = (minutes: number) => staff("crew", world.accountId, minutes);
    await advanceTrip(driver(1), move("depart", 1));
    await relieve();
    expect(await keyOf(advanceTrip(driver(6), move("arrive_pickup", 6)))).toBe("forbidden trip.not_on_shift");
    expect(await keyOf(getTrip(driver(6), { tripId: here.trip.id }))).toBe("forbidden trip.not_on_shift");
    expect(await tripsToday(driver(6), {})).toEqual([]);
    const next = (minutes: number) => staff("crew", relief.accountId, minutes);
    expect((await tripsToday(next(6), {})).map((it) => it.id)).toEqual([here.trip.id]);
    await advanceTrip(next(8), move("arrive_pickup", 8));
    const code = { by: "boarding_code", code: "4711" };
    expect(await advanceTrip(next(9), move("board", 9, code))).toMatchObject({ status: "on_board" });
  });

  it("is no longer named to the family, nor sees the booking", async () => {
    await relieve();
    const [row] = await database.owner`SELECT crew, viewer_users FROM trip WHERE id = ${here.trip.id}`;
    expect(row?.crew).toMatchObject([{ crewId: relief.id, accountId: relief.accountId, duty: "driver" }]);
    expect(row?.viewer_users).toEqual([relief.accountId]);
    const [booked] = await database.owner`SELECT viewer_users FROM booking WHERE id = ${here.booking.id}`;
    expect(booked?.viewer_users).toEqual([relief.accountId]);
    const told = await database.owner`SELECT verb FROM audit WHERE booking_id = ${here.booking.id}`;
    expect(told.map((it) => it.verb)).toContain("trip.change_crew");
  });

  it("keeps what it carried to the end", async () => {
    await database.owner`UPDATE trip SET status = 'completed', departed_at = ${clock(0).toISOString()},
      ended_at = ${clock(2).toISOString()} WHERE id = ${here.trip.id}`;
    await relieve();
    expect((await tripsToday(staff("crew", world.accountId, 6), {})).map((it) => it.id)).toEqual([
      here.trip.id,
    ]);
  });
});

describe("where the vehicle is", () => {
  const report = (minutes: number, lat: number) =>
    reportPositions(
      staff("crew", world.accountId, minutes),
      tripReport.parse({
        shiftId: world.shift.id,
        positions: [{ at: clock(minutes).toISOString(), lat, lon: 121.4, accuracyMetres: 10 }],
      }),
    );
  const seen = async (tripId: string, minutes: number) =>
    (await getTrip(staff("dispatcher", uuidv7(), minutes), { tripId })).position?.lat ?? null;
  const stamp = (tripId: string, column: "departed_at" | "boarded_at" | "ended_at", minutes: number) =>
    database.owner`UPDATE trip SET ${database.owner(column)} = ${clock(minutes).toISOString()},
      status = ${column === "departed_at" ? "en_route" : column === "boarded_at" ? "on_board" : "completed"}
      WHERE id = ${tripId}`;

  it("is told to a booking only while the vehicle drives for it", async () => {
    const other = await makeAssignedTrip(world, seal);
    const [mine, theirs] = [here.trip.id, other.trip.id];
    await report(1, 28.61);
    expect([await seen(mine, 1), await seen(theirs, 1)]).toEqual([null, null]);
    await stamp(mine, "departed_at", 2);
    await report(3, 28.62);
    expect([await seen(mine, 3), await seen(theirs, 3)]).toEqual([28.62, null]);
    // Set out for the next one too early: the first patient is on board, whose street is nobody's business.
    await stamp(mine, "boarded_at", 4);
    await stamp(theirs, "departed_at", 5);
    await report(6, 28.63);
    expect([await seen(mine, 6), await seen(theirs, 6)]).toEqual([28.63, null]);
    await stamp(mine, "ended_at", 8);
    await report(10, 28.64);
    expect([await seen(mine, 10), await seen(theirs, 10)]).toEqual([null, 28.64]);
    await stamp(theirs, "ended_at", 12);
    await report(14, 28.65);
    expect([await seen(mine, 14), await seen(theirs, 14)]).toEqual([null, null]);
  });

  it("is told to both who share the ride", async () => {
    const other = await makeAssignedTrip(world, seal);
    for (const [index, id] of [here.trip.id, other.trip.id].entries()) {
      await stamp(id, "departed_at", 1 + index);
      await stamp(id, "boarded_at", 3 + index);
    }
    await report(5, 28.66);
    expect([await seen(here.trip.id, 5), await seen(other.trip.id, 5)]).toEqual([28.66, 28.66]);
  });
});
