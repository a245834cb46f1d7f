import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { seedCity } from "./city";

// Twenty past ten in the morning of the running day: partitions exist around it.
const now = new Date(`${new Date().toISOString().slice(0, 10)}T02:20:00Z`);
let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  const began = performance.now();
  await seedCity(db.ownerUrl, now);
  console.log(`seeded in ${Math.round(performance.now() - began)} ms`);
}, 120_000);
afterAll(() => db.close());

const count = async (query: string): Promise<number> => Number((await db.owner.unsafe(query))[0]?.count);

describe("the demonstration cities", () => {
  it("have two regions with rules, operators, vehicles and shifts", async () => {
    expect(await count("select count(*) from region")).toBe(2);
    expect(
      await count("select count(*) from rule_version where region_id = '331000' and kind = 'tariff'"),
    ).toBe(11);
    expect(await count("select count(*) from vehicle where region_id = '331000'")).toBe(24);
    expect(await count("select count(*) from shift where region_id = '331000'")).toBe(22 * 38);
  });
});
