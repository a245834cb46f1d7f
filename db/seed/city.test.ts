import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkCreditCode } from "@/server/core/credit-code";
import { balanceFen, type LedgerRow } from "@/server/core/ledger";
import { checkPlate } from "@/server/core/plate";
import { checkResidentId } from "@/server/core/resident-id";
import { verifyPlan } from "@/server/core/scheduler/verify/verify-plan";
import { tripFacts } from "@/server/core/tariff/facts";
import { priceTrip } from "@/server/core/tariff/price";
import { assess } from "@/server/core/triage";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { seedCity } from "./city";
import { asPlan, type Board, openBoard } from "./city/board";
import { routeStops, timedRoutes } from "./city/board-route";
import { type City, cityOf } from "./city/city";
import { operators } from "./city/fleet-plan";
import { type Rules, rulesOf } from "./city/rules";
import type { SeedShift } from "./city/shifts";

// Twenty past ten in the morning of the running day: partitions exist around it.
const today = new Date().toISOString().slice(0, 10);
const now = new Date(`${today}T02:20:00Z`);
const regions = ["331000", "420112"];
let db: TestDatabase;
const rules = new Map<string, Rules>();

beforeAll(async () => {
  db = await testDatabase();
  await seedCity(db.ownerUrl, now);
  for (const id of regions) rules.set(id, rulesOf(cityOf(db.pool, id, now, null)));
}, 180_000);
afterAll(() => db.close());

type Row = Record<string, unknown>;
const ask = async <T extends object = Row>(query: string): Promise<T[]> =>
  [...(await db.owner.unsafe(query))] as unknown as T[];
const count = async (query: string): Promise<number> =>
  Number((await ask<{ count: string }>(query))[0]?.count);
const rulesIn = (id: string): Rules => {
  const found = rules.get(id);
  if (!found) throw new Error(`No rules of ${id}`);
  return found;
};

const tables = [
  "shift",
  "crew_claim",
  "booking",
  "quote",
  "offer",
  "claim",
  "trip",
  "trip_event",
  "bill",
  "payment",
  "ledger_entry",
  "audit",
  "paper",
  "account",
  "facility",
  "file",
];
async function sizes(): Promise<Record<string, number>> {
  return Object.fromEntries(
    await Promise.all(tables.map(async (name) => [name, await count(`select count(*) from "${name}"`)])),
  );
}

describe("what stands still", () => {
  it("has two regions, every tariff, one tariff in force and one for people without means, four operators, 24 vehicles of all classes", async () => {
    expect(
      await count("select count(*) from rule_version where region_id = '331000' and kind = 'tariff'"),
    ).toBe(13);
    expect(
      await ask("select code from rule_version where kind = 'tariff' and status = 'in_force' order by code"),
    ).toEqual([
      { code: "dongxihu-2025-07" },
      { code: "dongxihu-relief" },
      { code: "taizhou-2025-10" },
      { code: "taizhou-relief" },
    ]);
    expect(await count("select count(*) from vehicle where region_id = '331000'")).toBe(24);
    expect(await count("select count(distinct class) from vehicle where region_id = '331000'")).toBe(6);
    const standings = await ask(
      "select status, count(*)::int from certification where region_id = '331000' and subject = 'operator' group by 1 order by 1",
    );
    expect(standings).toEqual([
      { status: "applied", count: 1 },
      { status: "certified", count: 2 },
      { status: "suspended", count: 1 },
    ]);
  });

  it("bears names and numbers that pass every check and belong to nobody", async () => {
    for (const { plate } of await ask<{ plate: string }>("select plate from vehicle"))
      expect(checkPlate(plate)).toMatchObject({ ok: true, value: plate });
    for (const { credit_code } of await ask<{ credit_code: string }>("select credit_code from organization"))
      expect(checkCreditCode(credit_code).ok, credit_code).toBe(true);
    const { open } = await import("@/server/gateways/vault");
    const people = await ask<{ region_id: string; sealed: string; phone: string }>(
      "select region_id, patient_id_number_sealed sealed, booker_phone_sealed phone from booking limit 300",
    );
    for (const { region_id, sealed, phone } of people) {
      expect(checkResidentId(open(sealed, `${region_id}/booking/patient_id_number`), today)).toMatchObject({
        ok: true,
        warnings: [],
      });
      expect(open(phone, `${region_id}/booking/booker_phone`)).toMatch(/^\+861990000[01]\d{3}$/);
    }
  });

  it("has shifts from thirty days ago to seven ahead, each with its whole crew", async () => {
    const patterns = Object.values(operators)
      .flat()
      .flatMap((it) => it.patterns);
    expect(await count("select count(*) from shift")).toBe(38 * patterns.length);
    expect(await count("select count(*) from crew_claim")).toBe(
      38 * patterns.flatMap((it) => it.posts).length,
    );
  });

  it("lets some papers lapse soon", async () => {
    for (const days of [7, 30, 60])
      expect(
        await count(
          `select count(*) from paper where expires_on between '${today}'::date and '${today}'::date + ${days}`,
        ),
      ).toBeGreaterThan(0);
  });
});

