import { afterAll, beforeAll, expect, it } from "vitest";
import { seedCity } from "@/db/seed/city";
import type { Context } from "@/server/context";
import { findingList } from "@/server/core/finding-input";
import { localDay, startOfDay } from "@/server/core/local-time";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { listFindings } from "./list";
import { detectDue } from "./round";

const region = { id: "331000", timeZone: "Asia/Shanghai", hotline: "96120" };
const today = localDay(new Date(), region.timeZone);
/** Eleven in the morning of the city's day. */
const now = new Date(startOfDay(today, region.timeZone).getTime() + 11 * 3_600_000);
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await seedCity(database.ownerUrl, now);
}, 180_000);
afterAll(() => database.close());

const at = (hours: number): Context => ({
  pool: database.pool,
  actor: { kind: "system", job: "detect" },
  now: new Date(now.getTime() + hours * 3_600_000),
  region,
});

it("looks through the demonstration city's history: what an honest month holds at most", async () => {
  const days = await detectDue(at(24));
  expect(Object.keys(days)).toContain(today);
  const [trips] = await database.owner<{ count: number }[]>`
    SELECT count(*)::int AS count FROM trip WHERE region_id = ${region.id} AND ended_at IS NOT NULL`;
  const { rows, total } = await listFindings(at(24), findingList.parse({}));
  const told = rows.map(({ kind, how, figures }) => `${kind} ${how} ${JSON.stringify(figures)}`);
  expect(trips?.count).toBeGreaterThan(50);
  // No fraud is seeded: each finding is a false alarm.
  expect(total, told.join("\n")).toBeLessThanOrEqual(Math.ceil((trips?.count ?? 0) / 100));
}, 120_000);
