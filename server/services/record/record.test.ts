import { fork } from "node:child_process";
import { sql } from "drizzle-orm";
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
import { tripRecord } from "@/server/services/oversight/record";
import { sealRegion } from "@/server/services/sealer";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { eraseRecord, previewErasure } from "./erase";
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
    await db.owner`DELETE FROM day_node WHERE day >= ${today}`;
    await db.owner`DELETE FROM day_root WHERE day >= ${today}`;
  });

  it("is whole or not there when the worker is killed in the middle", async () => {
    await db.owner`DELETE FROM day_node WHERE region_id = '331000' AND day >= ${addDays(today, -9)}`;
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

/** Where the record says what a booking's patient needed: inputs, shifts as matches met them, reasons. */
async function healthOf(bookingId: string): Promise<{ inputs: number; parts: number; reasons: number }> {
  const [row] = await db.owner<{ inputs: number; parts: number; reasons: number }[]>`
    SELECT
      (SELECT count(*)::int FROM decision_input i JOIN decision d ON d.region_id = i.region_id AND d.id = i.decision_id
        WHERE d.booking_id = ${bookingId} AND i.content IS NOT NULL) AS inputs,
      (SELECT count(*)::int FROM decision_part WHERE content LIKE ${`%${bookingId}%`}) AS parts,
      (SELECT count(*)::int FROM decision d, jsonb_array_elements(d.candidates) AS c
        WHERE d.booking_id = ${bookingId} AND c -> 'violations' <> '[]') AS reasons`;
  if (!row) throw new Error("no counts");
  return row;
}

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
    const health = await healthOf(bookingId);
    expect(health).toMatchObject({ inputs: expect.any(Number), parts: expect.any(Number) });
    expect(Math.min(health.inputs, health.parts, health.reasons)).toBeGreaterThan(0);
    const preview = await previewErasure(as("regulator"), { bookingId });
    expect(preview).toMatchObject({ obstacles: [], unsealed: 0, parts: health.parts });
    const gone = await eraseRecord(as("regulator"), asked);
    expect(gone).toEqual({ rows: preview.rows, decisions: preview.decisions, parts: preview.parts });
    expect(gone.rows).toBeGreaterThan(5);
    expect(await healthOf(bookingId)).toEqual({ inputs: 0, parts: 0, reasons: 0 });
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
    // The matches of this booking, and of whoever was compared with vehicles that carried it, cannot be worked out again.
    const [own] = await db.owner`SELECT id FROM decision WHERE booking_id = ${bookingId} LIMIT 1`;
    expect(await replayMatch(as("regulator"), { decisionId: String(own?.id) })).toMatchObject({
      replay: null,
      isErased: true,
      recordIsChained: null,
    });
    const [other] = await db.owner`
      SELECT i.decision_id AS id FROM decision_input i JOIN decision_part p ON position(p.hash IN i.content) > 0
      WHERE p.content IS NULL LIMIT 1`;
    expect(await replayMatch(as("regulator"), { decisionId: String(other?.id) })).toMatchObject({
      replay: null,
      isErased: true,
      recordIsChained: true,
      inputIsChained: true,
    });
    const read = await tripRecord(as("regulator"), { bookingId });
    expect(read.decisions.map(({ basis }) => basis.erased)).not.toContain(false);
    const period = { from: addDays(today, -30), until: addDays(today, -1) };
    const days = await fed(checkRecord(published), exportDays(as("regulator"), period));
    expect(days).toMatchObject({ failures: 0 });
    expect(days.erased).toBeGreaterThan(5);
  }, 60_000);
});

describe("an erasure that must wait", () => {
  it("takes nothing while the trip is to come, or somebody looks into it", async () => {
    const [live] = await db.owner`
      SELECT booking_id AS id FROM trip WHERE region_id = '331000' AND status = 'assigned' LIMIT 1`;
    const asked = (id: unknown) => ({ bookingId: String(id), reason: "court_order" as const });
    expect(await keyOf(eraseRecord(as("regulator"), asked(live?.id)))).toBe("conflict record.not_over");
    // A week after its hours nobody rides any more, even where no end was told.
    const late = as("regulator", "331000", new Date(now.getTime() + 40 * 86_400_000));
    expect((await previewErasure(late, { bookingId: String(live?.id) })).obstacles).toEqual([]);
    const bookingId = await aTrip();
    await db.owner`
      INSERT INTO complaint (region_id, id, number, booking_id, topic, text, due_at, created_at)
      VALUES ('331000', ${uuidv7()}, 'T-erase', ${bookingId}, 'late', '来晚了', ${now.toISOString()}, ${now.toISOString()})`;
    expect((await previewErasure(as("regulator"), { bookingId })).obstacles).toEqual(["complaint"]);
    expect(await keyOf(eraseRecord(as("regulator"), asked(bookingId)))).toBe("conflict record.case_open");
    await db.owner`DELETE FROM complaint WHERE number = 'T-erase'`;
    expect(await keyOf(previewErasure(as("regulator", "420112"), { bookingId }))).toBe(
      "not_found booking.not_found",
    );
  });

  it("is the platform's alone: nothing else may be written into the evidence, by nobody", async () => {
    const forge = (role: string, statement: string) =>
      db.pool.transaction(async (work) => {
        await work.execute(sql`SELECT app_scope('331000', '', 'x', ${role}, '')`);
        await work.execute(sql.raw(statement));
      });
    for (const table of ["decision_input", "decision_part"]) {
      await expect(forge("system", `UPDATE ${table} SET content = 'x'`)).rejects.toThrow();
      await forge("regulator", `UPDATE ${table} SET content = NULL`);
    }
    await expect(forge("system", "UPDATE decision SET candidates = '[]'")).rejects.toThrow();
    await expect(forge("system", "UPDATE decision SET chosen_org_id = NULL")).rejects.toThrow();
    await expect(forge("system", "DELETE FROM decision_part")).rejects.toThrow();
    const [left] = await db.owner`SELECT count(*)::int AS count FROM decision_part WHERE content IS NOT NULL`;
    expect(left?.count).toBeGreaterThan(100);
  });
});
