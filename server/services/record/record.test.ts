import { fork } from "node:child_process";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedCity } from "@/db/seed/city";
import type { Context } from "@/server/context";
import { checkPublication } from "@/server/core/day-root";
import { DomainError } from "@/server/core/domain-error";
import { addDays, localDay } from "@/server/core/local-time";
import { checkRecord, type RecordCheck } from "@/server/core/record-check";
import { callerOf } from "@/server/routers/root";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { sealRegion } from "@/server/services/sealer";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { eraseRecord } from "./erase";
import { exportDays } from "./export-days";
import { exportTrip } from "./export-trip";
import { publishedRoots } from "./published";
import { replayMatch } from "./replay";
import { sealDays } from "./seal-days";
import { sealInventedHistory } from "./seal-history";

let db: TestDatabase;
const now = new Date(`${new Date().toISOString().slice(0, 10)}T02:20:00Z`);
const timeZone = "Asia/Shanghai";
const today = localDay(now, timeZone);
const orgs = new Map<string, string>();

const system = (id = "331000"): Context => ({
  pool: db.pool,
  now,
  region: { id, timeZone, hotline: "96120" },
  actor: { kind: "system", job: "seal" },
});
const as = (role: "regulator" | "dispatcher", id = "331000", at = now): Context => ({
  ...system(id),
  now: at,
  actor: {
    kind: "user",
    accountId: uuidv7(),
    role,
    orgId: orgs.get(`${id}/${role}`) ?? null,
    membershipId: null,
  },
});
const later = (seconds: number): Context => ({ ...system(), now: new Date(now.getTime() + seconds * 1000) });

beforeAll(async () => {
  db = await testDatabase();
  Object.assign(process.env, { LOOPBACK: "1" });
  await db.owner`INSERT INTO installation (key, value, written_at) VALUES ('demonstration', 'yes', now()) ON CONFLICT DO NOTHING`;
  await seedCity(db.ownerUrl, now);
  const rows =
    await db.owner`SELECT region_id, type, id FROM organization WHERE type IN ('regulator', 'operator') AND status = 'active' ORDER BY id DESC`;
  for (const { region_id, type, id } of rows)
    orgs.set(`${region_id}/${type === "regulator" ? "regulator" : "dispatcher"}`, String(id));
  // A fortnight is enough here, and sealing a month takes its time.
  await db.owner`DELETE FROM audit WHERE at < ${addDays(today, -14)}`;
  expect(await sealInventedHistory(system())).toBe(false);
}, 240_000);
afterAll(() => db.close());

async function keyOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof DomainError ? `${error.code} ${error.key}` : String(error);
}

async function fed(checking: RecordCheck, texts: AsyncIterable<string> | string[]) {
  for await (const text of texts) checking.add(text);
  return checking.end();
}

