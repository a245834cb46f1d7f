import { drizzle } from "drizzle-orm/postgres-js";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeRuleVersion } from "@/db/seed/factories";
import { makeAssignedTrip, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Context } from "@/server/context";
import { regionSettings } from "@/server/core/region-settings";
import { seal } from "@/server/gateways/vault";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { getAdverse } from "./read";
import { reportAdverse } from "./report";

let db: TestDatabase;
let world: OperatorWorld;
const now = new Date("2026-11-20T07:00:00Z");
beforeAll(async () => {
  db = await testDatabase();
  world = await makeOperatorWorld(db.owner, seal, now);
});
afterAll(() => db.close());

const dispatcher = (): Context => ({
  pool: db.pool,
  now,
  region: { id: world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
  actor: {
    kind: "user",
    accountId: uuidv7(),
    role: "dispatcher",
    orgId: world.operator.id,
    membershipId: null,
  },
});

/** Hours until the report on a fall is due. */
async function hoursForFall(): Promise<number> {
  const { trip } = await makeAssignedTrip(world, seal);
  const report = { tripId: trip.id, reportId: uuidv7(), kind: "fall" as const, people: "", files: [] };
  const told = { ...report, description: "下车时滑倒", happenedAt: now.toISOString() };
  const { adverseId } = await reportAdverse(dispatcher(), told);
  return ((await getAdverse(dispatcher(), { adverseId })).dueAt.getTime() - now.getTime()) / 3_600_000;
}

it("is due by the hours of the region's settings in force; a region that says nothing starts with 24", async () => {
  expect(await hoursForFall()).toBe(24);
  const adverse = { source: "台卫发〔2026〕1号（测试）", reportWithinHours: { fall: 3 } };
  await makeRuleVersion(drizzle(db.owner), {
    regionId: world.regionId,
    kind: "region",
    code: "adverse-hours",
    content: { ...regionSettings.parse({ source: "test", adverse }) },
  });
  expect(await hoursForFall()).toBe(3);
});
