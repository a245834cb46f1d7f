import { afterAll, beforeAll, expect, it } from "vitest";
import { inTransaction } from "@/server/scope";
import { contextOf, dongxihu, newVisitor, testNow } from "@/server/test-asking";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { countAgainst } from "./rate-limit";

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

it("opens again with the next window; other keys and regions count for themselves", async () => {
  for (let n = 0; n < 3; n++) await count("b");
  await count("c");
  await count("b", testNow, dongxihu);
  await count("b", new Date(testNow.getTime() + 60_000));
});

it("lets exactly the limit through when all come at once", async () => {
  const all = await Promise.allSettled(Array.from({ length: 12 }, () => count("d")));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
});
