import { and, eq } from "drizzle-orm";
import sharp from "sharp";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { complaintEntry } from "@/db/schema/case";
import { file } from "@/db/schema/file";
import { trip } from "@/db/schema/trip";
import { makeAssignedTrip, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Actor, Context } from "@/server/context";
import { fileStore } from "@/server/gateways/file-store";
import { seal } from "@/server/gateways/vault";
import { handle as dropFileJob } from "@/server/jobs/drop-file";
import { asPlatform, inTransaction } from "@/server/scope";
import { closeComplaint } from "@/server/services/complaint/case";
import { openComplaint } from "@/server/services/complaint/open";
import { giveRating } from "@/server/services/complaint/rate";
import { putFile } from "@/server/services/file";
import { sealRegion } from "@/server/services/sealer";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";
import { blankAdverse, blankFiles } from "./blank-cases";
import { decideErasure } from "./decide-erasure";
import { listRequests, previewRequest, requestErasure } from "./erasure";
import { exportOwnBooking } from "./export-person";

const now = new Date();
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
let database: TestDatabase;
let world: OperatorWorld;
let here: Awaited<ReturnType<typeof makeAssignedTrip>>;
let photo: Buffer;

beforeAll(async () => {
  database = await testDatabase();
  world = await makeOperatorWorld(database.owner, seal, now);
  photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: "#888" } })
    .jpeg()
    .toBuffer();
});
afterAll(() => database.close());
beforeEach(async () => {
  here = await makeAssignedTrip(world, seal);
  await world.db
    .update(trip)
    .set({ status: "completed", boardedAt: now, endedAt: later(1) })
    .where(and(eq(trip.regionId, world.regionId), eq(trip.id, here.trip.id)));
});

