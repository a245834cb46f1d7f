import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedCity } from "@/db/seed/city";
import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { searchAudit } from "./audit-log";
import { tripRecord } from "./record";
import { searchTrips } from "./trips";

let db: TestDatabase;
let regulatorOf: Map<string, string>;
const now = new Date(`${new Date().toISOString().slice(0, 10)}T02:20:00Z`);
const day = (offset: number) => new Date(now.getTime() + offset * 86_400_000).toISOString().slice(0, 10);
const period = { from: day(-30), until: day(0) };

beforeAll(async () => {
  db = await testDatabase();
  await seedCity(db.ownerUrl, now);
  const rows = await db.owner`SELECT region_id, id FROM organization WHERE type = 'regulator'`;
  regulatorOf = new Map(rows.map((row) => [String(row.region_id), String(row.id)]));
}, 180_000);
afterAll(() => db.close());

const regulator = (id = "331000"): Context => ({
  pool: db.pool,
  now,
  region: { id, timeZone: "Asia/Shanghai", hotline: "96120" },
  actor: {
    kind: "user",
    accountId: uuidv7(),
    role: "regulator",
    orgId: regulatorOf.get(id) ?? null,
    membershipId: null,
  },
});
const search = { ...period, page: 1 };

describe("the record", () => {
  it("holds everything and nobody's name or sealed value; reading it is audited", async () => {
    const found = await searchTrips(regulator(), { ...search, indicator: "complaints" });
    const bookingId = found.rows.find(({ tripStatus }) => tripStatus === "completed")?.id ?? "";
    const record = await tripRecord(regulator(), { bookingId });
    for (const part of ["assessments", "quotes", "decisions", "offers", "events", "bills", "ledger"] as const)
      expect(record[part], part).not.toHaveLength(0);
    expect(record.handovers).toHaveLength(2);
    expect(record.questions[0]?.questions.length).toBeGreaterThan(2);
    expect(record.adverseEntries.map(({ adverseId }) => adverseId)).toEqual(
      expect.arrayContaining(record.adverseEvents.map(({ id }) => id)),
    );
    const shifts = new Set(record.shifts.map(({ id }) => id));
    for (const { candidates } of record.decisions)
      for (const { shiftId } of candidates) expect(shifts.has(shiftId)).toBe(true);
    expect(record.trips[0]?.crew[0]?.name).toMatch(/\*/);
    expect(JSON.stringify(record)).not.toMatch(/Sealed|viewerOrgs/);
    const again = await tripRecord(regulator(), { bookingId });
    expect(again.audit.some(({ verb }) => verb === "oversight.record")).toBe(true);
  });

  it("of another region is not found", async () => {
    const found = await searchTrips(regulator(), { ...search, indicator: "all" });
    const failure = await tripRecord(regulator("420112"), { bookingId: found.rows[0]?.id ?? "" }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(DomainError);
  });
});

describe("the audit", () => {
  it("is found by deed", async () => {
    const found = await searchAudit(regulator(), { ...search, verb: "offer." });
    expect(found.total).toBeGreaterThan(0);
    expect(found.rows.every(({ verb }) => verb.startsWith("offer."))).toBe(true);
  });
});
