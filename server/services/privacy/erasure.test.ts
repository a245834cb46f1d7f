import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { account } from "@/db/schema/account";
import { booking, consent } from "@/db/schema/booking";
import { emergencyHandover } from "@/db/schema/seat";
import { trip } from "@/db/schema/trip";
import { makeAssignedTrip, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import { renderMail } from "@/emails/registry";
import type { Actor, Context } from "@/server/context";
import { open, seal } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { sealRegion } from "@/server/services/sealer";
import { assertMaskedAudit } from "@/server/test-audit";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";
import { decideErasure } from "./decide-erasure";
import { listRequests, previewRequest, requestErasure } from "./erasure";
import { exportPerson } from "./export-person";

const now = new Date("2026-11-20T07:00:00Z");
/** Each test has hours of its own: the sealer never goes back. */
let base = 0;
const later = (hours: number) => new Date(now.getTime() + (base + hours) * 3_600_000);
let database: TestDatabase;
let world: OperatorWorld;
let here: Awaited<ReturnType<typeof makeAssignedTrip>>;
const mother = uuidv7();

beforeAll(async () => {
  database = await testDatabase();
  world = await makeOperatorWorld(database.owner, seal, now);
  await world.db.insert(account).values({
    id: mother,
    nameSealed: seal("张无忌", "-/account/name"),
    phoneSealed: seal("+8613912345678", "-/account/phone"),
    createdAt: now,
  });
});
afterAll(() => database.close());
beforeEach(async () => {
  base += 10;
  here = await ride();
});

const contextOf = (actor: Actor, at = later(3), regionId = world.regionId): Context => ({
  pool: database.pool,
  actor,
  now: at,
  region: { id: regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
});
const family = (accountId = mother): Context =>
  contextOf({ kind: "user", accountId, role: "family", orgId: null, membershipId: null, sessionHash: "s" });
const regulator = (regionId = world.regionId): Context =>
  contextOf(
    { kind: "user", accountId: uuidv7(), role: "regulator", orgId: world.regulator.id, membershipId: null },
    later(4),
    regionId,
  );
const system = (at = later(3.5)) => contextOf({ kind: "system", job: "seal" }, at);

/** Booked by the mother with a consent, something said in the audit, still to be carried. */
async function ride() {
  const made = await makeAssignedTrip(world, seal);
  const { regionId, db } = world;
  const id = made.booking.id;
  await db
    .update(booking)
    .set({ bookedBy: mother, viewerUsers: [mother] })
    .where(and(eq(booking.regionId, regionId), eq(booking.id, id)));
  const given = {
    purpose: "transfer_health_data" as const,
    givenBy: "child",
    textVersion: "1",
    givenAt: now,
  };
  await db.insert(consent).values({ ...given, regionId, id: uuidv7(), bookingId: id, viewerUsers: [mother] });
  await inTransaction(contextOf({ kind: "system", job: "test" }, later(0)), (tx) =>
    writeAudit(tx, {
      verb: "booking.confirm",
      noun: "booking",
      nounId: id,
      bookingId: id,
      after: { to: "139****5678" },
    }),
  );
  return made;
}
const end = (values: Partial<typeof trip.$inferInsert>) =>
  world.db
    .update(trip)
    .set({ endedAt: later(1), ...values })
    .where(and(eq(trip.regionId, world.regionId), eq(trip.id, here.trip.id)));
const carried = () => end({ status: "completed", boardedAt: later(0) });
const row = async () => {
  const [found] = await world.db.select().from(booking).where(eq(booking.id, here.booking.id));
  return found;
};
const asked = async () => {
  await requestErasure(family(), { bookingId: here.booking.id });
  await sealRegion(system());
  const request = (await listRequests(regulator())).find(({ bookingId }) => bookingId === here.booking.id);
  if (!request) throw new Error("not in the list");
  return request;
};

describe("a request for erasure", () => {
  it("waits for the end of the ride, is asked once, by whoever booked, and has a day", async () => {
    const bookingId = here.booking.id;
    expect(await keyOf(requestErasure(family(), { bookingId }))).toBe("conflict erasure.not_over");
    await carried();
    expect(await keyOf(requestErasure(family(uuidv7()), { bookingId }))).toBe("not_found booking.not_found");
    const looks: Actor = {
      kind: "guest",
      bookingId,
      link: "track",
      manage: false,
      browserIndex: "b",
      addressIndex: "a",
    };
    expect(await keyOf(requestErasure(contextOf(looks), {}))).toBe("forbidden booking.code_needed");
    const { dueAt } = await requestErasure(family(), { bookingId });
    expect(dueAt).toEqual(later(3 + 15 * 24));
    expect(await keyOf(requestErasure(family(), { bookingId }))).toBe("conflict erasure.requested");
    expect((await previewRequest(family(), { bookingId })).request?.status).toBe("requested");
  });

  it("of somebody who was carried takes contacts, words and consents; the record of the ride is kept by law", async () => {
    await carried();
    const { id, plan } = await asked();
    expect(plan).toMatchObject({ scope: "rest", careUntil: new Date("2041-11-21T04:00:00Z") });
    await decideErasure(regulator(), { requestId: id, decision: "erase" });
    expect(await row()).toMatchObject({
      bookerPhoneSealed: null,
      bookerEmailSealed: null,
      personalErasedAt: null,
    });
    expect((await row())?.patientNameSealed).not.toBeNull();
    const [taken] = await world.db.select().from(consent).where(eq(consent.bookingId, here.booking.id));
    expect(taken?.withdrawnAt).not.toBeNull();
    const values = await database.owner`
      SELECT 1 FROM audit WHERE booking_id = ${here.booking.id} AND verb = 'booking.confirm' AND after IS NOT NULL`;
    expect(values).toHaveLength(0);
    expect(await keyOf(decideErasure(regulator(), { requestId: id, decision: "erase" }))).toBe(
      "conflict erasure.decided",
    );
  });

  it("of a ride that nobody took takes everything, and tells the person before nobody is left to tell", async () => {
    await database.owner`DELETE FROM message`;
    await end({ status: "cancelled" });
    await world.db
      .update(booking)
      .set({ cancelledAt: later(1) })
      .where(eq(booking.id, here.booking.id));
    const { id, plan } = await asked();
    expect(plan).toMatchObject({ scope: "all", careUntil: null });
    await decideErasure(regulator(), { requestId: id, decision: "erase" });
    expect(await row()).toMatchObject({
      patientNameSealed: null,
      bookerNameSealed: null,
      personalErasedAt: later(4),
    });
    const [told] =
      await database.owner`SELECT * FROM message WHERE NOT (channel = 'in_app' AND account_id IS NOT NULL) AND template = 'erasure_decided' AND channel = 'sms'`;
    expect(told?.booking_id).toBeNull();
    expect(open(String(told?.to_sealed), `${world.regionId}/message/to`)).toBe("+8613912345678");
    const data = JSON.parse(open(String(told?.data_sealed), `${world.regionId}/message/data`));
    const region = { name: "台州市", number: "96120", timeZone: "Asia/Shanghai" };
    expect((await renderMail("erasure_decided", "zh-CN", { region, ...data })).text).toContain(
      "姓名和住址也删除了",
    );
    expect(await keyOf(requestErasure(family(), { bookingId: here.booking.id }))).toBe(
      "conflict erasure.done",
    );
  });

  it("of somebody who was handed over to 120 leaves the record of that", async () => {
    await end({ status: "cancelled" });
    await world.db
      .update(booking)
      .set({ cancelledAt: later(1) })
      .where(eq(booking.id, here.booking.id));
    const handedOver = {
      direction: "to_120" as const,
      reference: `R${base}`,
      record: {},
      createdAt: later(1),
    };
    await world.db
      .insert(emergencyHandover)
      .values({ ...handedOver, regionId: world.regionId, id: uuidv7(), bookingId: here.booking.id });
    const { plan } = await asked();
    expect(plan?.scope).toBe("rest");
    expect(plan?.careUntil?.getUTCFullYear()).toBe(2041);
  });

  it("is refused with a reason, and found by its own region only", async () => {
    await carried();
    const { id } = await asked();
    expect(await keyOf(decideErasure(regulator("420112"), { requestId: id, decision: "erase" }))).toBe(
      "not_found erasure.not_found",
    );
    await decideErasure(regulator(), { requestId: id, decision: "refuse", reason: "投诉还在处理" });
    expect((await previewRequest(family(), { bookingId: here.booking.id })).request).toMatchObject({
      status: "refused",
      reason: "投诉还在处理",
    });
    expect((await row())?.bookerPhoneSealed).not.toBeNull();
  });
});

it("a person's own data come whole and in clear, nobody else's, and taking them out is recorded", async () => {
  const mine = await exportPerson(family());
  expect(mine.account).toMatchObject({
    name: "张无忌",
    contacts: [{ kind: "phone", value: "+8613912345678" }],
  });
  const found = mine.bookings.find(({ id }) => id === here.booking.id);
  expect(found).toMatchObject({
    regionId: world.regionId,
    patient: { name: "张三丰" },
    from: { detail: "3 号楼 201" },
    consents: [{ purpose: "transfer_health_data" }],
    trips: [{ plate: "浙JA1234" }],
  });
  const text = JSON.stringify(mine);
  expect(text).not.toMatch(/Sealed|viewer|陈司机/);
  const other = uuidv7();
  await world.db
    .insert(account)
    .values({ id: other, nameSealed: seal("别人", "-/account/name"), createdAt: now });
  expect((await exportPerson(family(other))).bookings).toEqual([]);
  const rows = await database.owner`SELECT noun_id FROM audit WHERE verb = 'personal.export'`;
  expect(rows.map(({ noun_id }) => noun_id)).toEqual([mother]);
  await assertMaskedAudit(database.owner);
});
