import sharp from "sharp";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeAssignedTrip, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Actor, Context } from "@/server/context";
import type { Role } from "@/server/core/member";
import { tripReport } from "@/server/core/trip-input";
import { seal } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";
import { getFile, putFile } from "./file";
import { latestPosition, reportPositions, tripArrival } from "./position";
import { visibleTrip } from "./trip/load";

let database: TestDatabase;
let world: OperatorWorld;
let here: Awaited<ReturnType<typeof makeAssignedTrip>>;
let photo: Buffer;
const now = new Date();

beforeAll(async () => {
  database = await testDatabase();
  world = await makeOperatorWorld(database.owner, seal, now);
  here = await makeAssignedTrip(world, seal);
  photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: "#888" } })
    .jpeg()
    .toBuffer();
});
afterAll(() => database.close());

const contextOf = (actor: Actor): Context => ({
  pool: database.pool,
  actor,
  now,
  region: { id: world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
});
const crew = (accountId = world.accountId, orgId = world.operator.id) =>
  contextOf({ kind: "user", accountId, role: "crew", orgId, membershipId: null });
const guest = (bookingId = here.booking.id, manage = true) =>
  contextOf({ kind: "guest", bookingId, link: "track", manage, browserIndex: "b", addressIndex: "a" });
const member = (role: Role, orgId: string | null = world.operator.id, accountId = world.accountId) =>
  contextOf({ kind: "user", accountId, role, orgId, membershipId: null });

describe("files", () => {
  it("are kept once under the client's id, with their hash, for the trip's people only", async () => {
    const input = { fileId: uuidv7(), purpose: "toll" as const, tripId: here.trip.id };
    const kept = await putFile(crew(), input, photo);
    expect(await putFile(crew(), input, photo)).toEqual(kept);
    const other = await sharp(photo).negate().jpeg().toBuffer();
    expect(await keyOf(putFile(crew(), input, other))).toBe("conflict file.id_used");
    const read = await getFile(guest(), kept.fileId);
    expect(read).toMatchObject({ contentType: "image/jpeg", sha256: kept.sha256 });
    const [row] =
      await database.owner`SELECT count(*) AS n FROM audit WHERE verb = 'file.get' AND noun_id = ${kept.fileId}`;
    expect(Number(row?.n)).toBe(1);
    const stranger = await makeAssignedTrip(world, seal);
    const strangers = [
      guest(stranger.booking.id),
      crew(uuidv7(), uuidv7()),
      { ...crew(), region: { ...crew().region, id: "420112" } },
    ];
    for (const ctx of strangers)
      expect(await keyOf(getFile(ctx, kept.fileId))).toBe("not_found file.not_found");
    expect(await keyOf(putFile(crew(uuidv7()), { ...input, fileId: uuidv7() }, photo))).toBe(
      "not_found trip.not_found",
    );
    const visitor = contextOf({ kind: "visitor", browserIndex: "b", addressIndex: "a" });
    expect(await keyOf(putFile(visitor, { purpose: "evidence" }, photo))).toBe(
      "not_signed_in access.sign_in",
    );
    expect(await keyOf(getFile(visitor, kept.fileId))).toBe("not_signed_in access.sign_in");
  });

  it("are taken from those whose work or case needs them, and no others", async () => {
    const evidence = { purpose: "evidence" as const };
    const draft = contextOf({
      ...{ kind: "guest", bookingId: here.booking.id, link: "draft", manage: false },
      ...{ browserIndex: "b", addressIndex: "a" },
    });
    expect(await keyOf(putFile(draft, evidence, photo))).toBe("forbidden link.code_needed");
    expect(await keyOf(putFile(guest(here.booking.id, false), evidence, photo))).toBe("no error");
    expect(await keyOf(putFile(guest(), evidence, photo))).toBe("no error");
    for (const purpose of ["paper", "signature", "marking", "toll", "photo"] as const)
      expect(await keyOf(putFile(guest(), { purpose }, photo)), purpose).toBe("forbidden access.role");
    for (const role of ["clinician", "finance", "region_admin", "platform_admin"] as const)
      expect(await keyOf(putFile(member(role), evidence, photo)), role).toBe("forbidden access.role");
    expect(await keyOf(putFile(crew(), { purpose: "photo" }, photo))).toBe("forbidden access.role");
    expect(await keyOf(putFile(crew(), { purpose: "paper", tripId: here.trip.id }, photo))).toBe(
      "forbidden access.role",
    );
    expect(await keyOf(putFile(member("dispatcher"), { purpose: "paper" }, photo))).toBe("no error");
    expect(await keyOf(putFile(member("dispatcher"), { purpose: "signature" }, photo))).toBe(
      "forbidden access.role",
    );
  });

  it("by a bare link are pictures of its own booking without their place, twelve an hour, and forty in all", async () => {
    const { booking: its } = await makeAssignedTrip(world, seal);
    const link = (hours = 0) => ({
      ...guest(its.id, false),
      now: new Date(now.getTime() + hours * 3_600_000),
    });
    const evidence = { purpose: "evidence" as const };
    const located = await sharp(photo)
      .withExif({ IFD3: { GPSLatitude: "28/1 39/1 0/1" } })
      .jpeg()
      .toBuffer();
    const kept = await putFile(link(), { ...evidence, bookingId: here.booking.id }, located);
    expect((await sharp((await getFile(link(), kept.fileId)).content).metadata()).exif).toBeUndefined();
    const [row] = await database.owner`SELECT booking_id, viewer_orgs FROM file WHERE id = ${kept.fileId}`;
    expect(row).toMatchObject({ booking_id: its.id });
    expect(row?.viewer_orgs).toContain(world.operator.id);
    expect(await keyOf(putFile(link(), evidence, Buffer.from("%PDF-1.7 x")))).toBe(
      "bad_input file.not_an_image",
    );
    for (let sent = 2; sent < 12; sent++) await putFile(link(), evidence, photo);
    expect(await keyOf(putFile(link(), evidence, photo))).toBe("too_many rate.too_many");
    await database.owner`
      INSERT INTO file (region_id, id, sha256, content_type, bytes, purpose, booking_id, uploaded_by, created_at, viewer_orgs, viewer_users)
      SELECT f.region_id, gen_random_uuid(), f.sha256, f.content_type, f.bytes, f.purpose, f.booking_id, f.uploaded_by, f.created_at,
        f.viewer_orgs, f.viewer_users FROM file f, generate_series(1, 40) WHERE f.id = ${kept.fileId}`;
    expect(await keyOf(putFile(link(2), evidence, photo))).toBe("too_many file.link_full");
  });

  it("of a booking are taken from the account that booked, not from one that is only named in it", async () => {
    const input = { purpose: "evidence" as const, bookingId: here.booking.id };
    const family = member("family", null);
    await database.owner`UPDATE booking SET viewer_users = array[${world.accountId}]::text[] WHERE id = ${here.booking.id}`;
    expect(await keyOf(putFile(family, input, photo))).toBe("not_found booking.not_found");
    await database.owner`UPDATE booking SET booked_by = ${world.accountId} WHERE id = ${here.booking.id}`;
    expect(await keyOf(putFile(family, input, photo))).toBe("no error");
    expect(await keyOf(putFile(family, { purpose: "evidence" }, photo))).toBe("forbidden access.role");
  });

  it("are refused when they are not what they say", async () => {
    expect(await keyOf(putFile(guest(), { purpose: "evidence" }, Buffer.from("no picture")))).toBe(
      "bad_input file.not_an_image",
    );
    expect(await keyOf(putFile(crew(), { purpose: "signature", tripId: here.trip.id }, photo))).toBe(
      "bad_input file.not_a_signature",
    );
    expect(await keyOf(putFile(guest(), { purpose: "evidence" }, Buffer.alloc(13 * 1024 * 1024)))).toBe(
      "bad_input file.too_large",
    );
  });
});

describe("positions", () => {
  const batch = (from: number, count: number) =>
    tripReport.parse({
      shiftId: world.shift.id,
      positions: Array.from({ length: count }, (_, index) => ({
        at: new Date(from + index * 2_000).toISOString(),
        lat: 28.66 + index * 0.0001,
        lon: 121.43,
        accuracyMetres: 8,
        speedKmh: 30,
      })),
    });

  it("are shared with the booking only while its trip is on the way, and sent again change nothing", async () => {
    const start = now.getTime() - 600_000;
    expect(await reportPositions(crew(), batch(start, 15))).toEqual({ kept: 5 });
    expect(
      await inTransaction(guest(), async (tx) => latestPosition(tx, await visibleTrip(tx, here.trip.id))),
    ).toBeNull();
    const departed = new Date(now.getTime() - 300_000);
    await database.owner`UPDATE trip SET status = 'en_route', departed_at = ${departed.toISOString()} WHERE id = ${here.trip.id}`;
    const moving = batch(now.getTime() - 120_000, 30);
    await reportPositions(crew(), moving);
    expect(await reportPositions(crew(), moving)).toEqual({ kept: 0 });
    const shared = await database.owner`SELECT at FROM position WHERE booking_id = ${here.booking.id}`;
    const alone = await database.owner`SELECT at FROM position WHERE booking_id IS NULL`;
    expect([shared.length, alone.length]).toEqual([10, 5]);
    const last = await inTransaction(guest(), async (tx) =>
      latestPosition(tx, await visibleTrip(tx, here.trip.id)),
    );
    expect(last?.lat).toBeCloseTo(28.6627, 4);
    const arrival = await inTransaction(guest(), async (tx) =>
      tripArrival(tx, await visibleTrip(tx, here.trip.id), here.booking),
    );
    expect(arrival).toMatchObject({ at: "pickup", probability: 80 });
    expect(arrival?.latest.getTime()).toBeGreaterThan(arrival?.earliest.getTime() ?? 0);
  });

  it("of somebody else's shift are not found", async () => {
    expect(await keyOf(reportPositions(crew(uuidv7()), batch(now.getTime(), 1)))).toBe(
      "not_found shift.not_found",
    );
    expect(await keyOf(reportPositions(crew(uuidv7(), uuidv7()), batch(now.getTime(), 1)))).toBe(
      "not_found shift.not_found",
    );
  });
});
