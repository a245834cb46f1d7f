import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { makeRuleVersion } from "@/db/seed/factories";
import { makeAssignedTrip, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import { type StripePeer, startStripePeer } from "@/peers/stripe/server";
import { DomainError } from "@/server/core/domain-error";
import { regionSettings } from "@/server/core/region-settings";
import { seal } from "@/server/gateways/vault";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { decidePayoutAccount, enterPayoutAccount } from "./payout-account";
import {
  type Command,
  carryOut,
  contextOf,
  type Stage,
  sequences,
  settleDown,
  system,
} from "./test-commands";

/** Worlds of their own, so that sequences run side by side and each world's days pass in order. */
const regions = ["331000", "420112", "330100", "330200"];
const began = new Date("2026-11-10T03:00:00Z");
/** So many sequences by contract; LONG=1: all of them. */
const wanted = process.env.LONG ? 10_000 : 200;
/** A long run is done in stretches of one seed each; what is done is kept, so that it can be cut and continued. */
const stretch = process.env.LONG ? 500 : 200;
const kept = join(process.env.LONG_DIR ?? "bench", ".money-model.json");

let database: TestDatabase;
let peer: StripePeer;
const worlds = new Map<string, { world: OperatorWorld; now: Date }>();

const rule = {
  ...{ source: "test", feePerTripFen: 200, feeThousandths: 33, taxThousandths: 60, smallestPayoutFen: 1 },
  ...{ creditAfterMinutes: 30, creditThousandths: 100, creditLongAfterMinutes: 90, creditLongFen: 4_000 },
};

async function openWorld(regionId: string): Promise<void> {
  const world = await makeOperatorWorld(database.owner, seal, began, { regionId });
  const content = regionSettings.parse({ source: "test", settlement: rule });
  await makeRuleVersion(world.db, { regionId, kind: "region", code: "region", content });
  worlds.set(regionId, { world, now: began });
  const region = { id: regionId, timeZone: "Asia/Shanghai", hotline: "96120" };
  const as = (role: "dispatcher" | "finance", orgId: string) =>
    ({
      ...{ pool: database.pool, now: began, region },
      actor: { kind: "user", accountId: uuidv7(), role, orgId, membershipId: null },
    }) as const;
  const account = {
    holder: "测试转运公司",
    bankName: "测试银行支行",
    bankCode: "104345000001",
    number: "4000123412341234",
  };
  const { accountId } = await enterPayoutAccount(as("dispatcher", world.operator.id), account);
  await decidePayoutAccount(as("finance", world.regulator.id), { accountId, decision: "right" });
}

beforeAll(async () => {
  const options = { port: 0, dataDir: mkdtempSync(join(tmpdir(), "peer-")), webhookSecret: "whsec_test" };
  peer = await startStripePeer({ ...options, webhookUrl: "http://127.0.0.1:9/" });
  database = await testDatabase();
  vi.stubEnv("STRIPE_API_URL", peer.url);
  vi.stubEnv("STRIPE_WEBHOOK_SECRET", "whsec_test");
  for (const regionId of regions) await openWorld(regionId);
}, 60_000);
afterAll(async () => {
  await peer.close();
  await database.close();
});

/** A trip that was carried, late by up to two hours after its promise. */
async function openStage(regionId: string, lateMinutes: number): Promise<Stage> {
  const { owner, pool } = database;
  const known = worlds.get(regionId);
  if (!known) throw new Error(`No world ${regionId}`);
  const { world } = known;
  const now = new Date(known.now.getTime() + 60_000);
  const here = await makeAssignedTrip(world, seal);
  const at = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();
  await owner`UPDATE trip SET status = 'completed', arrived_pickup_at = ${at(60)}, boarded_at = ${at(50)},
    arrived_dropoff_at = ${at(20)}, ended_at = ${at(10)} WHERE region_id = ${regionId} AND id = ${here.trip.id}`;
  const until = at(60 + lateMinutes);
  await owner`INSERT INTO promise (region_id, id, booking_id, pickup_from, pickup_until, dropoff_by, reason, made_by, created_at)
    VALUES (${regionId}, ${uuidv7()}, ${here.booking.id}, ${at(90 + lateMinutes)}, ${until}, ${until}, 'confirmed', 'test', ${at(200)})`;
  return { owner, pool, world, here, now, pages: [], checkouts: [], answered: [] };
}

/** Every account of the booking that is not at nothing, by posted rows. */
async function balances({ owner, here, world }: Stage): Promise<Record<string, number>> {
  const rows = await owner<{ account: string; fen: number }[]>`
    SELECT account, sum(fen)::int AS fen FROM (
      SELECT debit_account AS account, amount_fen AS fen FROM ledger_entry
        WHERE region_id = ${world.regionId} AND booking_id = ${here.booking.id} AND state = 'posted'
      UNION ALL SELECT credit_account, -amount_fen FROM ledger_entry
        WHERE region_id = ${world.regionId} AND booking_id = ${here.booking.id} AND state = 'posted'
    ) AS sides GROUP BY account HAVING sum(fen) <> 0 ORDER BY account`;
  return Object.fromEntries(rows.map(({ account, fen }) => [account, fen]));
}

/** What the rows say that the payer still owes is what the ledger says; nothing was given back that had not come in. */
async function expectTrue({ owner, here, world }: Stage, ledger: Record<string, number>): Promise<void> {
  const [row] = await owner<{ owed: number; over: number; twice: number }[]>`
    SELECT
      (SELECT coalesce(sum(total_fen), 0) FROM bill WHERE region_id = ${world.regionId} AND booking_id = ${here.booking.id})
      - (SELECT coalesce(sum(amount_fen), 0) FROM promise_credit WHERE region_id = ${world.regionId} AND booking_id = ${here.booking.id})
      - (SELECT coalesce(sum(amount_fen), 0) FROM payment WHERE region_id = ${world.regionId} AND booking_id = ${here.booking.id} AND status = 'succeeded')
      + (SELECT coalesce(sum(CASE WHEN forgiven THEN 0 ELSE amount_fen END), 0) FROM refund
          WHERE region_id = ${world.regionId} AND booking_id = ${here.booking.id} AND status = 'succeeded') AS owed,
      (SELECT count(*) FROM payment p WHERE p.region_id = ${world.regionId} AND p.booking_id = ${here.booking.id}
        AND p.amount_fen < (SELECT coalesce(sum(r.amount_fen), 0) FROM refund r
          WHERE r.region_id = p.region_id AND r.payment_id = p.id AND r.status <> 'failed')) AS over,
      (SELECT count(*) FROM (SELECT resolves_id FROM ledger_entry WHERE region_id = ${world.regionId}
        AND booking_id = ${here.booking.id} AND resolves_id IS NOT NULL GROUP BY resolves_id HAVING count(*) > 1) AS d) AS twice`;
  expect([Number(row?.over), Number(row?.twice)]).toEqual([0, 0]);
  expect(ledger["receivable:payer"] ?? 0).toBe(Number(row?.owed));
  expect(Object.values(ledger).reduce((sum, fen) => sum + fen, 0)).toBe(0);
}

/** Statements of a world as they stand, one digest each. */
async function digests(regionId: string): Promise<Map<string, string>> {
  const rows = await database.owner<{ id: string; text: string }[]>`
    SELECT s.id, s::text || coalesce(string_agg(l::text, '|' ORDER BY l.entry_id), '') AS text FROM statement s
    LEFT JOIN statement_line l ON l.region_id = s.region_id AND l.statement_id = s.id
    WHERE s.region_id = ${regionId} GROUP BY s.region_id, s.id, s.*`;
  return new Map(rows.map(({ id, text }) => [id, createHash("sha256").update(text).digest("hex")]));
}

/** Each statement begins where the last ended; together with what none holds yet they are the account's balance. */
async function expectTrueStatements(regionId: string): Promise<void> {
  const { owner } = database;
  const rows = await owner<{ opening: number; closing: number }[]>`
    SELECT opening_fen::int AS opening, closing_fen::int AS closing FROM statement WHERE region_id = ${regionId} ORDER BY day`;
  expect(rows.map(({ opening }) => opening)).toEqual(
    [0, ...rows.map(({ closing }) => closing)].slice(0, rows.length),
  );
  const [sums] = await owner<{ stated: number; doubled: number; late: number }[]>`
    SELECT
      (SELECT coalesce(sum(CASE WHEN e.credit_account = 'payable:operator' THEN e.amount_fen
        WHEN e.debit_account = 'payable:operator' THEN -e.amount_fen ELSE 0 END), 0)::int
        FROM ledger_entry e JOIN statement_line l ON l.region_id = e.region_id AND l.entry_id = e.id WHERE e.region_id = ${regionId}) AS stated,
      (SELECT count(*) FROM (SELECT entry_id FROM statement_line WHERE region_id = ${regionId}
        GROUP BY entry_id HAVING count(*) > 1) AS d)::int AS doubled,
      (SELECT count(*) FROM ledger_entry e WHERE e.region_id = ${regionId} AND e.state = 'posted'
        AND e.at < (SELECT coalesce(max(day), '2000-01-01')::timestamp AT TIME ZONE 'Asia/Shanghai' FROM settlement_day d WHERE d.region_id = ${regionId})
        AND NOT EXISTS (SELECT 1 FROM statement_line l WHERE l.region_id = e.region_id AND l.entry_id = e.id))::int AS late`;
  expect(sums).toEqual({ stated: rows.at(-1)?.closing ?? 0, doubled: 0, late: 0 });
}

/** The same requests again, each some times and in another order. */
async function replay(stage: Stage, order: readonly number[]): Promise<void> {
  const { answered } = stage;
  const again = order.flatMap((at) => answered[at % Math.max(1, answered.length)] ?? []);
  for (const deed of [...again, ...answered])
    await deed(contextOf(stage, system)).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
    });
}

