import { v7 as uuidv7 } from "uuid";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { travelCorrection, travelDay } from "@/db/schema/travel";
import { makeRuleVersion } from "@/db/seed/factories";
import { sqlState } from "@/db/sqlstate";
import type { Actor, Context } from "@/server/context";
import { addDays } from "@/server/core/local-time";
import { regionSettings, startingRegionSettings } from "@/server/core/region-settings";
import { estimateLeg } from "@/server/core/road-estimate";
import { asPlatform, inTransaction } from "@/server/scope";
import { at, day, morning, regionId } from "@/server/services/dispatch/test-region";
import { planState, sell } from "@/server/services/dispatch/test-sold";
import { offerWorld } from "@/server/services/offer/test-offers";
import { testDatabase } from "@/server/test-database";
import { listTravel } from "../travel-view";
import { adoptTravel } from "./adopt-travel";
import { type DayPlan, dayPlan } from "./day";
import { learnTravel } from "./learn-travel";
import { placeNumber } from "./places";
import { holdTravel, StalePlan } from "./route";
import { drivenFrom as from, makeDriven, drivenTo as to } from "./test-driven";
import { travelAt } from "./travel";

const world = offerWorld(testDatabase);
const minute = 60_000;
const tomorrow = addDays(day, 1);
const { roads } = startingRegionSettings;

beforeEach(() => world.database.owner`TRUNCATE travel_day, travel_correction`);

/** Trips of the last days that took `ratio` times what the estimate says of their hour. */
const drove = (ratio: number, count = 60) =>
  makeDriven(world, { seconds: (estimate) => estimate * ratio, count, hour: 10, gapMinutes: 120 });

const system = () => world.region.system();
const learn = async (ctx: Context = system()) => ({
  learnt: await learnTravel(ctx),
  decided: await adoptTravel(ctx),
});

/** Seconds from door to door in a day's table, where a booking that asks for that way stands. */
async function driving(name: string, asked: string): Promise<number> {
  const { places } = await dayPlan(system(), name, [asked]);
  const [a, b] = [placeNumber(places, from) ?? 0, placeNumber(places, to) ?? 0];
  return places.seconds[a * places.stride + b] ?? 0;
}

const versions = () =>
  world.database.owner`SELECT region_id, source, learnt_on::text, legs, legs_left_out FROM travel_correction`;
const days = () =>
  world.database.owner`SELECT day::text, estimate_id, late, decided_at FROM travel_day ORDER BY day`;

