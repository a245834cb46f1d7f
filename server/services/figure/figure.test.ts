import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedCity } from "@/db/seed/city";
import type { Actor, Context } from "@/server/context";
import { bookingIndicators, eventIndicators, hasMissed } from "@/server/core/indicator/behind";
import { definitions } from "@/server/core/indicator/definition";
import { localDay } from "@/server/core/local-time";
import { outsideDistrict } from "@/server/core/region-settings";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { cancelBooking } from "../booking/cancel";
import { previewCancellation } from "../booking/cancel-preview";
import { openComplaint } from "../complaint/open";
import { sealRegion } from "../sealer";
import { bookingsBehind, eventsBehind } from "./behind";
import { keepFigures, rebuildFigures } from "./keep";
import { regionOverview } from "./overview";

let db: TestDatabase;
const zone = "Asia/Shanghai";
// Afternoon of the same day, so that the seeded day has run and the night's check is due.
const now = new Date(`${localDay(new Date(), zone)}T08:20:00Z`);
const dayOf = (offset: number) => localDay(new Date(now.getTime() + offset * 86_400_000), zone);
const period = { from: dayOf(-30), until: dayOf(7) };
const at = (actor: Actor, id = "331000"): Context => ({
  pool: db.pool,
  now,
  region: { id, timeZone: zone, hotline: "96120" },
  actor,
});
const system = (id?: string) => at({ kind: "system", job: "keep-figures" }, id);
const regulator = (id?: string) =>
  at({ kind: "user", accountId: uuidv7(), role: "regulator", orgId: uuidv7(), membershipId: null }, id);

async function sealAll(): Promise<void> {
  while (((await sealRegion(system())) ?? 0) > 0);
}
const kept = () =>
  db.owner.unsafe("SELECT * FROM day_figure ORDER BY region_id, day, org_id, district, age, payer");
const keptRows = () => db.owner.unsafe("SELECT * FROM booking_figure ORDER BY region_id, booking_id");
const keptEvents = () =>
  db.owner.unsafe("SELECT region_id, source_id, kind, day, org_id FROM figure_event ORDER BY source_id");
const everything = async () => [await keptRows(), await kept(), await keptEvents()];

beforeAll(async () => {
  db = await testDatabase();
  await seedCity(db.ownerUrl, now);
  // The history need not be sealed entry by entry here: what happens from now on is.
  await db.owner`DELETE FROM audit`;
  await keepFigures(system());
}, 240_000);
afterAll(() => db.close());

describe("the kept figures", () => {
  it("agree with what is counted straight from the rows", async () => {
    const { current } = await regionOverview(regulator(), period);
    const figure = (name: string) => current.find((it) => it.name === name);
    const [plain] = await db.owner`
      SELECT count(*)::int AS requests, count(t.id)::int AS trips,
        count(*) FILTER (WHERE t.arrived_pickup_at <= p.pickup_until)::int AS on_time
      FROM booking b LEFT JOIN trip t ON t.region_id = b.region_id AND t.booking_id = b.id
      LEFT JOIN LATERAL (SELECT * FROM promise WHERE region_id = b.region_id AND booking_id = b.id ORDER BY created_at LIMIT 1) p ON true
      WHERE b.region_id = '331000' AND (coalesce(p.pickup_from, b.wanted_from) AT TIME ZONE ${zone})::date
        BETWEEN ${period.from}::date AND ${period.until}::date`;
    expect(plain?.requests).toBeGreaterThan(100);
    expect(figure("requests")?.value).toBe(plain?.requests);
    expect(figure("trips")?.value).toBe(plain?.trips);
    expect(figure("onTime")?.part).toBe(plain?.on_time);
  });

  it("follow what happens: a cancelled booking and a complaint, and rebuilt they are the same", async () => {
    const before = await everything();
    const [open] = await db.owner`
      SELECT b.id FROM booking b JOIN trip t ON t.region_id = b.region_id AND t.booking_id = b.id
      WHERE b.region_id = '331000' AND t.status = 'assigned' AND b.cancelled_at IS NULL ORDER BY b.id LIMIT 1`;
    const [done] = await db.owner`
      SELECT t.booking_id AS id FROM trip t WHERE region_id = '331000' AND status = 'completed'
        AND NOT EXISTS (SELECT 1 FROM complaint c WHERE c.booking_id = t.booking_id) LIMIT 1`;
    const seat = at({ kind: "user", accountId: uuidv7(), role: "seat", orgId: uuidv7(), membershipId: null });
    const bookingId = String(open?.id);
    const { feeFen } = await previewCancellation(seat, { bookingId });
    await cancelBooking(seat, { bookingId, reason: "mistake", acceptFeeFen: feeFen });
    const said = { topic: "late" as const, text: "等了很久没有人来接", files: [] };
    await openComplaint(regulator(), { bookingId: String(done?.id), ...said });
    await openComplaint(regulator(), { plate: "浙J00000", ...said });
    await sealAll();
    await keepFigures(system());
    const after = await everything();
    expect(after).not.toEqual(before);
    const [row] = await db.owner`SELECT cancelled FROM booking_figure WHERE booking_id = ${String(open?.id)}`;
    expect(row?.cancelled).toBe(1);
    const [about] =
      await db.owner`SELECT complained FROM booking_figure WHERE booking_id = ${String(done?.id)}`;
    expect(about?.complained).toBe(1);
    expect(
      (await eventsBehind(regulator(), { ...period, kind: "complaint" })).some(({ plate }) => plate),
    ).toBe(true);
    await rebuildFigures(system());
    expect(await everything()).toEqual(after);
    const rest = await db.owner`SELECT rebuild_after, mended FROM figure_state WHERE region_id = '331000'`;
    expect(rest).toEqual([{ rebuild_after: null, mended: 0 }]);
  });

  it("are mended at night where a row changed behind the record's back, and the round says so", async () => {
    const true_ = await everything();
    await db.owner`UPDATE booking_figure SET on_time = 7 WHERE booking_id = (
      SELECT booking_id FROM booking_figure WHERE region_id = '331000' AND day = ${dayOf(-2)} LIMIT 1)`;
    await keepFigures({ ...system(), now: new Date(now.getTime() + 86_400_000) });
    expect(await everything()).toEqual(true_);
    const [state] = await db.owner`SELECT mended FROM figure_state WHERE region_id = '331000'`;
    expect(state?.mended).toBe(1);
  });

  it("are kept by one of two workers at once", async () => {
    const whole = await everything();
    await Promise.all([rebuildFigures(system()), keepFigures(system()), keepFigures(system())]);
    expect(await everything()).toEqual(whole);
  });
});

