import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { account } from "@/db/schema/account";
import { booking } from "@/db/schema/booking";
import { handover, trip } from "@/db/schema/trip";
import { makeAssignedTrip, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Context } from "@/server/context";
import { seal } from "@/server/gateways/vault";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { sealedTables } from "./sealed-columns";

const now = new Date("2026-11-20T07:00:00Z");
let database: TestDatabase;
let world: OperatorWorld;
let here: Awaited<ReturnType<typeof makeAssignedTrip>>;
let first = "";

beforeAll(async () => {
  database = await testDatabase();
  first = process.env.VAULT_KEYS ?? "";
  world = await makeOperatorWorld(database.owner, seal, now);
  here = await makeAssignedTrip(world, seal);
  const { regionId, db } = world;
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
  await db
    .insert(account)
    .values({ id: uuidv7(), nameSealed: seal("王芳", "-/account/name"), createdAt: now });
});
afterAll(() => database.close());

const system = (): Context => ({
  pool: database.pool,
  now,
  region: { id: world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
  actor: { kind: "system", job: "reseal-old" },
});
/** The process as it starts with these keys: they are read once. */
async function startedWith(keys: string) {
  process.env.VAULT_KEYS = keys;
  vi.resetModules();
  const { resealOld } = await import("./reseal");
  const { keyReport } = await import("./key-report");
  const { open } = await import("@/server/gateways/vault");
  return { reseal: () => resealOld(system()), report: () => keyReport(system()), open };
}
const newKey = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;

/** Every sealed column of the schema, as `table.column` without `_sealed`. */
async function columnsOfSchema(): Promise<string[]> {
  const rows = await database.owner`
    SELECT c.table_name || '.' || left(c.column_name, -7) AS name FROM information_schema.columns c
    JOIN pg_class t ON t.relname = c.table_name AND NOT t.relispartition
    WHERE c.table_schema = 'public' AND c.column_name LIKE '%\\_sealed' ORDER BY 1`;
  return rows.map((row) => String(row.name));
}

it("knows every sealed column of the schema", async () => {
  const known = sealedTables.flatMap(({ table, columns }) => columns.map((column) => `${table}.${column}`));
  expect(known.sort()).toEqual(await columnsOfSchema());
});

it("does nothing while there is one key", async () => {
  const { reseal } = await startedWith(first);
  expect(await reseal()).toEqual({});
});

it("seals everything again with a newer key, after which the older one may go", async () => {
  const second = newKey("k2");
  const rotating = await startedWith(`${second},${first}`);
  const before = await rotating.report();
  expect(before.keys.map(({ keyId, isNewest, isHeld }) => [keyId, isNewest, isHeld])).toEqual([
    ["k2", true, true],
    [first.split(":")[0], false, true],
  ]);
  expect(before.keys[0]?.values).toBe(0);
  expect(before.left.find(({ place }) => place === "handover")?.values).toBe(2);
  expect(before.left.find(({ place }) => place === "trip.crew")?.values).toBe(1);
  const done = await rotating.reseal();
  const after = await rotating.report();
  expect(after.left).toEqual([]);
  expect(after.keys.map(({ values }) => values)).toEqual([before.keys[1]?.values, 0]);
  expect(done).toMatchObject({
    booking: 1,
    handover: 1,
    trip: 1,
    "trip.crew": 1,
    crew_member: 1,
    account: 1,
  });
  expect(await rotating.reseal()).toEqual({});
  const { open, report } = await startedWith(second);
  expect((await report()).keys.map(({ keyId }) => keyId)).toEqual(["k2"]);
  const [row] = await world.db.select().from(booking).where(eq(booking.id, here.booking.id));
  expect(open(row?.patientNameSealed ?? "", `${world.regionId}/booking/patient_name`)).toBe("张三丰");
  expect(JSON.parse(open(row?.fromSealed ?? "", `${world.regionId}/booking/from`))).toMatchObject({
    floor: 2,
  });
  const [ride] = await world.db.select().from(trip).where(eq(trip.id, here.trip.id));
  expect(open(ride?.crew[0]?.nameSealed ?? "", `${world.regionId}/crew_member/name`)).toBe("陈司机");
  const [signed] = await world.db.select().from(handover).where(eq(handover.bookingId, here.booking.id));
  expect(open(signed?.giverNameSealed ?? "", `${world.regionId}/handover/giver_name`)).toBe("李护士");
  const left = [];
  for (const { table, columns } of sealedTables)
    for (const column of columns)
      left.push(
        ...(await database.owner.unsafe(
          `SELECT 1 FROM "${table}" WHERE "${column}_sealed" IS NOT NULL AND split_part("${column}_sealed", ':', 1) <> 'k2'`,
        )),
      );
  expect(left).toEqual([]);
  first = second;
});

it("leaves a damaged value where it is, and goes on with the others", async () => {
  await world.db
    .update(booking)
    .set({ bookerNameSealed: `${first.split(":")[0]}:AAAA` })
    .where(eq(booking.id, here.booking.id));
  const { reseal } = await startedWith(`${newKey("k3")},${first}`);
  const done = await reseal();
  expect(done.booking).toBeUndefined();
  expect(done).toMatchObject({ handover: 1, crew_member: 1 });
});
