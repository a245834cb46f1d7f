import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeRegion } from "@/db/seed/factories";
import type { Context } from "@/server/context";
import { verifyChain } from "@/server/core/audit-chain";
import { inTransaction } from "@/server/scope";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { writeAudit } from "./audit";
import { exportChain, sealRegion } from "./sealer";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await testDatabase();
  await makeRegion(database.pool, { id: "331000" });
  const region = { id: "331000", timeZone: "Asia/Shanghai", hotline: "96120" };
  ctx = { pool: database.pool, now: new Date(), region, actor: { kind: "system", job: "test" } };
});
afterAll(() => database.close());

const write = (count: number, at: Date) =>
  inTransaction({ ...ctx, now: at }, async (tx) => {
    for (let i = 0; i < count; i++) {
      await writeAudit(tx, {
        verb: "trip.advance",
        noun: "trip",
        nounId: `t${i}`,
        after: { i, text: "转运" },
      });
    }
  });
const exported = () =>
  inTransaction(ctx, (tx) => exportChain(tx, new Date(0), new Date(Date.now() + 3_600_000)));

describe("the sealer", () => {
  it("chains every row once, in batches, and the export verifies", async () => {
    await write(620, ctx.now);
    expect(await sealRegion(ctx)).toBe(620);
    expect(await sealRegion(ctx)).toBe(0);
    const record = await exported();
    expect(record.links).toHaveLength(620);
    expect(verifyChain(record)).toEqual({ holds: 620, erased: 0, findings: [] });
  });

  it("takes up a row that committed late with an earlier instant", async () => {
    await write(1, new Date(ctx.now.getTime() - 60_000));
    expect(await sealRegion(ctx)).toBe(1);
    expect(verifyChain(await exported()).findings).toEqual([]);
  });

  it("lets one worker seal at a time", async () => {
    await write(40, ctx.now);
    const results = await Promise.all(
      ["a", "b", "c", "d"].map((holder) =>
        sealRegion({ ...ctx, now: new Date(ctx.now.getTime() + 40_000) }, holder).catch(() => null),
      ),
    );
    expect(results.filter((count) => count === 40)).toHaveLength(1);
    const record = await exported();
    expect(new Set(record.links.map(({ auditId }) => auditId)).size).toBe(record.links.length);
    expect(verifyChain(record).findings).toEqual([]);
  });

  it("shows what the database's owner changed behind the application's back", async () => {
    await database.owner`UPDATE audit SET after = '{"i":999}' WHERE noun_id = 't3'`;
    expect(verifyChain(await exported()).findings.map(({ problem }) => problem)).toContain("changed_row");
  });

  it("cannot change what it sealed", async () => {
    const change = inTransaction(ctx, async (tx) => tx.db.execute("UPDATE chain_entry SET hash = 'x'"));
    await expect(change).rejects.toMatchObject({ cause: { code: "42501" } });
  });
});
