import { desc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPool } from "@/db/client";
import { chainEntry, dayRoot } from "@/db/schema/audit";
import { decision, decisionInput, decisionPart } from "@/db/schema/dispatch";
import { makeAssignedTrip, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Context } from "@/server/context";
import { rootByPath } from "@/server/core/merkle";
import { seal } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { tripRecord } from "@/server/services/oversight/record";
import { sealRegion } from "@/server/services/sealer";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { previewErasure } from "./erase";
import { exportTrip } from "./export-trip";
import { pathsIn } from "./paths";
import { sealDays } from "./seal-days";

const now = new Date(`${new Date().toISOString().slice(0, 10)}T07:00:00Z`);
let database: TestDatabase;
let world: OperatorWorld;
let bookingId: string;

const contextOf = (actor: Context["actor"], seconds = 0): Context => ({
  pool: database.pool,
  actor,
  now: new Date(now.getTime() + seconds * 1000),
  region: { id: world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
});
const system = () => contextOf({ kind: "system", job: "seal" }, 5);
const regulator = () =>
  contextOf(
    { kind: "user", accountId: uuidv7(), role: "regulator", orgId: world.regulator.id, membershipId: null },
    10,
  );

/** Deeds about a booking, or about others where it is null, all within the same minutes, and chained. */
async function deeds(count: number, id: string | null): Promise<void> {
  await database.owner`
    INSERT INTO audit (region_id, at, id, actor, role, verb, noun, noun_id, booking_id, after)
    SELECT ${world.regionId}, date_trunc('milliseconds', ${now.toISOString()}::timestamptz - random() * interval '500 seconds'),
      gen_random_uuid(), 'system:test', 'system', 'trip.advance', 'trip', gen_random_uuid()::text,
      coalesce(${id}, gen_random_uuid()::text), '{"status": "on_board"}'
    FROM generate_series(1, ${count})`;
  while ((await sealRegion(system())) !== 0);
}

/** Shifts as matches of others met them, over the last year. */
const parts = (count: number) => database.owner`
  INSERT INTO decision_part (region_id, hash, content, booking_ids, created_at)
  SELECT ${world.regionId}, md5(random()::text), '{}', ARRAY[gen_random_uuid()],
    ${now.toISOString()}::timestamptz - interval '10 days' - random() * interval '300 days'
  FROM generate_series(1, ${count})`;

async function match(): Promise<void> {
  const own = { regionId: world.regionId, createdAt: now };
  const id = uuidv7();
  const empty = { candidates: [], explanation: {}, chosenShiftId: null, chosenOrgId: null };
  const basis = {
    round: 1,
    fits: { epochMs: 0 },
    ruleVersions: { allocation: "allocation-1", region: null },
    allocation: { bestCostFen: 0, limitCostFen: 0, operators: [], standings: [] },
  };
  await world.db.insert(decision).values({ ...own, ...empty, basis, id, bookingId, kind: "match" });
  await world.db.insert(decisionInput).values({ ...own, decisionId: id, content: '{"parts":["h"]}' });
  await world.db.insert(decisionPart).values({ ...own, hash: "h", content: "{}", bookingIds: [bookingId] });
}

const tables = ["audit%", "chain_entry", "chain_salt", "decision%", "day_root", "day_node"];

/** How many rows and index entries a verb reads of the record's tables; a connection tells its counts when it ends. */
async function readBy(work: (ctx: Context) => Promise<unknown>): Promise<number> {
  const counted = async () => {
    const [row] = await database.owner<{ read: number }[]>`
      SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int AS read
      FROM pg_stat_user_tables WHERE relname LIKE ANY (${tables})`;
    return row?.read ?? 0;
  };
  const before = await counted();
  const { pool, close } = openPool(database.appUrl, 1);
  await work({ ...regulator(), pool });
  await close();
  let after = await counted();
  for (let tries = 0; after === before && tries < 50; tries++) {
    await new Promise((done) => setTimeout(done, 100));
    after = await counted();
  }
  return after - before;
}

async function costs(): Promise<Record<"exported" | "erased" | "inspected", number>> {
  await database.owner`ANALYZE audit, chain_entry, chain_salt, decision_part`;
  return {
    exported: await readBy((ctx) => exportTrip(ctx, { bookingId })),
    erased: await readBy((ctx) => previewErasure(ctx, { bookingId })),
    inspected: await readBy((ctx) => tripRecord(ctx, { bookingId })),
  };
}

beforeAll(async () => {
  database = await testDatabase();
  world = await makeOperatorWorld(database.owner, seal, now);
  bookingId = (await makeAssignedTrip(world, seal)).booking.id;
  await database.owner`UPDATE booking SET created_at = ${now.toISOString()} WHERE id = ${bookingId}`;
  await match();
  await deeds(1_500, null);
  await deeds(40, bookingId);
  await parts(1_500);
}, 60_000);
afterAll(() => database.close());

it("reads for one trip what that trip has, however much the record holds of others", async () => {
  const small = await costs();
  expect(Math.min(small.exported, small.erased, small.inspected)).toBeGreaterThan(40);
  await deeds(13_500, null);
  await parts(13_500);
  const large = await costs();
  for (const name of ["exported", "erased", "inspected"] as const)
    expect(large[name], `${name}: ${JSON.stringify({ small, large })}`).toBeLessThan(small[name] * 1.3);
}, 120_000);

it("proves one entry of a long day from some dozens of hashes, and a day from before nodes were kept from all", async () => {
  const tomorrow = { ...system(), now: new Date(now.getTime() + 86_400_000) };
  await sealDays(tomorrow);
  const [root] = await world.db.select().from(dayRoot).orderBy(desc(dayRoot.lastSeq)).limit(1);
  if (!root) throw new Error("No day was sealed");
  const size = root.lastSeq - root.firstSeq + 1;
  expect(size).toBeGreaterThan(15_000);
  await database.owner`ANALYZE chain_entry, day_node`;
  const place = root.firstSeq + Math.floor(size / 3);
  const [leaf] = await world.db.select().from(chainEntry).where(eq(chainEntry.seq, place));
  const paths: string[][] = [];
  const prove = (ctx: Context) =>
    inTransaction(ctx, async (tx) => paths.push((await pathsIn(tx, root, [place]))(place)));
  expect(await readBy(prove)).toBeLessThan(2 * 64 * 3);
  await database.owner`DELETE FROM day_node`;
  expect(await readBy(prove)).toBeGreaterThanOrEqual(size);
  expect(paths[0]).toEqual(paths[1]);
  expect(rootByPath(leaf?.hash ?? "", place - root.firstSeq, size, paths[0] ?? [])).toBe(root.root);
}, 60_000);