async function live(regionId: string, commands: Command[], late: number, order: number[]): Promise<void> {
  const before = await digests(regionId);
  const stage = await openStage(regionId, late);
  for (const command of commands) await carryOut(stage, command);
  await settleDown(stage);
  const ledger = await balances(stage);
  await expectTrue(stage, ledger);
  await replay(stage, order);
  await settleDown(stage);
  expect(await balances(stage)).toEqual(ledger);
  const after = await digests(regionId);
  for (const [id, digest] of before) expect([id, after.get(id)]).toEqual([id, digest]);
  await expectTrueStatements(regionId);
  worlds.set(regionId, { world: stage.world, now: stage.now });
}

async function stretchOf(seed: number, runs: number): Promise<void> {
  // All worlds come to their end before one that failed is told of: the next stretch stands in them again.
  const ends = await Promise.allSettled(
    regions.map((regionId, index) =>
      fc.assert(
        fc.asyncProperty(
          sequences,
          fc.integer({ min: 0, max: 120 }),
          fc.array(fc.nat(40), { maxLength: 4 }),
          (commands, late, order) => live(regionId, commands, late, order),
        ),
        { seed: seed + index, numRuns: Math.ceil(runs / regions.length), endOnFailure: true },
      ),
    ),
  );
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

const done = (): number =>
  process.env.LONG && existsSync(kept) ? JSON.parse(readFileSync(kept, "utf8")).sequences : 0;

const hour = 3_600_000;
it("holds for any sequence of commands, cut anywhere and sent again", {
  timeout: process.env.LONG ? 12 * hour : 120_000,
}, async () => {
  for (let count = done(); count < wanted; count += stretch) {
    const seed = 20_261_123 + count;
    await stretchOf(seed, stretch);
    if (process.env.LONG) writeFileSync(kept, JSON.stringify({ sequences: count + stretch }));
    console.log(`money model: seed ${seed}, ${count + stretch} of ${wanted} sequences hold`);
  }
});