describe("what happened", () => {
  it("has about a thousand finished trips, cancellations, complaints and declined demand", async () => {
    const taizhou = (table: string, where = "true") =>
      count(`select count(*) from ${table} where region_id = '331000' and ${where}`);
    expect(await taizhou("trip", "status = 'completed'")).toBeGreaterThan(850);
    expect(await taizhou("booking", "cancelled_at is not null")).toBeGreaterThan(30);
    expect(await taizhou("complaint")).toBeGreaterThanOrEqual(10);
    expect(await taizhou("rating")).toBeGreaterThanOrEqual(100);
    expect(await taizhou("declined_demand")).toBeGreaterThan(20);
    expect(await taizhou("declined_demand", "reasons = '[]'::jsonb")).toBe(0);
    expect(
      await count("select count(*) from trip where region_id = '420112' and status = 'completed'"),
    ).toBeGreaterThan(40);
  });

  it("knows nothing of what comes after now", async () => {
    const later = `> '${now.toISOString()}'`;
    for (const [table, column] of [
      ["audit", "at"],
      ["trip_event", "happened_at"],
      ["handover", "happened_at"],
      ["bill", "issued_at"],
      ["payment", "created_at"],
      ["position", "at"],
      ["offer", "answered_at"],
      ["booking", "created_at"],
      ["booking", "cancelled_at"],
      ["ledger_entry", "at"],
    ])
      expect(
        await count(`select count(*) from ${table} where ${column} ${later}`),
        `${table}.${column}`,
      ).toBe(0);
  });

  it("shows trips under way, open offers, reviews and call-backs", async () => {
    expect(
      await count(
        "select count(*) from trip where status in ('en_route', 'at_pickup', 'on_board', 'at_dropoff')",
      ),
    ).toBeGreaterThan(0);
    expect(
      await count(`select count(*) from offer where status = 'open' and expires_at > '${now.toISOString()}'`),
    ).toBeGreaterThanOrEqual(3);
    expect(await count("select count(*) from offer where status = 'open'")).toBeGreaterThanOrEqual(3);
    expect(
      await count("select count(*) from review where status = 'open' and region_id = '331000'"),
    ).toBeGreaterThanOrEqual(2);
    expect(
      await count("select count(*) from callback where status = 'open' and region_id = '331000'"),
    ).toBeGreaterThanOrEqual(2);
  });

  it("keeps the order of each trip's times", async () => {
    expect(
      await count(
        "select count(*) from trip where not (coalesce(departed_at <= arrived_pickup_at, true) and coalesce(arrived_pickup_at <= boarded_at, true) and coalesce(boarded_at <= arrived_dropoff_at, true) and coalesce(arrived_dropoff_at <= ended_at, true))",
      ),
    ).toBe(0);
  });

  it("answers the triage questions so that the rules give the stored outcome", async () => {
    const rows = await ask<{
      region_id: string;
      answers: Record<string, never>;
      outcome: string;
      reasons: { ruleId: string }[];
      caller_party: never;
      mobility: never;
      extras: { oxygen: boolean; suction: boolean };
      ride_seconds: number;
    }>(
      "select a.region_id, a.answers, a.outcome, a.result->'reasons' reasons, b.caller_party, b.mobility, b.extras, b.ride_seconds from assessment a join booking b on b.region_id = a.region_id and b.id = a.booking_id join rule_version r on r.region_id = a.region_id and r.id = a.rule_version_id where not exists (select 1 from review v where v.region_id = a.region_id and v.booking_id = a.booking_id)",
    );
    expect(rows.length).toBeGreaterThan(900);
    for (const row of rows) {
      const again = assess(rulesIn(row.region_id).triage, row.answers, {
        callerParty: row.caller_party,
        mobility: row.mobility,
        extras: row.extras,
        transferMinutes: row.ride_seconds / 60,
      });
      expect(again.outcome).toBe(row.outcome);
    }
  });
});

