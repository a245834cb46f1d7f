import { spawn } from "node:child_process";
import { once } from "node:events";
import { beforeEach, describe, expect, it } from "vitest";
import { asPlatform, inTransaction } from "@/server/scope";
import { day, morning } from "@/server/services/dispatch/test-region";
import { later, offerWorld } from "@/server/services/offer/test-offers";
import { dayPlan } from "@/server/services/plan/day";
import { leaseSeconds, takeLease } from "@/server/services/plan/lease";
import { lockPlanOf } from "@/server/services/plan/lock";
import { StalePlan } from "@/server/services/plan/route";
import { testDatabase } from "@/server/test-database";
import { commitRoutes, UnsoundPlan } from "./commit-routes";
import { improveDay, improveRegion, planTomorrow } from "./improve-plan";
import { east, planState, type Sold, sell, untold, without } from "./test-sold";

const world = offerWorld(testDatabase);
const system = () => world.region.system();
const clock = () => morning;
const at = (seconds: number) => () => later(seconds);

beforeEach(() => world.database.owner`TRUNCATE plan_lease, plan_run`);

/** Out with one vehicle at one, back with another at half past two: one alone would save the whole empty way. */
async function wasteful(second: Parameters<typeof sell>[2] = untold, sameOperator = true) {
  const one = await world.region.operator();
  const first = await world.region.fleet(one);
  const out = await sell(world, 13);
  const other = sameOperator ? one : await world.region.operator();
  const fleet = await world.region.fleet(other);
  const back = await without(world, first.shiftId, () => sell(world, 14.5, { ...east, ...second }));
  expect([out.shiftId, back.shiftId]).toEqual([first.shiftId, fleet.shiftId]);
  return { out, back, first, second: fleet };
}

const runs = async () => [...(await world.database.owner`SELECT kind, outcome, before, after FROM plan_run`)];
const tripOf = async (sold: Sold) => {
  const [row] = await world.database.owner`SELECT * FROM trip WHERE id = ${sold.tripId}`;
  return row;
};

describe("continuous improvement", () => {
  it("lets one vehicle do what two did, where nobody was told a plate, and keeps every promise", async () => {
    const { back, first, second } = await wasteful();
    const promises = await world.database.owner`SELECT * FROM promise ORDER BY id`;
    expect(await improveRegion(system(), clock)).toMatchObject({ [day]: "committed" });
    const [car] = await world.database.owner`SELECT plate FROM vehicle WHERE id = ${first.vehicleId}`;
    const moved = await tripOf(back);
    expect(moved).toMatchObject({ shift_id: first.shiftId, vehicle_id: first.vehicleId, plate: car?.plate });
    expect(moved?.crew.map((it: { crewId: string }) => it.crewId).sort()).toEqual(first.crewIds.toSorted());
    const claims = await world.database
      .owner`SELECT DISTINCT shift_id, state FROM claim WHERE booking_id = ${back.id}`;
    expect(claims).toMatchObject([{ shift_id: first.shiftId, state: "assigned" }]);
    const [left] = await world.database.owner`SELECT route FROM shift WHERE id = ${second.shiftId}`;
    expect(left?.route).toEqual([]);
    const [booked] = await world.database.owner`SELECT viewer_users FROM booking WHERE id = ${back.id}`;
    expect(booked?.viewer_users.sort()).toEqual(first.accountIds.toSorted());
    expect(await world.database.owner`SELECT * FROM promise ORDER BY id`).toEqual(promises);
    const [run] = await runs();
    expect(run).toMatchObject({ kind: "improve", outcome: "committed", before: { trips: 2, vehicles: 2 } });
    expect(run?.after.costFen).toBeLessThan(run?.before.costFen);
    const audit = await world.database
      .owner`SELECT verb FROM audit WHERE verb IN ('plan.improve', 'trip.reassign')`;
    expect(audit).toHaveLength(2);
    const again = (seconds: number) => improveRegion(world.region.system(later(seconds)), at(seconds));
    expect(await again(600)).toEqual({ [day]: "no_gain" });
    expect(await again(1200)).toEqual({});
  });

  it.each([
    ["whoever was told a plate", {}, true],
    ["an accepted trip of another operator", untold, false],
  ])("never moves %s", async (_who, values, sameOperator) => {
    await wasteful(values, sameOperator);
    const before = await planState(world);
    const outcomes = await improveRegion(system(), clock);
    expect(Object.values(outcomes ?? {})).not.toContain("committed");
    expect(await planState(world)).toEqual(before);
    expect(await runs()).toEqual([]);
  });

  it("never moves what begins within hours", async () => {
    await wasteful();
    const before = await planState(world);
    await improveRegion(world.region.system(later(3 * 3600)), at(3 * 3600));
    expect(await planState(world)).toEqual(before);
  });

  it("is done by one worker at a time, at the region's pace", async () => {
    await wasteful();
    const both = await Promise.all([improveRegion(system(), clock), improveRegion(system(), clock)]);
    expect(both.filter((it) => it === null)).toHaveLength(1);
    expect(await runs()).toHaveLength(1);
    expect(await improveRegion(world.region.system(later(60)), at(60))).toBeNull();
    expect(await improveRegion(world.region.system(later(301)), at(301))).not.toBeNull();
  });

  it("stays in its region", async () => {
    await wasteful();
    const before = await planState(world);
    const region = { id: "420112", timeZone: "Asia/Shanghai", hotline: "96120" };
    expect(await improveRegion({ ...system(), region }, clock)).toEqual({
      [day]: "no_gain",
      "2026-11-24": "no_gain",
    });
    expect(await planState(world)).toEqual(before);
  });
});