const contextOf = (actor: Actor, at = later(3)): Context => ({
  pool: database.pool,
  actor,
  now: at,
  region: { id: world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
});
const guest = (manage = true, bookingId = here.booking.id) =>
  contextOf({ kind: "guest", bookingId, link: "track", manage, browserIndex: "b", addressIndex: "a" });
const regulator = () =>
  contextOf({
    ...{
      kind: "user",
      accountId: uuidv7(),
      role: "regulator",
      orgId: world.regulator.id,
      membershipId: null,
    },
  });
const system = () => contextOf({ kind: "system", job: "test" }, later(4));
const crew = () =>
  contextOf({
    ...{
      kind: "user",
      accountId: world.accountId,
      role: "crew",
      orgId: world.operator.id,
      membershipId: null,
    },
  });
const evidence = { purpose: "evidence" as const };
const bytesOf = async (fileId: string) => {
  const [row] = await world.db.select().from(file).where(eq(file.id, fileId));
  return row?.sha256 ?? "";
};
/** What the queue was told to do, done. */
async function dropAll() {
  const jobs = await database.owner`SELECT data FROM pgboss.job WHERE name = 'drop-file'`;
  for (const { data } of jobs) await dropFileJob(system(), data);
}

async function complained() {
  const shown = await putFile(guest(false), evidence, photo);
  const handedOver = await putFile(crew(), { purpose: "photo", tripId: here.trip.id }, photo);
  await giveRating(guest(), { score: 4, text: "司机王师傅很好" });
  const files = [shown.fileId, handedOver.fileId];
  const { complaintId } = await openComplaint(guest(), { topic: "price", text: "张大爷被多收了钱", files });
  const outcome = "已向张大爷退款";
  const closed = () => closeComplaint(regulator(), { complaintId, decision: "upheld", outcome });
  return { shown: shown.fileId, handedOver: handedOver.fileId, complaintId, closed };
}

async function decided() {
  await requestErasure(guest(), {});
  await sealRegion(system());
  const its = (await listRequests(regulator())).find(({ bookingId }) => bookingId === here.booking.id);
  return decideErasure({ ...regulator(), now: later(5) }, { requestId: its?.id ?? "", decision: "erase" });
}

describe("an erasure", () => {
  it("of who was carried takes the words and photos of its cases, and leaves what the record of care rests on", async () => {
    const { shown, handedOver, complaintId, closed } = await complained();
    expect((await previewRequest(guest(), {})).scope).toBe("rest");
    await requestErasure(guest(), {});
    await sealRegion(system());
    const [open] = (await listRequests(regulator())).filter(({ bookingId }) => bookingId === here.booking.id);
    const erase = () => decideErasure(regulator(), { requestId: open?.id ?? "", decision: "erase" });
    expect(await keyOf(erase())).toBe("conflict record.case_open");
    await closed();
    await sealRegion(system());
    const [shownBytes, keptBytes] = [await bytesOf(shown), await bytesOf(handedOver)];
    await erase();
    const [its] = await database.owner`SELECT * FROM complaint WHERE id = ${complaintId}`;
    expect(its).toMatchObject({
      text: "",
      outcome: null,
      decision: "upheld",
      topic: "price",
      status: "closed",
    });
    const said =
      await database.owner`SELECT text, files FROM complaint_entry WHERE complaint_id = ${complaintId}`;
    expect(said.length).toBeGreaterThan(1);
    for (const entry of said) expect(entry).toEqual({ text: "", files: [] });
    const pieces =
      await database.owner`SELECT data, sha256 FROM complaint_evidence WHERE complaint_id = ${complaintId}`;
    expect(pieces.length).toBeGreaterThan(0);
    for (const { data, sha256 } of pieces) expect([data, String(sha256).length]).toEqual([{}, 64]);
    const [stars] =
      await database.owner`SELECT score, text FROM rating WHERE booking_id = ${here.booking.id}`;
    expect(stars).toEqual({ score: 4, text: "" });
    await dropAll();
    expect([await bytesOf(shown), await bytesOf(handedOver)]).toEqual(["", keptBytes]);
    expect(await fileStore().get(shownBytes)).toBeUndefined();
    expect(await fileStore().get(keptBytes)).toBeDefined();
  });

  it("of all that is kept takes every file with its bytes, and nothing of another ride", async () => {
    const other = await makeAssignedTrip(world, seal);
    const theirs = await putFile(guest(true, other.booking.id), evidence, photo);
    const { shown, handedOver } = await complained();
    const hashes = [await bytesOf(shown), await bytesOf(handedOver)];
    await inTransaction(system(), (tx) =>
      asPlatform(tx, async (p) => {
        await blankAdverse(p, here.booking.id);
        await blankFiles(p, here.booking.id);
      }),
    );
    await dropAll();
    for (const hash of hashes) expect(await fileStore().get(hash)).toBeUndefined();
    expect(await fileStore().get(await bytesOf(theirs.fileId))).toBeDefined();
  });

  it("is the only change that evidence allows, and only the platform's", async () => {
    const { complaintId } = await complained();
    const isIt = eq(complaintEntry.complaintId, complaintId);
    const write = (text: string, asSystem: boolean) =>
      inTransaction(asSystem ? system() : regulator(), (tx) => {
        const change = (p: typeof tx) => p.db.update(complaintEntry).set({ text }).where(isIt).returning();
        return asSystem ? asPlatform(tx, change) : change(tx);
      });
    await expect(write("改写过的话", true)).rejects.toThrow();
    const quiet = await write("", false).catch(() => []);
    expect(quiet).toEqual([]);
    const [kept] = await database.owner`SELECT text FROM complaint_entry WHERE complaint_id = ${complaintId}`;
    expect(kept?.text).toBe("张大爷被多收了钱");
  });
});

describe("what is kept of one ride", () => {
  it("is given in clear to whoever holds its link and gave a code, of that ride only, and is recorded", async () => {
    await complained();
    expect(await keyOf(exportOwnBooking(guest(false)))).toBe("forbidden booking.code_needed");
    const { booking, format } = await exportOwnBooking(guest());
    expect(format).toBe("anzhuan-booking-1");
    expect(booking).toMatchObject({
      id: here.booking.id,
      patient: { name: "张三丰" },
      complaints: [{ text: "张大爷被多收了钱" }],
      ratings: [{ score: 4 }],
      files: [{ purpose: "evidence" }, { purpose: "photo" }],
    });
    expect(JSON.stringify(booking)).not.toMatch(/Sealed|viewer|陈司机/);
    const rows = await database.owner`
      SELECT 1 FROM audit WHERE verb = 'personal.exportBooking' AND booking_id = ${here.booking.id}`;
    expect(rows).toHaveLength(1);
  });

  it("is gone after the erasure, but for what law keeps", async () => {
    const { closed } = await complained();
    await closed();
    await decided();
    const { booking } = await exportOwnBooking(guest());
    expect(booking.complaints).toMatchObject([{ text: "", outcome: null }]);
    expect(booking.booker.phone).toBeNull();
    expect(booking.patient.name).toBe("张三丰");
  });
});