describe("the money", () => {
  it("prices every quote to the same fen again", async () => {
    const rows = await ask<{ region_id: string; facts: unknown; lines: unknown; total_fen: number }>(
      "select region_id, facts, lines, total_fen from quote",
    );
    expect(rows.length).toBeGreaterThan(2_000);
    for (const row of rows) {
      const again = priceTrip(rulesIn(row.region_id).tariff, tripFacts.parse(row.facts));
      expect(again.totalFen).toBe(row.total_fen);
      expect(again.lines).toEqual(row.lines);
    }
  });

  it("never bills more than was quoted and confirmed", async () => {
    expect(
      await count(
        "select count(*) from bill b join quote q on q.region_id = b.region_id and q.id = b.quote_id where b.total_fen > q.total_fen + coalesce((select sum(fen) from extra_charge e where e.region_id = b.region_id and e.booking_id = b.booking_id and e.status = 'confirmed'), 0)",
      ),
    ).toBe(0);
    expect(
      await count(
        "select count(*) from trip t where t.status = 'completed' and not exists (select 1 from bill b where b.region_id = t.region_id and b.booking_id = t.booking_id)",
      ),
    ).toBeLessThan(3);
  });

  it("covers by each count the cash that was handed in by it, and leaves the last days' in hand", async () => {
    const counts = await ask<{ expected: string; covered: string | null }>(
      "select expected_fen as expected, (select sum(amount_fen) from payment p where p.region_id = c.region_id and p.cash_count_id = c.id) as covered from cash_count c",
    );
    expect(counts.length).toBeGreaterThan(50);
    for (const { expected, covered } of counts) expect(Number(covered)).toBe(Number(expected));
    const inHand = "select count(*) from payment where driver = 'cash' and cash_count_id is null";
    expect(await count(inHand)).toBeLessThan(counts.length / 2);
  });

  it("balances the ledger of every booking", async () => {
    const entries = await ask<{
      booking_id: string;
      debit_account: never;
      credit_account: never;
      amount_fen: number;
      state: never;
    }>("select booking_id, debit_account, credit_account, amount_fen, state from ledger_entry");
    const money = await ask<{ booking_id: string; open: string }>(
      "select b.booking_id, b.total_fen - coalesce((select sum(amount_fen) from payment p where p.region_id = b.region_id and p.booking_id = b.booking_id and p.status = 'succeeded'), 0) + coalesce((select sum(amount_fen) from refund r where r.region_id = b.region_id and r.booking_id = b.booking_id and r.status = 'succeeded'), 0) as open from bill b",
    );
    const byBooking = Map.groupBy(entries, (it) => it.booking_id);
    expect(money.length).toBeGreaterThan(900);
    for (const { booking_id, open } of money) {
      const rows = (byBooking.get(booking_id) ?? []).map(
        (it): Pick<LedgerRow, "debitAccount" | "creditAccount" | "amountFen" | "state"> => ({
          debitAccount: it.debit_account,
          creditAccount: it.credit_account,
          amountFen: it.amount_fen,
          state: it.state,
        }),
      );
      expect(balanceFen(rows, "receivable:payer")).toBe(Number(open));
    }
  });
});

