import { beforeAll, describe, expect, it, vi } from "vitest";
import { statedNoise } from "@/server/core/simulation/noise";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import type { RunResult } from "./run";

const trips = 10;
/** The smaller city; background planning is left out, since every round of it costs a thread. */
const asked = {
  regionId: "420112",
  firstDay: "2026-03-09",
  days: 1,
  seed: 5,
  requestsPerDay: trips,
  policy: "no-improvement",
  // A bad day, so that few requests meet everything that can happen.
  noise: { ...statedNoise, noShowShare: 0.15, cancelledShare: 0.2, vehicleDaysPerBreakdown: 3 },
  tell: () => {},
};

/** A run on a database of its own, in modules of its own: the plan kept in memory belongs to one database. */
async function simulated<T>(look: (db: TestDatabase) => Promise<T>): Promise<{ result: RunResult; seen: T }> {
  vi.resetModules();
  const db = await testDatabase();
  try {
    const { runSimulation } = await import("./run");
    const result = await runSimulation({ ...asked, ownerUrl: db.ownerUrl, appUrl: db.appUrl });
    return { result, seen: await look(db) };
  } finally {
    await db.close();
  }
}

interface Row {
  confirmed: boolean;
  cancelled: boolean;
  status: string | null;
  from: Date | null;
  until: Date | null;
  arrived: Date | null;
}

/** What the rows themselves say: the first promise and the crew's word at the door. */
const readRows = async (db: TestDatabase): Promise<Row[]> => [
  ...(await db.owner<Row[]>`
    SELECT b.confirmed_at IS NOT NULL AS confirmed, b.cancelled_at IS NOT NULL AS cancelled, t.status,
      p.pickup_from AS "from", p.pickup_until AS "until", e.happened_at AS arrived
    FROM booking b LEFT JOIN trip t ON t.region_id = b.region_id AND t.booking_id = b.id
    LEFT JOIN trip_event e ON e.region_id = t.region_id AND e.trip_id = t.id AND e.kind = 'arrive_pickup'
    LEFT JOIN LATERAL (SELECT * FROM promise WHERE region_id = b.region_id AND booking_id = b.id
      ORDER BY created_at, id LIMIT 1) p ON true`),
];

/** What became of the repairs that the dispatchers asked for. */
const readRepairs = async (db: TestDatabase): Promise<string[]> =>
  (await db.owner<{ status: string }[]>`SELECT status FROM plan_repair`).map((it) => it.status);

let first: { result: RunResult; seen: Row[] };
let second: { result: RunResult; seen: string[] };
beforeAll(async () => {
  first = await simulated(readRows);
  second = await simulated(readRepairs);
}, 180_000);

describe("a simulated day", () => {
  it("accounts for every request once", () => {
    const { total, requests } = first.result;
    expect(total.requests).toBe(trips);
    expect(Object.values(total.ends).reduce((sum, it) => sum + it, 0)).toBe(trips);
    expect(new Set(requests.map((it) => it.key)).size).toBe(trips);
    expect(total.ends.carried).toBeGreaterThan(trips / 3);
    expect(first.result.refusals).toEqual({});
  });

  it("says of the requests what the platform's own rows say", () => {
    const { ends } = first.result.total;
    const count = (test: (row: Row) => boolean) => first.seen.filter(test).length;
    expect(count((row) => row.status === "completed")).toBe(ends.carried);
    expect(count((row) => row.confirmed && row.cancelled)).toBe(ends.cancelled);
    expect(count((row) => row.status === "failed")).toBe(ends.no_show + ends.not_ready + ends.failed);
    expect(count((row) => !row.confirmed)).toBe(ends.no_slot + ends.refused + ends.lost_slot);
    // Nobody is left standing on the way.
    expect(
      first.seen.map((row) => row.status).filter((it) => it?.startsWith("at_") || it === "on_board"),
    ).toEqual([]);
  });

  it("takes promises for kept by the crews' events", () => {
    const told = first.seen.filter((row) => row.until !== null && !row.cancelled);
    const kept = told.filter(({ arrived, until }) => arrived !== null && until !== null && arrived <= until);
    expect(told.length).toBeGreaterThan(0);
    expect(first.result.total.promises).toBe(told.length);
    expect(first.result.total.promisesKept).toBe(kept.length);
  });

  it("meets no-shows, cancellations and breakdowns, which the operators repair", () => {
    const { ends, breakdowns } = second.result.total;
    expect(ends.no_show).toBeGreaterThan(0);
    expect(ends.cancelled).toBeGreaterThan(0);
    expect(breakdowns).toBeGreaterThan(0);
    // Vehicles of the evening before and the day after fail, too: every repair was taken, and none came to nothing.
    expect(second.seen.length).toBeGreaterThanOrEqual(breakdowns);
    expect(new Set(second.seen)).toEqual(new Set(["accepted"]));
  });

  it("drives no farther empty than it drives", () => {
    const { drivenKilometres, emptyShare, vehiclesNeeded, vehiclesUsed } = first.result.total;
    expect(drivenKilometres).toBeGreaterThan(0);
    expect(emptyShare).toBeGreaterThan(0);
    expect(emptyShare).toBeLessThan(1);
    expect(vehiclesNeeded).toBeLessThanOrEqual(vehiclesUsed);
    expect(vehiclesUsed).toBeLessThanOrEqual(5);
  });

  it("is the same day again for the same seed", () => {
    const nameless = ({ requests }: RunResult) =>
      requests.map(({ key, end, refusedBy, vehicleId, arrivedAt, boardedAt, droppedAt }) => ({
        key,
        end,
        refusedBy,
        vehicleId,
        arrivedAt,
        boardedAt,
        droppedAt,
      }));
    expect(nameless(second.result)).toEqual(nameless(first.result));
    expect(second.result.total).toEqual(first.result.total);
  });
});
