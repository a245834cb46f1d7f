import { v7 as uuidv7 } from "uuid";
import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/server/context";
import { handle } from "@/server/jobs/forget-scans";
import { callerOf } from "@/server/routers/root";
import { contextOf, dongxihu, testNow, userOf } from "@/server/test-asking";
import { fleetWorld } from "@/server/test-fleet";
import { forgetScans } from "./forget";

const world = fleetWorld();
const system: Actor = { kind: "system", job: "forget-scans@test" };
const round = () => forgetScans(contextOf(world.db, system));
const ago = (days: number) => new Date(testNow.getTime() - days * 86_400_000);

/** Looks so many days ago, one each, all with a place. */
async function looks(days: number[], region = "331000") {
  for (const at of days)
    await world.db.owner`
      INSERT INTO marking_scan (region_id, id, scanned_at, mark, way, outcome, browser_index, lat, lon, placed_at)
      VALUES (${region}, ${uuidv7()}, ${ago(at)}, ${`day ${at}`}, 'code', 'right', 'b', 28.65, 121.42, ${ago(at)})`;
}
async function left(region = "331000") {
  const rows = await world.db.owner`
    SELECT mark, lat IS NOT NULL AS placed FROM marking_scan WHERE region_id = ${region} ORDER BY scanned_at DESC`;
  return rows.map(({ mark, placed }) => `${mark}${placed ? ", placed" : ""}`);
}

beforeEach(async () => {
  await world.db.owner`DELETE FROM marking_scan`;
  await world.db.owner`DELETE FROM retention_run`;
});

describe("looks at markings", () => {
  it("lose their place first, later everything; the record says how many, until when", async () => {
    await looks([0, 29, 31, 364, 366]);
    expect(await round()).toEqual({ places: 2, scans: 1 });
    expect(await left()).toEqual(["day 0, placed", "day 29, placed", "day 31", "day 364"]);
    const runs = await world.db.owner`SELECT kind, cut_off, removed FROM retention_run ORDER BY cut_off`;
    expect(runs).toMatchObject([
      { kind: "scans", cut_off: ago(365), removed: 1 },
      { kind: "scans", cut_off: ago(30), removed: 2 },
    ]);
    const audits = await world.db
      .owner`SELECT after FROM audit WHERE verb = 'marking.forgetScans' ORDER BY id`;
    expect(audits.map(({ after }) => [after.what, after.removed])).toEqual([
      ["scans", 1],
      ["places", 2],
    ]);
  });

  it("are forgotten once, also by two workers at the same time", async () => {
    await looks([40, 41, 42, 400]);
    const both = await Promise.all([round(), round()]);
    expect(both.reduce((sum, { places }) => sum + places, 0)).toBe(3);
    expect(both.reduce((sum, { scans }) => sum + scans, 0)).toBe(1);
    expect(await round()).toEqual({ places: 0, scans: 0 });
  });

  it("go by more than one step where there are many", async () => {
    const rows = Array.from({ length: 1200 }, () => ({
      regionId: "331000",
      id: uuidv7(),
      scannedAt: ago(500),
      mark: "many",
      way: "typed" as const,
      outcome: "unknown" as const,
      browserIndex: "b",
    }));
    await world.db.owner`INSERT INTO marking_scan ${world.db.owner(
      rows.map(({ regionId, id, scannedAt, browserIndex, ...row }) => ({
        region_id: regionId,
        id,
        scanned_at: scannedAt,
        browser_index: browserIndex,
        ...row,
      })),
    )}`;
    expect(await round()).toEqual({ places: 0, scans: 1200 });
    expect(await left()).toEqual([]);
  });

  it("of another region are that region's to forget, by its own figures", async () => {
    await looks([10, 400], dongxihu.id);
    await looks([10], "331000");
    const head = contextOf(world.db, userOf("region_admin", null), testNow, dongxihu);
    const [inForce] = await world.db.owner`
      SELECT id FROM rule_version WHERE region_id = ${dongxihu.id} AND kind = 'region' AND status = 'in_force'`;
    await callerOf(head).admin.saveSettings({
      basedOn: inForce?.id ?? null,
      source: "测试：位置只留七天",
      values: { "markings.placeDays": 7 },
    });
    expect(await round()).toEqual({ places: 0, scans: 0 });
    const later = new Date(testNow.getTime() + 60_000);
    await handle(contextOf(world.db, system, later, dongxihu));
    expect(await left(dongxihu.id)).toEqual(["day 10"]);
    expect(await left()).toEqual(["day 10, placed"]);
  });
});