describe("the daily root", () => {
  it("is signed once for every day that has ended, without a gap, and cannot be signed twice", async () => {
    const both = await Promise.all([sealDays(system()), sealDays(system())]);
    const days = both.flat();
    expect(new Set(days).size).toBe(days.length);
    while ((await sealDays(system())).length > 0);
    const published = await publishedRoots({
      ...system(),
      actor: { kind: "visitor", browserIndex: "b", addressIndex: "a" },
    });
    expect(published.roots.length).toBeGreaterThan(12);
    expect(published.roots.at(-1)?.day).toBe(addDays(today, -1));
    expect(checkPublication(published)).toEqual([]);
    expect(await sealDays(system())).toEqual([]);
    const busy = published.roots.filter(({ firstSeq, lastSeq }) => lastSeq >= firstSeq);
    expect(busy.length).toBeGreaterThan(12);
  });

  it("of a day without a deed exists too", async () => {
    const ahead = (days: number) => later(days * 86_400);
    await sealRegion(system());
    const [first, ...others] = await sealDays(ahead(3));
    expect(first).toBe(today);
    expect(others).toHaveLength(2);
    const { roots } = await publishedRoots(system());
    expect(checkPublication(await publishedRoots(system()))).toEqual([]);
    expect(roots.at(-1)?.firstSeq).toBeGreaterThanOrEqual(roots.at(-3)?.lastSeq ?? 0);
    await db.owner`DELETE FROM day_root WHERE day >= ${today}`;
  });

  it("is whole or not there when the worker is killed in the middle", async () => {
    await db.owner`DELETE FROM day_root WHERE region_id = '331000' AND day >= ${addDays(today, -9)}`;
    const child = fork("server/services/record/test-seal-days.ts", [now.toISOString()], {
      execArgv: ["--import", "tsx"],
      env: { ...process.env, APP_DATABASE_URL: db.appUrl },
      stdio: "ignore",
    });
    const ended = new Promise((done) => child.once("exit", done));
    for (let tries = 0; tries < 600; tries++) {
      const [row] =
        await db.owner`SELECT count(*)::int AS count FROM day_root WHERE day >= ${addDays(today, -9)}`;
      if (Number(row?.count) >= 3) break;
      await new Promise((done) => setTimeout(done, 10));
    }
    child.kill("SIGKILL");
    await ended;
    const half = await publishedRoots(system());
    expect(checkPublication(half)).toEqual([]);
    while ((await sealDays(system())).length > 0);
    const whole = await publishedRoots(system());
    expect(checkPublication(whole)).toEqual([]);
    expect(whole.roots.at(-1)?.day).toBe(addDays(today, -1));
    expect(whole.roots.slice(0, half.roots.length)).toEqual(half.roots);
  }, 60_000);
});

const aTrip = async () => {
  const [row] = await db.owner`
    SELECT t.booking_id AS id FROM trip t JOIN decision d ON d.region_id = t.region_id AND d.booking_id = t.booking_id
    WHERE t.region_id = '331000' AND t.status = 'completed' AND t.ended_at < ${addDays(today, -3)} ORDER BY t.ended_at DESC LIMIT 1`;
  return String(row?.id);
};

describe("an export", () => {
  it("of a period is checked by the published roots, day by day", async () => {
    const published = await publishedRoots(system());
    const period = { from: addDays(today, -9), until: addDays(today, -3) };
    const report = await fed(checkRecord(published), exportDays(as("regulator"), period));
    expect(report).toMatchObject({ failures: 0, pending: 0, anchor: "published" });
    expect(report.days).toHaveLength(7);
    expect(report.entries).toBeGreaterThan(500);
    const open = await fed(
      checkRecord(published),
      exportDays(as("regulator"), { from: addDays(today, -1), until: today }),
    );
    expect(open).toMatchObject({ failures: 0 });
    expect(open.pending).toBeGreaterThan(0);
  });

  it("of a trip proves each entry, and brings the decisions with what they were worked out from", async () => {
    const published = await publishedRoots(system());
    const bookingId = await aTrip();
    const text = await exportTrip(as("regulator"), { bookingId });
    const report = await fed(checkRecord(published), [text]);
    expect(report).toMatchObject({ failures: 0, pending: 0 });
    expect(report.entries).toBeGreaterThan(10);
    expect(report.documents).toBeGreaterThan(5);
    // Whoever else rode with the vehicles that were compared is not in it, by no id and with no need.
    const bookings = await db.owner`SELECT id FROM booking WHERE region_id = '331000' AND id <> ${bookingId}`;
    const here = new Set(text.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g));
    expect(bookings.filter(({ id }) => here.has(String(id)))).toEqual([]);
    expect(report.withheld).toBeGreaterThan(0);
    const dropped = text.split("\n").filter((line) => !line.includes('"kind":"document"'));
    const bare = await fed(checkRecord(published), [dropped.join("\n")]);
    expect(bare.findings.map(({ problem }) => problem)).toContain("missing_document");
  });

  it("is the regulator's alone, and never of another region's trip", async () => {
    const bookingId = await aTrip();
    expect(await keyOf(exportTrip(as("dispatcher"), { bookingId }))).toBe("forbidden access.role");
    expect(await keyOf(exportTrip(as("regulator", "420112"), { bookingId }))).toBe(
      "not_found booking.not_found",
    );
    const days = exportDays(as("dispatcher"), { from: today, until: today });
    expect(await keyOf(days.next())).toBe("forbidden access.role");
    const visitor: Context = {
      ...system(),
      actor: { kind: "visitor", browserIndex: "b", addressIndex: "a" },
    };
    expect(await keyOf(exportTrip(visitor, { bookingId }))).toBe("not_signed_in access.sign_in");
  });
});

