import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeAssignedTrip, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Context } from "@/server/context";
import { tripAdvance } from "@/server/core/trip-input";
import { seal } from "@/server/gateways/vault";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { advanceTrip } from "./advance";

let database: TestDatabase;
let world: OperatorWorld;
let here: Awaited<ReturnType<typeof makeAssignedTrip>>;
const now = new Date("2026-11-20T02:00:00Z");
const clock = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
/** Loading at 200 min for ten minutes, a ride of thirty, unloading for five. */
const planned = { from: 200, until: 245 };

beforeAll(async () => {
  database = await testDatabase();
  world = await makeOperatorWorld(database.owner, seal, now);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.owner`DELETE FROM claim`;
  here = await makeAssignedTrip(world, seal);
  const { id: bookingId } = here.booking;
  const stop = (kind: string, minute: number, minutes: number) => ({
    bookingId,
    kind,
    lat: 28.66,
    lon: 121.43,
    plannedAt: clock(minute).getTime() / 1000,
    serviceSeconds: minutes * 60,
  });
  const route = JSON.stringify([stop("pickup", 200, 10), stop("dropoff", 240, 5)]);
  await database.owner`UPDATE shift SET route = ${route}::text::jsonb WHERE id = ${world.shift.id}`;
  await claimed(bookingId, planned.from, planned.until);
});

const claimed = (bookingId: string, from: number, until: number) =>
  database.owner`INSERT INTO claim (region_id, id, vehicle_id, shift_id, berth, during, state, booking_id, created_at)
    VALUES (${world.regionId}, ${uuidv7()}, ${world.vehicle.id}, ${world.shift.id}, 'stretcher-1',
      tstzrange(${clock(from).toISOString()}, ${clock(until).toISOString()}), 'assigned', ${bookingId}, ${now.toISOString()})`;

const spanOf = async (bookingId: string) => {
  const [row] = await database.owner`
    SELECT lower(during) AS from, upper(during) AS until FROM claim WHERE booking_id = ${bookingId}`;
  const minutes = (at: unknown) => (new Date(at as Date).getTime() - now.getTime()) / 60_000;
  return row ? [minutes(row.from), minutes(row.until)] : null;
};

function move(name: string, minutes: number, data?: object) {
  const actor = {
    kind: "user" as const,
    accountId: world.accountId,
    role: "crew" as const,
    orgId: world.operator.id,
    membershipId: null,
  };
  const region = { id: world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" };
  const ctx: Context = { pool: database.pool, actor, region, now: clock(minutes) };
  const input = {
    eventId: uuidv7(),
    tripId: here.trip.id,
    move: name,
    happenedAt: clock(minutes).toISOString(),
    ...(data ? { data } : {}),
  };
  return advanceTrip(ctx, tripAdvance.parse(input));
}
const code = { by: "boarding_code", code: "4711" };

describe("the claims of a trip", () => {
  it("move with one that begins hours early, and give its planned time back", async () => {
    const id = here.booking.id;
    await move("depart", 10);
    expect(await spanOf(id)).toEqual([planned.from, planned.until]);
    await move("arrive_pickup", 20);
    // At the door early: the patient may still want the planned time.
    expect(await spanOf(id)).toEqual([20, planned.until]);
    await move("board", 30, code);
    expect(await spanOf(id)).toEqual([20, 65]);
    await move("arrive_dropoff", 55);
    expect(await spanOf(id)).toEqual([20, 60]);
  });

  it("move with one that runs late, as far as nobody else holds the berth", async () => {
    const id = here.booking.id;
    const next = await makeAssignedTrip(world, seal);
    await claimed(next.booking.id, 270, 320);
    await move("depart", 210);
    await move("arrive_pickup", 220);
    expect(await spanOf(id)).toEqual([220, 265]);
    await move("board", 260, code);
    expect(await spanOf(id)).toEqual([220, 270]);
    expect(await spanOf(next.booking.id)).toEqual([270, 320]);
  });

  it("end at once with a trip that is broken off", async () => {
    await move("depart", 195);
    await move("arrive_pickup", 200);
    await move("cannot_carry", 215, { reason: "not_there", note: "" });
    expect(await spanOf(here.booking.id)).toEqual([200, 215]);
  });
});
