import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Tx } from "@/server/context";
import { asPlatform, inTransaction } from "@/server/scope";
import { contextOf, dongxihu, newVisitor, testNow } from "@/server/test-asking";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { countAgainst, sweepRateCounts } from "./rate-limit";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const count = (key: string, now = testNow, region?: typeof dongxihu) =>
  inTransaction(contextOf(db, newVisitor(), now, region), (tx) => countAgainst(tx, key, 3, 60));

it("lets the limit through, refuses the next and says for how long", async () => {
  for (let n = 0; n < 3; n++) await count("a");
  await expect(count("a", new Date(testNow.getTime() + 20_000))).rejects.toMatchObject({
    code: "too_many",
    key: "rate.too_many",
    data: { retryAfterSeconds: 40 },
  });
});

it("opens again with the next window; other keys count for themselves", async () => {
  for (let n = 0; n < 3; n++) await count("b");
  await count("c");
  await count("b", new Date(testNow.getTime() + 60_000));
});

it("counts across regions: asking in another one opens nothing", async () => {
  await count("e");
  await count("e", testNow, dongxihu);
  await count("e");
  await expect(count("e", testNow, dongxihu)).rejects.toMatchObject({ code: "too_many" });
});

it("leaves the scope as it was, also for a part that acts as the platform", async () => {
  const ctx = contextOf(db, newVisitor());
  const scopeOf = (tx: Tx) =>
    tx.db.execute(sql`SELECT current_setting('app.regions') AS region, current_setting('app.role') AS role`);
  const seen = await inTransaction(ctx, async (tx) => {
    await countAgainst(tx, "f", 3, 60);
    const own = await scopeOf(tx);
    const platform = await asPlatform(tx, async (p) => {
      await countAgainst(p, "f", 3, 60);
      return scopeOf(p);
    });
    return [...own, ...platform, ...(await scopeOf(tx))];
  });
  const visitor = { region: "331000", role: "visitor" };
  expect(seen).toEqual([visitor, { region: "331000", role: "system" }, visitor]);
});

it("forgets windows long over", async () => {
  await count("g", new Date(testNow.getTime() - 72 * 3_600_000));
  await count("g");
  await sweepRateCounts(contextOf(db, { kind: "system", job: "sweep" }));
  const kept = await db.owner`SELECT window_start FROM rate_count WHERE key = 'g'`;
  expect(kept).toHaveLength(1);
});

it("lets exactly the limit through when all come at once", async () => {
  const all = await Promise.allSettled(Array.from({ length: 12 }, () => count("d")));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
});
