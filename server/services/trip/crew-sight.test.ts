import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { booking, consent } from "@/db/schema/booking";
import { trip } from "@/db/schema/trip";
import { makeAssignedTrip, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Context } from "@/server/context";
import { seal } from "@/server/gateways/vault";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { getTrip } from "./get";
import { tripsToday } from "./list";

const now = new Date("2026-11-20T07:00:00Z");
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
let database: TestDatabase;
let world: OperatorWorld;
let here: Awaited<ReturnType<typeof makeAssignedTrip>>;

beforeAll(async () => {
  database = await testDatabase();
  world = await makeOperatorWorld(database.owner, seal, now);
  here = await makeAssignedTrip(world, seal);
  await world.db
    .update(trip)
    .set({ status: "completed", boardedAt: later(0.5), endedAt: later(1) })
    .where(and(eq(trip.regionId, world.regionId), eq(trip.id, here.trip.id)));
});
afterAll(() => database.close());

const crewAt = (at: Date): Context => ({
  pool: database.pool,
  now: at,
  region: { id: world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
  actor: {
    kind: "user",
    accountId: world.accountId,
    role: "crew",
    orgId: world.operator.id,
    membershipId: null,
  },
});
const seen = async (at: Date) => {
  const { people, ends } = await getTrip(crewAt(at), { tripId: here.trip.id });
  return { name: people.patientName, phone: people.bookerPhone, door: ends.from.detail };
};
const clear = { name: "张三丰", phone: "+8613912345678", door: "3 号楼 201" };
const masked = { name: "张*", phone: "139****5678", door: "" };

it("a crew reads its trip in clear until a day after its end, then masks", async () => {
  expect(await seen(later(24.9))).toEqual(clear);
  expect(await seen(later(25.1))).toEqual(masked);
});

it("its day's list names doors, which is audited once a day; a day gone by names none", async () => {
  const rows = () =>
    database.owner`SELECT id FROM audit WHERE verb = 'trip.today' AND booking_id = ${here.booking.id}`;
  expect((await tripsToday(crewAt(later(2)), {}))[0]?.from.door?.detail).toBe("3 号楼 201");
  await tripsToday(crewAt(later(3)), {});
  expect(await rows()).toHaveLength(1);
  const [gone] = await tripsToday(crewAt(later(30)), { day: "2026-11-20" });
  expect(gone?.from).toMatchObject({ door: null, label: "331002" });
  expect(await rows()).toHaveLength(1);
});

it("what was taken back or erased after the ride is masked at once", async () => {
  const given = {
    regionId: world.regionId,
    id: uuidv7(),
    bookingId: here.booking.id,
    purpose: "transfer_health_data" as const,
    givenBy: "child",
    textVersion: "1",
    givenAt: now,
  };
  await world.db.insert(consent).values(given);
  expect(await seen(later(2))).toEqual(clear);
  const its = and(eq(consent.regionId, world.regionId), eq(consent.id, given.id));
  await world.db
    .update(consent)
    .set({ withdrawnAt: later(2) })
    .where(its);
  expect(await seen(later(2))).toEqual(masked);
  await world.db.update(consent).set({ withdrawnAt: null }).where(its);
  expect(await seen(later(2))).toEqual(clear);
  await world.db
    .update(booking)
    .set({ personalErasedAt: later(2) })
    .where(and(eq(booking.regionId, world.regionId), eq(booking.id, here.booking.id)));
  expect(await seen(later(2))).toEqual(masked);
});
