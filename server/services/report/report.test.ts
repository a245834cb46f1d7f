import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedCity } from "@/db/seed/city";
import type { Actor, Context } from "@/server/context";
import { reportContent } from "@/server/core/indicator/report";
import { smallestCell } from "@/server/core/indicator/suppress";
import { localDay } from "@/server/core/local-time";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { keepFigures } from "../figure/keep";
import { publishDue, publishReport } from "./publish";
import { getReport, listReports } from "./published";

let db: TestDatabase;
const zone = "Asia/Shanghai";
const today = localDay(new Date(), zone);
const seeded = new Date(`${today}T08:20:00Z`);
const month = today.slice(0, 7);
/** Noon on a day of the month after the seed's. */
const nextMonth = (day: number) => {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, day, 4));
};
const at = (now: Date, actor: Actor, id = "331000"): Context => ({
  pool: db.pool,
  now,
  region: { id, timeZone: zone, hotline: "96120" },
  actor,
});
const system = (now: Date, id?: string) => at(now, { kind: "system", job: "publish-report" }, id);
const regulator = (now: Date, id?: string) =>
  at(now, { kind: "user", accountId: uuidv7(), role: "regulator", orgId: uuidv7(), membershipId: null }, id);
const visitor = (id?: string) => at(seeded, { kind: "visitor", browserIndex: "b", addressIndex: "a" }, id);
const refused = { code: "conflict" };

beforeAll(async () => {
  db = await testDatabase();
  await seedCity(db.ownerUrl, seeded);
}, 240_000);
afterAll(() => db.close());

describe("the monthly report", () => {
  it("is not published before its figures are kept whole, nor before the month is over", async () => {
    await expect(publishReport(regulator(nextMonth(2)), { month })).rejects.toMatchObject({
      ...refused,
      key: "report.figures_not_whole",
    });
    await db.owner`DELETE FROM audit`;
    await keepFigures(system(seeded));
    await expect(publishReport(regulator(seeded), { month })).rejects.toMatchObject({
      ...refused,
      key: "report.month_not_over",
    });
    expect(await listReports(visitor())).toEqual([]);
  });

  it("is published by itself from the fifth on, once, and read by anybody", async () => {
    expect(await publishDue(system(nextMonth(4)))).toBeNull();
    expect(await publishDue(system(nextMonth(5)))).toBe(month);
    expect(await publishDue(system(nextMonth(6)))).toBeNull();
    expect((await listReports(visitor())).map(({ month: of, edition }) => [of, edition])).toEqual([
      [month, 1],
    ]);
    const { content } = await getReport(visitor(), { month });
    expect(reportContent.parse(content)).toEqual(content);
    const [plain] = await db.owner`
      SELECT sum(requests)::int AS requests FROM day_figure WHERE region_id = '331000' AND to_char(day, 'YYYY-MM') = ${month}`;
    expect(content.figures.find(({ name }) => name === "requests")?.value).toBe(plain?.requests);
  });

  it("shows no cell on fewer than eleven people", async () => {
    const { content } = await getReport(visitor(), { month });
    const rows = [...content.districts, ...content.operators, ...content.ages, ...content.payers];
    expect(rows.length).toBeGreaterThan(6);
    for (const { cells } of rows) {
      const { value, isHidden } = cells.requests;
      if (isHidden)
        expect(Object.values(cells).every((cell) => cell.value === null && cell.isHidden)).toBe(true);
      else expect(value).toBeGreaterThanOrEqual(smallestCell);
    }
    expect(rows.some(({ cells }) => cells.requests.isHidden)).toBe(true);
  });

  it("gets a further edition where figures changed, none where they did not; the first one stays", async () => {
    const ctx = regulator(nextMonth(7));
    expect(await publishReport(ctx, { month })).toEqual({ edition: 1, isNew: false });
    const first = await getReport(visitor(), { month });
    await db.owner`UPDATE day_figure SET trips = trips + 1 WHERE (region_id, day, org_id, district, age, payer) = (
      SELECT region_id, day, org_id, district, age, payer FROM day_figure
      WHERE region_id = '331000' AND to_char(day, 'YYYY-MM') = ${month} LIMIT 1)`;
    expect(await publishReport(ctx, { month })).toEqual({ edition: 2, isNew: true });
    expect(await getReport(visitor(), { month, edition: 1 })).toEqual(first);
    expect((await getReport(visitor(), { month })).edition).toBe(2);
    const rights = await db.owner`
      SELECT privilege_type FROM information_schema.role_table_grants
      WHERE grantee = 'anzhuan_app' AND table_name = 'public_report' AND privilege_type IN ('UPDATE', 'DELETE')`;
    expect(rights).toHaveLength(0);
  });

  it("of another region is not found there", async () => {
    expect(await listReports(visitor("420112"))).toEqual([]);
    await expect(getReport(visitor("420112"), { month })).rejects.toMatchObject({ code: "not_found" });
  });
});