/** A day's plan read back from the rows, as the verifier takes it. */
async function boardOf(city: City, day: string, stored: Map<string, unknown>): Promise<Board> {
  const shifts = await ask<Row>(
    `select s.*, to_json(v) as its, (select json_agg(json_build_object('duty', c.duty)) from crew_claim c where c.region_id = s.region_id and c.shift_id = s.id) as people from shift s join vehicle v on v.region_id = s.region_id and v.id = s.vehicle_id where s.region_id = '${city.regionId}' and (s.starts_at at time zone 'Asia/Shanghai')::date = '${day}'`,
  );
  const riders = await ask<Row>(
    `select b.id, b.needs, b.from_lat, b.from_lon, b.to_lat, b.to_lon, b.distance_metres, q.pickup_from, q.pickup_until from booking b join quote q on q.region_id = b.region_id and q.booking_id = b.id and q.status = 'accepted' where b.region_id = '${city.regionId}' and b.id in (select distinct (stop->>'bookingId')::uuid from shift s, jsonb_array_elements(s.route) stop where s.region_id = '${city.regionId}' and (s.starts_at at time zone 'Asia/Shanghai')::date = '${day}')`,
  );
  const ends = riders.flatMap((it) => [
    { lat: Number(it.from_lat), lon: Number(it.from_lon) },
    { lat: Number(it.to_lat), lon: Number(it.to_lon) },
  ]);
  const seedShifts = shifts.map((it): SeedShift => {
    const its = it.its as Row;
    const vehicle = {
      row: {
        class: its.class,
        berths: its.berths,
        equipment: its.equipment,
        maxPatientKg: its.max_patient_kg,
      },
    };
    const row = {
      id: it.id,
      orgId: it.org_id,
      kind: it.kind,
      startsAt: it.starts_at,
      endsAt: it.ends_at,
      baseLat: it.base_lat,
      baseLon: it.base_lon,
      breaks: it.breaks,
    };
    return { day, row, vehicle, crew: it.people } as unknown as SeedShift;
  });
  const board = openBoard(city, rulesIn(city.regionId).settings, day, seedShifts, ends);
  for (const it of riders) {
    const rider = {
      bookingId: String(it.id),
      from: { lat: Number(it.from_lat), lon: Number(it.from_lon) },
      to: { lat: Number(it.to_lat), lon: Number(it.to_lon) },
      needs: it.needs,
      distanceMetres: Number(it.distance_metres),
      window: { from: it.pickup_from, until: it.pickup_until },
    };
    board.riders.set(rider.bookingId, rider as never);
  }
  for (const it of shifts) {
    const route = it.route as { bookingId: string; kind: string }[];
    stored.set(String(it.id), route);
    board.routes.set(
      String(it.id),
      route.map((stop) => ({ requestId: stop.bookingId, kind: stop.kind === "pickup" ? "pickup" : "drop" })),
    );
  }
  return board;
}

describe("the plans", () => {
  it.each(regions)(
    "of every day of %s pass the verifier and are stored as timed",
    async (regionId) => {
      const city = cityOf(db.pool, regionId, now, null);
      const days = await ask<{ day: string }>(
        `select distinct (starts_at at time zone 'Asia/Shanghai')::date::text as day from shift where region_id = '${regionId}' order by 1`,
      );
      expect(days).toHaveLength(38);
      let stops = 0;
      for (const { day } of days) {
        const stored = new Map<string, unknown>();
        const board = await boardOf(city, day, stored);
        const routes = timedRoutes(board);
        const { problem, plan } = asPlan(board);
        expect(problem.rules.maxEmptyRunMetres).toBe(60_000);
        expect(verifyPlan(problem, { ...plan, routes }).violations, day).toEqual([]);
        for (const route of routes) {
          expect(routeStops(board, route)).toEqual(stored.get(route.shiftId));
          stops += route.stops.length;
        }
      }
      expect(stops).toBeGreaterThan(100);
    },
    120_000,
  );
});

describe("isolation", () => {
  it("shows the rows of one region only, to the application's role", async () => {
    const { sql } = await import("drizzle-orm");
    const seen = await db.pool.transaction(async (tx) => {
      await tx.execute(sql`select app_scope('331000', '', '', 'regulator', '')`);
      return tx.execute<{ region_id: string }>(
        sql`select distinct region_id from booking union select distinct region_id from trip union select distinct region_id from patient`,
      );
    });
    expect([...seen]).toEqual([{ region_id: "331000" }]);
  });
});

describe("a second start", () => {
  it("changes nothing on the same day and adds the new days later", async () => {
    const first = await sizes();
    await seedCity(db.ownerUrl, new Date(now.getTime() + 3_600_000));
    expect(await sizes()).toEqual(first);
    await seedCity(db.ownerUrl, new Date(now.getTime() + 2 * 86_400_000));
    const later = await sizes();
    const patterns = Object.values(operators)
      .flat()
      .flatMap((it) => it.patterns);
    expect(later.shift).toBe((first.shift ?? 0) + 2 * patterns.length);
    expect(later.booking).toBeGreaterThan(first.booking ?? 0);
    expect(later.paper).toBe(first.paper);
    expect(later.account).toBe(first.account);
    expect(
      await count(
        "select count(*) from shift s join (select distinct booking_id, shift_id from claim) c on c.shift_id = s.id where s.route = '[]'::jsonb",
      ),
    ).toBe(0);
  }, 120_000);
});