describe("learning driving times", () => {
  it("changes the next day's times and not today's, once a night and in this region only", async () => {
    await drove(1.5);
    const asked = (await world.region.booking()).id;
    const [today, next] = [await driving(day, asked), await driving(tomorrow, asked)];
    expect(today).toBe(estimateLeg(from, to, roads, roads.usualDelay).seconds);
    expect(next).toBe(today);
    const elsewhere = { ...system(), region: { ...system().region, id: "420112" } };
    expect(await learn(elsewhere)).toEqual({ learnt: [], decided: [] });

    const { learnt, decided } = await learn();
    expect(learnt).toEqual(["estimate"]);
    expect(decided).toContain(tomorrow);
    expect(decided).not.toContain(day);
    expect([...(await versions())]).toEqual([
      { region_id: regionId, source: "estimate", learnt_on: day, legs: 60, legs_left_out: 0 },
    ]);
    expect(await driving(day, asked)).toBe(today);
    const later = await driving(tomorrow, asked);
    expect(later / next).toBeGreaterThan(1.4);
    expect(later / next).toBeLessThan(1.5);
    const travelIn = (ctx: Context) =>
      inTransaction(ctx, (tx) => travelAt(tx, startingRegionSettings, new Date(at(34))));
    expect((await travelIn(system())).estimate).not.toBeNull();
    expect((await travelIn(elsewhere)).estimate).toBeNull();

    const before = [...(await days())];
    expect(await learn()).toEqual({ learnt: [], decided: [] });
    expect([...(await days())]).toEqual(before);
    expect(await versions()).toHaveLength(1);
    const audit = await world.database.owner`SELECT verb FROM audit WHERE verb LIKE 'travel.%'`;
    expect(audit.map((row) => row.verb)).toEqual(["travel.learn", ...decided.map(() => "travel.adopt")]);
  });

  it("says nothing before the hour of the night, with few trips, or of trips that cannot have been drives", async () => {
    await drove(1.5, 29);
    expect(await learnTravel(system())).toEqual([]);
    await drove(0.25, 29);
    expect(await learnTravel(system())).toEqual([]);
    await drove(1.5, 29);
    expect(await learnTravel(world.region.system(at(2)))).toEqual([]);
    expect(await learnTravel(system())).toEqual(["estimate"]);
    expect(await versions()).toMatchObject([{ legs: 58, legs_left_out: 29 }]);
  });

  it("is done once however many workers try", async () => {
    await drove(1.3);
    const all = await Promise.all([1, 2, 3].map(() => learnTravel(system())));
    expect(all.flat()).toEqual(["estimate"]);
    expect(await versions()).toHaveLength(1);
  });

  it("follows the trips of the nights after", async () => {
    const asked = (await world.region.booking()).id;
    await drove(1.5);
    await learn();
    const first = await driving(tomorrow, asked);
    await world.database.owner`DELETE FROM trip`;
    await drove(1);
    const next = world.region.system(new Date(morning.getTime() + 24 * 60 * minute));
    expect((await learn(next)).learnt).toEqual(["estimate"]);
    expect(await driving(tomorrow, asked)).toBe(first);
    expect(await driving(addDays(day, 2), asked)).toBeLessThan(first / 1.3);
    expect(await versions()).toHaveLength(2);
  });
});

describe("a day that was sold", () => {
  /** Out, back empty and out again: an hour and a half between the promises, which is just enough. */
  async function sold() {
    const content = regionSettings.parse({ source: "test", slots: { keptPercent: null } });
    await world.database.owner`DELETE FROM rule_version WHERE kind = 'region'`;
    await makeRuleVersion(world.region.db, { regionId, kind: "region", code: "settings", content });
    await world.region.fleet(await world.region.operator(), { from: at(31), until: at(44) });
    return [await sell(world, 37), await sell(world, 38.5)];
  }

  it("keeps its times where the new ones would break a promise, and the route is named", async () => {
    const [first] = await sold();
    const before = await planState(world);
    const times = await driving(tomorrow, first?.id ?? "");
    await drove(1.9);
    const trips = await world.database.owner`SELECT id FROM trip`;
    const { decided } = await learn();
    expect(decided).toContain(tomorrow);
    const [kept] = await world.database
      .owner`SELECT estimate_id, late FROM travel_day WHERE day = ${tomorrow}::date`;
    expect(kept).toMatchObject({ estimate_id: null, late: [{ shiftId: first?.shiftId }] });
    expect(kept?.late[0].constraints).toContain("promise");
    expect(await driving(tomorrow, first?.id ?? "")).toBe(times);
    await world.database.owner`DELETE FROM trip WHERE status = 'completed'`;
    expect(trips).toHaveLength(62);
    const after = await planState(world);
    expect({ ...(after as object), shifts: null }).toEqual({ ...(before as object), shifts: null });
    expect(
      await world.database.owner`SELECT 1 FROM shift WHERE id = ${first?.shiftId ?? ""} AND route <> '[]'`,
    ).toHaveLength(1);
    const [audit] = await world.database.owner`SELECT noun_id, after FROM audit WHERE verb = 'travel.keep'`;
    expect(audit).toMatchObject({ noun_id: tomorrow, after: { late: [{ shiftId: first?.shiftId }] } });
    const [free] = await world.database
      .owner`SELECT estimate_id, late FROM travel_day WHERE day = ${addDays(day, 2)}::date`;
    expect(free?.estimate_id).not.toBeNull();
    expect(free?.late).toEqual([]);
  });

  it("takes the new times where every route keeps its promises by them", async () => {
    const [first] = await sold();
    const times = await driving(tomorrow, first?.id ?? "");
    await drove(0.8);
    await learn();
    const [row] = await world.database
      .owner`SELECT estimate_id, late FROM travel_day WHERE day = ${tomorrow}::date`;
    expect(row?.estimate_id).not.toBeNull();
    expect(await driving(tomorrow, first?.id ?? "")).toBeLessThan(times * 0.9);
  });

  it("is not written to by times that no longer hold for it", async () => {
    const old: DayPlan = await dayPlan(system(), tomorrow, []);
    const hold = (plan: DayPlan) =>
      inTransaction(system(), (tx) => asPlatform(tx, (p) => holdTravel(p, plan)));
    await hold(old);
    await drove(1.5);
    await learn();
    await expect(hold(old)).rejects.toBeInstanceOf(StalePlan);
    await hold(await dayPlan(system(), tomorrow, []));
  });

  it("is left for later when it is planned between judging and deciding", async () => {
    await drove(1.5);
    const fleet = await world.region.fleet(await world.region.operator(), { from: at(31), until: at(44) });
    await learnTravel(system());
    await dayPlan(system(), tomorrow, []);
    const { owner } = world.database;
    const stop = { bookingId: uuidv7(), kind: "pickup", ...from, plannedAt: 0, serviceSeconds: 0 };
    const waiting = () => owner`SELECT DISTINCT a.pid FROM pg_locks JOIN pg_stat_activity a USING (pid)
      WHERE NOT granted AND a.datname = current_database()`;
    // Somebody is about to sell: holds the shift's lock, and lets it go once the judging waits for it.
    const adopting = owner.begin(async (sql) => {
      await sql`SELECT 1 FROM shift WHERE id = ${fleet.shiftId} FOR NO KEY UPDATE`;
      const work = adoptTravel(system());
      await vi.waitFor(async () => expect(await waiting()).toHaveLength(1), { timeout: 20_000 });
      await sql`UPDATE shift SET route = ${sql.json([stop])}, plan_version = plan_version + 1 WHERE id = ${fleet.shiftId}`;
      return { work };
    });
    const decided = await (await adopting).work;
    expect(decided).not.toContain(tomorrow);
    expect(decided).toContain(addDays(day, 2));
    await owner`UPDATE shift SET route = '[]', plan_version = plan_version + 1 WHERE id = ${fleet.shiftId}`;
    expect(await adoptTravel(system())).toEqual([tomorrow]);
  });
});

