import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bill } from "@/db/schema/billing";
import { makeAssignedTrip, makeOperatorWorld } from "@/db/seed/trip-world";
import type { Context } from "@/server/context";
import { seal } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { billsIn } from "./paper-facts";

const monthStart = Date.UTC(2026, 9, 31, 16);
const dayMs = 86_400_000;
const copies = 4_500;
let database: TestDatabase;
let ctx: Context;

/** A trip with its booking and bill, and that all over again so many times through the month. */
beforeAll(async () => {
  database = await testDatabase();
  const world = await makeOperatorWorld(database.owner, seal, new Date("2026-11-20T07:00:00Z"));
  const { booking, quote, seen } = await makeAssignedTrip(world, seal);
  await world.db.insert(bill).values({
    ...seen,
    regionId: world.regionId,
    id: uuidv7(),
    number: "26-000001",
    bookingId: booking.id,
    orgId: world.operator.id,
    quoteId: quote.id,
    kind: "trip",
    lines: [],
    differences: [],
    facts: {},
    totalFen: 20_000,
    issuedAt: new Date(monthStart),
  });
  const { owner } = database;
  await owner`CREATE TEMP TABLE again AS SELECT n, gen_random_uuid() AS booking_id FROM generate_series(1, ${copies}) n`;
  await owner`INSERT INTO booking SELECT r.* FROM booking b, again, jsonb_populate_record(b, jsonb_build_object(
    'id', again.booking_id, 'number', 'copy-' || n)) r`;
  await owner`INSERT INTO trip SELECT r.* FROM trip t, again, jsonb_populate_record(t, jsonb_build_object(
    'id', gen_random_uuid(), 'booking_id', again.booking_id)) r`;
  await owner`INSERT INTO bill SELECT r.* FROM bill b, again, jsonb_populate_record(b, jsonb_build_object(
    'id', gen_random_uuid(), 'number', 'copy-' || n, 'booking_id', again.booking_id,
    'issued_at', b.issued_at + n * interval '30 days' / ${copies + 1})) r`;
  await owner`ANALYZE`;
  ctx = {
    pool: database.pool,
    actor: { kind: "system", job: "detect" },
    now: new Date("2026-12-01T00:00:00Z"),
    region: { id: world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
  };
}, 60_000);
afterAll(() => database.close());

it("reads every bill of a busy month once, in order, and none of the next", async () => {
  const bills = await inTransaction(ctx, (tx) =>
    billsIn(tx, { from: monthStart, until: monthStart + 30 * dayMs }),
  );
  expect(bills).toHaveLength(copies + 1);
  expect(new Set(bills.map(({ id }) => id)).size).toBe(bills.length);
  expect(bills.map(({ at }) => at)).toEqual(bills.map(({ at }) => at).sort((a, b) => a - b));
  const half = { from: monthStart + dayMs / 2, until: monthStart + 1.75 * dayMs };
  const some = await inTransaction(ctx, (tx) => billsIn(tx, half));
  expect(some).toEqual(bills.filter(({ at }) => at >= half.from && at < half.until));
});
