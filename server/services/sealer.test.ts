import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeRegion } from "@/db/seed/factories";
import type { Context } from "@/server/context";
import { localDay } from "@/server/core/local-time";
import { checkRecord } from "@/server/core/record-check";
import { inTransaction } from "@/server/scope";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { writeAudit } from "./audit";
import { exportDays } from "./record/export-days";
import { sealRegion } from "./sealer";

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
        bookingId: i % 3 === 0 ? null : `b${i % 7}`,
        after: { i, text: "转运" },
      });
    }
  });

/** The chain of today, checked by what it says of itself. */
async function checked() {
  const checking = checkRecord(null);
  const today = localDay(ctx.now, ctx.region.timeZone);
  for await (const text of exportDays(ctx, { from: today, until: today })) checking.add(text);
  return checking.end();
}

describe("the sealer", () => {
  it("chains every row once, in batches, and the export verifies", async () => {
    await write(620, ctx.now);
    expect(await sealRegion(ctx)).toBe(620);
    expect(await sealRegion(ctx)).toBe(0);
    expect(await checked()).toMatchObject({ entries: 620, holds: 620, pending: 620, failures: 0 });
  });

  it("takes up a row that committed late with an earlier instant", async () => {
    await write(1, new Date(ctx.now.getTime() - 60_000));
    // Beside it the export itself, which is a deed too.
    expect(await sealRegion(ctx)).toBe(2);
    expect(await checked()).toMatchObject({ failures: 0 });
  });

  it("lets one worker seal at a time", async () => {
    await sealRegion(ctx);
    await write(40, ctx.now);
    const results = await Promise.all(
      ["a", "b", "c", "d"].map((holder) =>
        sealRegion({ ...ctx, now: new Date(ctx.now.getTime() + 40_000) }, holder).catch(() => null),
      ),
    );
    expect(results.filter((count) => count === 40)).toHaveLength(1);
    const [twice] = await database.owner`
      SELECT count(*)::int - count(DISTINCT audit_id)::int AS more FROM chain_entry`;
    expect(twice?.more).toBe(0);
    expect(await checked()).toMatchObject({ failures: 0 });
  });

  it("threads the entries of each booking without a gap", async () => {
    const gaps = await database.owner`
      SELECT e.seq FROM chain_entry e LEFT JOIN chain_entry b ON b.region_id = e.region_id
        AND b.booking_id = e.booking_id AND b.thread_no = e.thread_no - 1
      WHERE e.booking_id IS NOT NULL AND e.thread_no > 1 AND b.hash IS DISTINCT FROM e.thread_prev`;
    expect(gaps).toEqual([]);
    const [threads] = await database.owner`
      SELECT count(DISTINCT booking_id)::int AS bookings, max(thread_no)::int AS longest FROM chain_entry`;
    expect(threads?.bookings).toBe(7);
    expect(threads?.longest).toBeGreaterThan(50);
  });

  it("shows what the database's owner changed behind the application's back", async () => {
    await database.owner`UPDATE audit SET after = '{"i":999}' WHERE noun_id = 't3'`;
    const { findings } = await checked();
    expect(new Set(findings.map(({ problem }) => problem))).toEqual(new Set(["changed_row"]));
  });
});

describe("the application's database role", () => {
  const refused = async (statement: string) => {
    const change = inTransaction(ctx, (tx) => tx.db.execute(statement));
    await expect(change, statement).rejects.toMatchObject({ cause: { code: "42501" } });
  };

  it("can neither change nor remove what is sealed, nor who did what when", async () => {
    for (const table of ["chain_entry", "day_root", "audit", "decision", "decision_input", "decision_part"]) {
      await refused(`DELETE FROM ${table}`);
      await refused(`TRUNCATE ${table}`);
      await refused(`UPDATE ${table} SET region_id = '420112'`);
    }
    for (const column of ["verb", "actor", "at", "noun_id", "booking_id", "org_id", "role", "noun"])
      await refused(`UPDATE audit SET ${column} = ${column}`);
    await refused("UPDATE chain_salt SET salt = 'x'");
    await refused("UPDATE chain_entry SET hash = 'x'");
    await refused("UPDATE day_root SET root = 'x'");
  });

  it("can blank a row's values as the platform, and write nothing else into them", async () => {
    await refused(`UPDATE audit SET after = '{"i":1}'`);
    await refused("UPDATE audit SET before = NULL");
    const asRegulator: Context = {
      ...ctx,
      actor: {
        kind: "user",
        accountId: "0199aaaa-0000-7000-8000-000000000009",
        role: "regulator",
        orgId: null,
        membershipId: null,
      },
    };
    const blanked = await inTransaction(asRegulator, (tx) =>
      tx.db.execute("UPDATE audit SET before = NULL, after = NULL RETURNING id"),
    );
    expect(blanked).toHaveLength(0);
  });
});