describe("a run that was overtaken", () => {
  const run = async () => {
    const lease = await takeLease(system(), { scope: "improve", paced: false });
    if (!lease) throw new Error("the lease was to be had");
    return { kind: "improve" as const, day, seconds: 5, lease };
  };

  /** Until it has its plan and waits for the shift. */
  const waitsForLock = async () => {
    for (;;) {
      const waiting = await world.database.owner`SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      if (waiting.length > 0) return;
      await new Promise((done) => setTimeout(done, 50));
    }
  };

  it("writes nothing once its lease is lost", async () => {
    await wasteful();
    const before = await planState(world);
    const mine = await run();
    const overtaking = { scope: "improve", paced: false };
    await takeLease(world.region.system(later(leaseSeconds + 1)), overtaking);
    expect(await improveDay(system(), { ...mine, clock: at(leaseSeconds + 2) })).toBe("conflict");
    expect(await planState(world)).toEqual(before);
  });

  it("throws its plan away when somebody changed a shift meanwhile", async () => {
    const { first } = await wasteful();
    const mine = await run();
    let outcome: Promise<string> | undefined;
    await inTransaction(system(), async (tx) => {
      await asPlatform(tx, (p) => lockPlanOf(p, [], [first.shiftId]));
      outcome = improveDay(system(), { ...mine, clock });
      await waitsForLock();
      await asPlatform(tx, (p) =>
        p.db.execute(`UPDATE shift SET plan_version = plan_version + 1 WHERE id = '${first.shiftId}'`),
      );
    });
    const before = await planState(world);
    expect(await outcome).toBe("conflict");
    expect(await planState(world)).toEqual(before);
    expect(await runs()).toEqual([]);
  });
});

describe("writing routes", () => {
  const commit = async (orders: Parameters<typeof commitRoutes>[2]["orders"], stale = 0) => {
    const plan = await dayPlan(system(), day, []);
    const seen = new Map([...plan.planVersions].map(([id, version]) => [id, version - stale]));
    const riders = orders.flatMap((it) => it.stops.map((stop) => stop.requestId));
    return inTransaction(system(), (tx) =>
      asPlatform(tx, async (p) => {
        await lockPlanOf(
          p,
          riders,
          orders.map((it) => it.shiftId),
        );
        return commitRoutes(p, plan, { orders, seen, leaving: [], joining: [] });
      }),
    );
  };
  const ride = ({ id }: Sold) => [
    { requestId: id, kind: "pickup" as const },
    { requestId: id, kind: "drop" as const },
  ];

  it("refuses what the verifier refuses, an old version, and routes that lose somebody; nothing is left behind", async () => {
    const { out, back, first, second } = await wasteful();
    const before = await planState(world);
    const wrongWay = [
      { shiftId: first.shiftId, stops: [...ride(back), ...ride(out)] },
      { shiftId: second.shiftId, stops: [] },
    ];
    await expect(commit(wrongWay)).rejects.toBeInstanceOf(UnsoundPlan);
    const good = [
      { shiftId: first.shiftId, stops: [...ride(out), ...ride(back)] },
      { shiftId: second.shiftId, stops: [] },
    ];
    await expect(commit(good, 1)).rejects.toBeInstanceOf(StalePlan);
    await expect(commit([{ shiftId: second.shiftId, stops: [] }])).rejects.toBeInstanceOf(StalePlan);
    expect(await planState(world)).toEqual(before);
    expect(await commit(good)).toMatchObject({ moved: [back.id] });
  });
});

describe("tomorrow's plan", () => {
  // The evening before: half past nine in the region.
  const evening = new Date("2026-11-22T13:30:00Z");
  const before = new Date("2026-11-22T13:29:00Z");
  const night = (now: Date) => planTomorrow(world.region.system(now), () => now);

  it("is made once from the evening on, and recorded", async () => {
    const { back, first } = await wasteful();
    expect(await night(before)).toBeNull();
    const both = await Promise.all([night(evening), night(evening)]);
    expect(both.filter(Boolean)).toEqual(["committed"]);
    expect(await tripOf(back)).toMatchObject({ shift_id: first.shiftId });
    expect(await runs()).toMatchObject([{ kind: "night", outcome: "committed" }]);
    expect(await night(new Date(evening.getTime() + 60_000))).toBeNull();
    expect(await world.database.owner`SELECT 1 FROM audit WHERE verb = 'plan.night'`).toHaveLength(1);
  });

  it("is recorded where there was nothing to gain", async () => {
    expect(await night(evening)).toBe("no_gain");
    expect(await runs()).toMatchObject([{ kind: "night", outcome: "no_gain", before: { trips: 0 } }]);
  });
});

describe("a worker killed while it holds the region", () => {
  it("is followed by another one, which finds the plan whole and improves it", async () => {
    const { back, first } = await wasteful();
    const before = await planState(world);
    const child = spawn(process.execPath, ["--import", "tsx", "server/services/plan/test-lease-holder.ts"], {
      env: { ...process.env, APP_DATABASE_URL: world.database.appUrl },
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    const taken = Date.now();
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await planState(world)).toEqual(before);
    const lease = await world.database.owner`SELECT until FROM plan_lease`;
    expect(lease[0]?.until.getTime()).toBeGreaterThan(taken);
    // The child lived by the real clock, this region lives in November 2026: bring its end here.
    await world.database
      .owner`UPDATE plan_lease SET until = ${later(leaseSeconds).toISOString()}, rest_until = ${morning.toISOString()}`;
    expect(await improveRegion(system(), clock)).toBeNull();
    const then = leaseSeconds + 1;
    expect(await improveRegion(world.region.system(later(then)), at(then))).toMatchObject({
      [day]: "committed",
    });
    expect(await tripOf(back)).toMatchObject({ shift_id: first.shiftId });
  });
});