describe("what stands behind a figure", () => {
  it("is as many bookings as the figure says, for every figure and side", async () => {
    const { current } = await regionOverview(regulator(), period);
    for (const name of bookingIndicators) {
      const figure = current.find((it) => it.name === name);
      const counted = await bookingsBehind(regulator(), {
        ...period,
        indicator: name,
        side: "counted",
        page: 1,
      });
      const { unit } = definitions[name];
      const isCount = unit === "count" || ["declined", "cancelled", "complaints"].includes(name);
      const expected =
        isCount || name === "aboveQuote"
          ? figure?.part
          : name === "empty" || name === "price"
            ? null
            : figure?.whole;
      if (expected !== null) expect(counted.total, name).toBe(expected);
      const [rows] = [counted.rows.length];
      expect(rows, name).toBe(Math.min(50, counted.total));
      if (!hasMissed(name) || name === "price") continue;
      const missed = await bookingsBehind(regulator(), {
        ...period,
        indicator: name,
        side: "missed",
        page: 1,
      });
      expect(missed.total, name).toBe((figure?.whole ?? 0) - (figure?.part ?? 0));
    }
  });

  it("can be walked through page by page without meeting a booking twice", async () => {
    const ask = { ...period, indicator: "requests" as const, side: "counted" as const };
    const first = await bookingsBehind(regulator(), { ...ask, page: 1 });
    const seen = new Set<string>();
    for (let page = 1; page <= first.pageCount; page++)
      for (const { id } of (await bookingsBehind(regulator(), { ...ask, page })).rows) seen.add(id);
    expect(seen.size).toBe(first.total);
  });

  it("adds up over operators and over districts, and a filter takes exactly its part", async () => {
    const whole = await regionOverview(regulator(), period);
    const [one] = whole.operators;
    const filtered = await regionOverview(regulator(), { ...period, operatorId: one?.key });
    const trips = (view: typeof whole) => view.current.find(({ name }) => name === "trips")?.value ?? 0;
    expect(trips(filtered)).toBeGreaterThan(0);
    let sum = 0;
    for (const { key } of whole.operators)
      sum += trips(await regionOverview(regulator(), { ...period, operatorId: key }));
    expect(sum).toBe(trips(whole));
    const own = whole.districts.filter(({ key }) => key !== outsideDistrict);
    expect(own.length).toBeGreaterThan(3);
    const ofDistricts = await Promise.all(
      own.map(({ key }) => regionOverview(regulator(), { ...period, district: key })),
    );
    const [beyond] = await db.owner`
      SELECT coalesce(sum(trips), 0)::int AS trips FROM day_figure WHERE region_id = '331000'
        AND day BETWEEN ${period.from}::date AND ${period.until}::date AND NOT district = ANY (${own.map(({ key }) => key)})`;
    expect(ofDistricts.reduce((total, view) => total + trips(view), 0) + beyond?.trips).toBe(trips(whole));
    expect(whole.steps.reduce((total, step) => total + step.trips, 0)).toBe(trips(whole));
  });

  it("is nothing of another region", async () => {
    await keepFigures(system("420112"));
    const [one] = (await regionOverview(regulator(), period)).operators;
    const foreign = {
      ...period,
      operatorId: one?.key,
      indicator: "trips" as const,
      side: "counted" as const,
      page: 1,
    };
    expect(await bookingsBehind(regulator("420112"), foreign)).toMatchObject({ rows: [], total: 0 });
    for (const kind of Object.values(eventIndicators)) {
      const here = await eventsBehind(regulator(), { ...period, kind });
      const there = await eventsBehind(regulator("420112"), { ...period, kind });
      expect(there.filter(({ id }) => here.some((it) => it.id === id))).toEqual([]);
    }
  });
});
