import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { oneTimeCode } from "@/db/schema/account";
import { booking } from "@/db/schema/booking";
import { patient } from "@/db/schema/patient";
import { callback, emergencyHandover } from "@/db/schema/seat";
import { handover, position, trip } from "@/db/schema/trip";
import { makeBooking, makeRuleVersion } from "@/db/seed/factories";
import { makeAssignedTrip, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Context } from "@/server/context";
import { regionSettings } from "@/server/core/region-settings";
import { open, seal } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { openPlace } from "@/server/services/booking/row";
import { sendMessage } from "@/server/services/message";
import { assertMaskedAudit } from "@/server/test-audit";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { keepRetention } from "./keep-retention";
import { retentionReport } from "./retention-report";

const now = new Date("2026-11-20T07:00:00Z");
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
const years = (count: number) => days(count * 366);
let database: TestDatabase;
let world: OperatorWorld;
let here: Awaited<ReturnType<typeof makeAssignedTrip>>;

const at = (instant: Date, regionId = world.regionId): Context => ({
  pool: database.pool,
  now: instant,
  region: { id: regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
  actor: { kind: "system", job: "keep-retention" },
});
const bookingRow = async () => {
  const [row] = await world.db
    .select()
    .from(booking)
    .where(and(eq(booking.regionId, world.regionId), eq(booking.id, here.booking.id)));
  if (!row) throw new Error("gone");
  return row;
};

async function carried() {
  here = await makeAssignedTrip(world, seal);
  const { regionId, db } = world;
  await db
    .update(trip)
    .set({ status: "completed", endedAt: now })
    .where(and(eq(trip.regionId, regionId), eq(trip.id, here.trip.id)));
  const name = (column: string) => seal("李护士", `${regionId}/handover/${column}`);
  await db.insert(handover).values({
    ...here.seen,
    regionId,
    id: uuidv7(),
    tripId: here.trip.id,
    bookingId: here.booking.id,
    end: "pickup",
    giverNameSealed: name("giver_name"),
    receiverNameSealed: name("receiver_name"),
    giverSignatureId: uuidv7(),
    receiverSignatureId: uuidv7(),
    identifiedBy: "boarding_code",
    state: {},
    happenedAt: now,
  });
  await inTransaction(at(now), (tx) =>
    sendMessage(tx, {
      channel: "sms",
      to: "+8613912345678",
      template: "trip_completed",
      locale: "zh-CN",
      data: { bookingNumber: "26-1", from: "椒江区某小区" },
      bookingId: here.booking.id,
      dedupeKey: "t:1",
    }),
  );
}

beforeAll(async () => {
  database = await testDatabase();
  world = await makeOperatorWorld(database.owner, seal, now);
  await carried();
  const content = regionSettings.parse({ source: "测试", privacy: { draftDays: 20 } });
  await makeRuleVersion(world.db, { regionId: world.regionId, kind: "region", code: "region", content });
});
afterAll(() => database.close());

describe("keeping data for its time and no longer", () => {
  it("forgets nothing that is young, and says so by an empty round", async () => {
    expect(await keepRetention(at(days(10)))).toEqual({});
    expect((await bookingRow()).patientNameSealed).not.toBeNull();
  });

  it("blanks bookings that nobody confirmed, by the region's own days", async () => {
    const sealed = (column: string, value: string) => seal(value, `${world.regionId}/booking/${column}`);
    const home = {
      facilityId: null,
      label: "路桥区某小区",
      detail: "501",
      district: "331004",
      lat: 28.61234,
      lon: 121.4,
    };
    const draft = await makeBooking(world.db, {
      regionId: world.regionId,
      fromSealed: sealed("from", JSON.stringify(home)),
      toSealed: sealed("to", JSON.stringify(home)),
      patientNameSealed: sealed("patient_name", "张三丰"),
      wantedFrom: now,
      wantedUntil: now,
      createdAt: now,
    });
    const handed = await makeBooking(world.db, {
      regionId: world.regionId,
      fromSealed: sealed("from", JSON.stringify(home)),
      toSealed: sealed("to", JSON.stringify(home)),
      wantedFrom: now,
      wantedUntil: now,
      createdAt: now,
    });
    const handedOver = { direction: "to_120" as const, reference: "R1", record: {}, createdAt: now };
    await world.db
      .insert(emergencyHandover)
      .values({ ...handedOver, regionId: world.regionId, id: uuidv7(), bookingId: handed.id });
    expect(await keepRetention(at(days(19)))).toEqual({});
    expect(await keepRetention(at(days(21)))).toEqual({ drafts: 1 });
    expect(await keepRetention(at(days(22)))).toEqual({});
    const [row] = await world.db.select().from(booking).where(eq(booking.id, draft.id));
    expect(row).toMatchObject({ patientNameSealed: null, personalErasedAt: days(21) });
    const left = await inTransaction(at(now), async (tx) => row && openPlace(tx, "from", row));
    expect(left).toMatchObject({ label: "331004", detail: "", lat: 28.612 });
    const [run] = await database.owner`SELECT * FROM retention_run`;
    expect(run).toMatchObject({ kind: "drafts", removed: 1, cut_off: expect.stringContaining("2026-11-21") });
    expect(run?.settings_version_id).not.toBeNull();
  });

  it("deletes codes, calls and discharged patients, and leaves those that still serve", async () => {
    const { regionId, db } = world;
    const code = (expiresAt: Date) => ({
      id: uuidv7(),
      purpose: "sign_in" as const,
      contactKind: "phone" as const,
      contactSealed: "x",
      contactIndex: "x",
      locale: "zh-CN",
      expiresAt,
      createdAt: now,
    });
    await db.insert(oneTimeCode).values([code(now), code(days(35))]);
    const call = (doneAt: Date | null) => ({
      regionId,
      id: uuidv7(),
      reason: "unserved" as const,
      phoneSealed: seal("+8613912345678", `${regionId}/callback/phone`),
      dueAt: now,
      doneAt,
      status: doneAt ? ("done" as const) : ("open" as const),
      createdAt: now,
    });
    await db.insert(callback).values([call(now), call(null)]);
    const listed = (dischargedAt: Date | null) => ({
      regionId,
      id: uuidv7(),
      orgId: world.operator.id,
      nameSealed: "x",
      nameIndex: "x",
      mobility: "stretcher" as const,
      dischargedAt,
      createdAt: now,
    });
    await db.insert(patient).values([listed(now), listed(null)]);
    expect(await keepRetention(at(days(40)))).toEqual({ codes: 1 });
    expect(await keepRetention(at(days(95)))).toEqual({ codes: 1, patients: 1 });
    expect(await keepRetention(at(years(2)))).toMatchObject({ callbacks: 1 });
    const left = async (table: string) =>
      (await database.owner.unsafe(`SELECT 1 FROM ${table} WHERE region_id = '${regionId}'`)).length;
    expect([await left("callback"), await left("patient")]).toEqual([1, 1]);
  });

  it("thins tracks: one point in ten minutes stays, and no longer says whose ride it was", async () => {
    const { regionId, db, vehicle, shift } = world;
    const points = Array.from({ length: 60 }, (_, minute) => ({
      regionId,
      vehicleId: vehicle.id,
      shiftId: shift.id,
      bookingId: here.booking.id,
      at: new Date(days(1).getTime() + minute * 60_000),
      lat: 28.66,
      lon: 121.42,
    }));
    await db.insert(position).values(points);
    expect((await keepRetention(at(days(1 + 729)))).tracks).toBeUndefined();
    expect((await keepRetention(at(days(1 + 731)))).tracks).toBe(60);
    expect((await keepRetention(at(days(1 + 732)))).tracks).toBeUndefined();
    const rows = await database.owner`SELECT booking_id FROM position WHERE region_id = ${regionId}`;
    expect(rows.map((row) => row.booking_id)).toEqual([null, null, null, null, null, null]);
  });

  it("blanks what messages said after two years, contacts after ten, people and homes after fifteen", async () => {
    const round = () => keepRetention(at(years(2)));
    /** The audit has no months in ten years: the ride is made older instead. */
    const older = async (count: number) => {
      const past = years(2 - count);
      const its = and(eq(booking.regionId, world.regionId), eq(booking.id, here.booking.id));
      await world.db.update(booking).set({ createdAt: past, wantedUntil: past }).where(its);
      await world.db.update(trip).set({ endedAt: past }).where(eq(trip.bookingId, here.booking.id));
    };
    await round();
    const [sent] = await database.owner`SELECT * FROM message WHERE dedupe_key = 't:1'`;
    expect(open(String(sent?.to_sealed), `${world.regionId}/message/to`)).toBe("");
    expect((await bookingRow()).bookerPhoneSealed).not.toBeNull();
    await older(10);
    expect(await round()).toEqual({ orders: 1 });
    expect(await bookingRow()).toMatchObject({
      bookerPhoneSealed: null,
      bookerPhoneIndex: null,
      personalErasedAt: null,
    });
    expect((await bookingRow()).patientNameSealed).not.toBeNull();
    await older(15);
    expect(await round()).toEqual({ care: 1 });
    expect(await bookingRow()).toMatchObject({ patientNameSealed: null, bookerNameSealed: null });
    const [signed] = await database.owner`SELECT * FROM handover WHERE booking_id = ${here.booking.id}`;
    expect(open(String(signed?.giver_name_sealed), `${world.regionId}/handover/giver_name`)).toBe("");
    expect(await round()).toEqual({});
  });

  it("leaves other regions alone, and its audit names nobody", async () => {
    expect(await keepRetention(at(years(2), "420112"))).toEqual({});
    await assertMaskedAudit(database.owner);
  });
});

it("is reported to the region's officials: how long each class is kept, and what went", async () => {
  const { classes, runs, settings } = await retentionReport(at(years(2)));
  expect(settings?.version).toBe(1);
  expect(classes.find(({ kind }) => kind === "drafts")).toMatchObject({ days: 20, removed: 1 });
  expect(classes.find(({ kind }) => kind === "care")).toMatchObject({ years: 15, removed: 1 });
  expect(runs.map(({ kind }) => kind)).toContain("tracks");
  expect((await retentionReport(at(years(2), "420112"))).runs).toEqual([]);
});