describe("a match worked out again", () => {
  it("comes out the same for every decision of the city's history, and is what the chain names", async () => {
    const rows =
      await db.owner`SELECT id FROM decision WHERE region_id = '331000' ORDER BY created_at DESC LIMIT 60`;
    expect(rows).toHaveLength(60);
    for (const { id } of rows) {
      const again = await replayMatch(as("regulator"), { decisionId: String(id) });
      expect(again.replay).toEqual({ ranking: true, allocation: true, chosen: true, differing: [] });
      expect(again).toMatchObject({ recordIsChained: true, inputIsChained: true });
    }
  }, 60_000);

  it("shows what was changed behind the platform's back", async () => {
    const [row] =
      await db.owner`SELECT id FROM decision WHERE region_id = '331000' AND chosen_shift_id IS NOT NULL ORDER BY created_at DESC OFFSET 70 LIMIT 1`;
    const decisionId = String(row?.id);
    await db.owner`UPDATE decision SET candidates = jsonb_set(candidates, '{0,addedCostFen}', '1') WHERE id = ${decisionId}`;
    const again = await replayMatch(as("regulator"), { decisionId });
    expect(again.replay?.ranking).toBe(false);
    expect(again).toMatchObject({ recordIsChained: false, inputIsChained: true });
  });

  it("is not found from another region, and not the operators' to ask", async () => {
    const [row] = await db.owner`SELECT id FROM decision WHERE region_id = '331000' LIMIT 1`;
    const decisionId = String(row?.id);
    expect(await keyOf(replayMatch(as("regulator", "420112"), { decisionId }))).toBe(
      "not_found record.no_decision",
    );
    const asked = callerOf(as("dispatcher")).record.replay({ decisionId });
    await expect(asked).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("an erasure", () => {
  it("takes values and salts, is said in the chain, and leaves everything verifiable", async () => {
    const bookingId = await aTrip();
    const before = await fed(checkRecord(await publishedRoots(system())), [
      await exportTrip(as("regulator"), { bookingId }),
    ]);
    // The export was a deed about this booking, and is not sealed yet.
    const asked = { bookingId, reason: "person_asked" as const };
    await inTransaction(as("regulator"), (tx) =>
      writeAudit(tx, {
        verb: "oversight.record",
        noun: "booking",
        nounId: bookingId,
        bookingId,
        after: { read: 1 },
      }),
    );
    expect(await keyOf(eraseRecord(as("regulator"), asked))).toBe("conflict record.not_sealed");
    await sealRegion(later(40));
    expect((await eraseRecord(as("regulator"), asked)).erased).toBeGreaterThan(5);
    expect(await keyOf(eraseRecord(as("regulator"), asked))).toBe("conflict record.erased");
    expect(await keyOf(eraseRecord(as("regulator", "420112"), asked))).toBe("not_found booking.not_found");
    await sealRegion(later(80));
    const published = await publishedRoots(system());
    const trip = await fed(checkRecord(published), [
      await exportTrip(as("regulator", "331000", later(90).now), { bookingId }),
    ]);
    expect(trip).toMatchObject({ failures: 0, documents: 0 });
    expect(trip.erased).toBeGreaterThan(5);
    expect(trip.entries).toBeGreaterThan(before.entries);
    const [left] =
      await db.owner`SELECT count(*)::int AS count FROM audit WHERE booking_id = ${bookingId} AND after IS NOT NULL AND verb <> 'record.erase'`;
    expect(left?.count).toBe(0);
    const period = { from: addDays(today, -30), until: addDays(today, -1) };
    const days = await fed(checkRecord(published), exportDays(as("regulator"), period));
    expect(days).toMatchObject({ failures: 0 });
    expect(days.erased).toBeGreaterThan(5);
  }, 60_000);
});