describe("learnt times", () => {
  it("are read by everybody in the region, written by the platform only, and never changed", async () => {
    await drove(1.2);
    await learn();
    const guest: Actor = { kind: "visitor", browserIndex: "b", addressIndex: "a" };
    const asVisitor = world.region.ctx(guest);
    const seen = await inTransaction(asVisitor, (tx) => tx.db.select().from(travelCorrection));
    expect(seen).toHaveLength(1);
    const [row] = seen;
    if (!row) throw new Error("nothing learnt");
    const copy = { ...row, id: uuidv7(), learntOn: tomorrow };
    const state = (work: Promise<unknown>) =>
      work.then(
        () => "done",
        (error: unknown) => sqlState(error),
      );
    expect(await state(inTransaction(asVisitor, (tx) => tx.db.insert(travelCorrection).values(copy)))).toBe(
      "42501",
    );
    expect(
      await state(inTransaction(system(), (tx) => tx.db.update(travelCorrection).set({ legs: 1 }))),
    ).toBe("42501");
    const changed = await inTransaction(asVisitor, (tx) =>
      tx.db.update(travelDay).set({ late: [] }).returning({ day: travelDay.day }),
    );
    expect(changed).toEqual([]);
    const told = await listTravel(system());
    expect(told.versions).toMatchObject([{ id: row.id, source: "estimate", legs: 60, pairs: 1 }]);
    expect(told.versions[0]?.factor).toBeGreaterThan(1.1);
    expect(told.days.map((it) => it.day)).toContain(tomorrow);
    const elsewhere = { ...system(), region: { ...system().region, id: "420112" } };
    expect(await listTravel(elsewhere)).toEqual({ versions: [], days: [] });
  });
});
