import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { booking, consent } from "@/db/schema/booking";
import { position, trip } from "@/db/schema/trip";
import { makeAssignedTrip, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Actor, Context } from "@/server/context";
import type { ConsentPurpose } from "@/server/core/consent";
import { seal } from "@/server/gateways/vault";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";
import { askAgain } from "./again";
import { consentsOfBooking, ownConsents, withdrawAllConsents } from "./consents";
import { trackBooking } from "./track";
import { withdrawConsent } from "./withdraw-consent";

const now = new Date("2026-11-20T07:00:00Z");
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
let database: TestDatabase;
let world: OperatorWorld;

beforeAll(async () => {
  database = await testDatabase();
  world = await makeOperatorWorld(database.owner, seal, now);
});
afterAll(() => database.close());

const contextOf = (actor: Actor): Context => ({
  pool: database.pool,
  actor,
  now,
  region: { id: world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
});
const guestOf = (bookingId: string) =>
  contextOf({ kind: "guest", bookingId, link: "track", manage: true, browserIndex: "b", addressIndex: "a" });
const familyOf = (accountId: string) =>
  contextOf({ kind: "user", accountId, role: "family", orgId: null, membershipId: null });

/** A ride under way with a fresh position, booked by an account that agreed to some purposes. */
async function riding(accountId: string, purposes: ConsentPurpose[]) {
  const made = await makeAssignedTrip(world, seal);
  const { regionId, db, vehicle, shift } = world;
  const isIt = and(eq(booking.regionId, regionId), eq(booking.id, made.booking.id));
  await db
    .update(booking)
    .set({ bookedBy: accountId, viewerUsers: [accountId] })
    .where(isIt);
  const rows = purposes.map((purpose) => ({
    regionId,
    id: uuidv7(),
    bookingId: made.booking.id,
    purpose,
    givenBy: "child",
    textVersion: "1",
    givenAt: before(120),
    viewerUsers: [accountId],
  }));
  await db.insert(consent).values(rows);
  const its = and(eq(trip.regionId, regionId), eq(trip.id, made.trip.id));
  await db
    .update(trip)
    .set({ status: "en_route", departedAt: before(10) })
    .where(its);
  const seen = { regionId, vehicleId: vehicle.id, shiftId: shift.id, bookingId: made.booking.id };
  await db
    .insert(position)
    .values({ ...seen, at: before(2), lat: 28.66, lon: 121.42 })
    .onConflictDoNothing();
  const end = () => db.update(trip).set({ status: "completed", endedAt: now }).where(its);
  return { bookingId: made.booking.id, end };
}

it("the vehicle's place is shown by agreement only, and no more once that is taken back", async () => {
  const account = uuidv7();
  const { bookingId, end } = await riding(account, ["transfer_health_data", "location_tracking"]);
  const guest = guestOf(bookingId);
  const shown = await trackBooking(guest, {});
  expect(shown).toMatchObject({ isPositionShared: true, position: { lat: 28.66 } });
  await withdrawConsent(guest, { purpose: "location_tracking" });
  const hidden = await trackBooking(guest, {});
  expect(hidden).toMatchObject({ isPositionShared: false, position: null });
  expect(hidden.arrival).not.toBeNull();
  const given = await consentsOfBooking(guest, {});
  expect(given.map(({ purpose, withdrawnAt, isBound }) => [purpose, withdrawnAt !== null, isBound])).toEqual([
    ["transfer_health_data", false, true],
    ["location_tracking", true, false],
  ]);
  await end();
  const never = await riding(account, ["transfer_health_data"]);
  expect((await trackBooking(guestOf(never.bookingId), {})).position).toBeNull();
  await never.end();
});

it("the health data are needed until the ride is over; taken back then, they serve no other booking", async () => {
  const { bookingId, end } = await riding(uuidv7(), ["transfer_health_data", "minor_guardian"]);
  const guest = guestOf(bookingId);
  for (const purpose of ["transfer_health_data", "minor_guardian"] as const)
    expect(await keyOf(withdrawConsent(guest, { purpose }))).toBe("conflict consent.cancel_instead");
  await end();
  expect((await askAgain(guest, { swap: false })).from.detail).toBe("3 号楼 201");
  await withdrawConsent(guest, { purpose: "transfer_health_data" });
  expect(await keyOf(askAgain(guest, { swap: false }))).toBe("conflict consent.withdrawn");
  expect(await keyOf(withdrawConsent(guest, { purpose: "transfer_health_data" }))).toBe(
    "conflict consent.not_given",
  );
});

it("a family sees what it agreed to in all its bookings, and takes one purpose back in all", async () => {
  const account = uuidv7();
  const over = await riding(account, ["transfer_health_data", "quality_follow_up"]);
  await over.end();
  const coming = await riding(account, ["transfer_health_data", "quality_follow_up"]);
  const family = familyOf(account);
  expect((await ownConsents(family)).map(({ purpose, bookings }) => [purpose, bookings])).toEqual([
    ["transfer_health_data", 2],
    ["quality_follow_up", 2],
  ]);
  expect(await ownConsents(familyOf(uuidv7()))).toEqual([]);
  expect(await withdrawAllConsents(familyOf(uuidv7()), { purpose: "quality_follow_up" })).toEqual({
    withdrawn: 0,
    kept: 0,
  });
  expect(await withdrawAllConsents(family, { purpose: "quality_follow_up" })).toEqual({
    withdrawn: 2,
    kept: 0,
  });
  // One ride is over, the other still to come.
  expect(await withdrawAllConsents(family, { purpose: "transfer_health_data" })).toEqual({
    withdrawn: 1,
    kept: 1,
  });
  expect((await ownConsents(family)).map(({ purpose, bookings }) => [purpose, bookings])).toEqual([
    ["transfer_health_data", 1],
  ]);
  await coming.end();
});
