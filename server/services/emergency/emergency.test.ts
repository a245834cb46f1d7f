import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { drizzle } from "drizzle-orm/postgres-js";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeRegion } from "@/db/seed/factories";
import { DomainError } from "@/server/core/domain-error";
import { callBackWithinSeconds } from "@/server/core/emergency";
import { inTransaction } from "@/server/scope";
import { contextOf, home, newVisitor, testNow, userOf } from "@/server/test-asking";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { acknowledgeHandover } from "./acknowledge";
import { leavePhone } from "./leave-phone";
import { escalateEmergency, notifyEmergency } from "./notify";
import { openHandover } from "./open";
import { getHandover, listHandovers } from "./read";

let db: TestDatabase;
let server: Server;
/** The stand-in of 120's system: what it was told, and who took it. */
const told: { id: string; findings: string[]; callerPhone: string | null }[] = [];
let acknowledged: { acknowledgedBy: string; acknowledgedAt: string; caseNumber: string } | null = null;
let failing = false;
/** What happens while 120's system still thinks. */
let meanwhile: (() => Promise<unknown>) | null = null;

beforeAll(async () => {
  server = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    if (failing) return response.writeHead(503).end("{}");
    if (request.method === "GET") return response.end(JSON.stringify(acknowledged ?? {}));
    let body = "";
    request.on("data", (part: Buffer) => {
      body += part.toString();
    });
    request.on("end", async () => {
      told.push(JSON.parse(body));
      await meanwhile?.();
      response.end(JSON.stringify({ reference: "120-REF-1" }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  db = await testDatabase();
  process.env.EMERGENCY_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await makeRegion(drizzle(db.owner), { id: "331000" });
});
afterAll(async () => {
  server.close();
  await db.close();
});
beforeEach(() => {
  told.length = 0;
  acknowledged = null;
  failing = false;
  meanwhile = null;
});

const system = () => contextOf(db, { kind: "system", job: "notify-emergency" });
const seat = () => contextOf(db, userOf("seat", uuidv7()));
const record = {
  bookingNumber: null,
  redFlags: ["flag_breathing"],
  findings: [{ ruleId: "flag_breathing", textZh: "喘不上气", textEn: "Short of breath" }],
  ruleVersion: "triage@1",
  mobility: "stretcher" as const,
  birthYear: 1948,
  weightKg: null,
  relation: "child",
};
const open = (phone: string | null = null) =>
  inTransaction(contextOf(db, newVisitor()), (tx) =>
    openHandover(tx, {
      bookingId: null,
      record,
      place: { ...home, district: "331082" },
      phone,
      viewerOrgs: [],
      viewerUsers: [],
    }),
  );
const statusOf = async (id: string) => (await getHandover(seat(), { handoverId: id })).status;

describe("a hand-over to 120", () => {
  it("is delivered with what the caller heard, then asked after until a named person took it", async () => {
    const { id } = await open("+8619900009010");
    await notifyEmergency(system(), id);
    expect(told).toMatchObject([{ id, findings: ["喘不上气"], callerPhone: "+8619900009010" }]);
    expect(await statusOf(id)).toBe("open");
    acknowledged = { acknowledgedBy: "陈调度", acknowledgedAt: testNow.toISOString(), caseNumber: "C-7" };
    await notifyEmergency(system(), id);
    const taken = await getHandover(seat(), { handoverId: id });
    expect(taken).toMatchObject({
      status: "acknowledged",
      acknowledgedBy: "陈调度",
      acknowledgedAt: testNow,
    });
    await notifyEmergency(system(), id);
    expect(told).toHaveLength(1);
  });

  it("is read in clear by the seats, which is audited, and masked by a regulator", async () => {
    const { id } = await open("+8619900009010");
    expect(await getHandover(seat(), { handoverId: id })).toMatchObject({
      phone: "+8619900009010",
      place: { label: home.label, detail: home.detail },
    });
    const reads = () =>
      db.owner`select id from audit where verb in ('emergency.get', 'emergency.list') and noun_id in (${id}, 'list')`;
    const before = (await reads()).length;
    const regulator = contextOf(db, userOf("regulator", uuidv7()));
    const masked = { phone: "199****9010", place: { label: "331082", detail: "" }, details: null };
    expect(await getHandover(regulator, { handoverId: id })).toMatchObject(masked);
    expect((await listHandovers(regulator, { open: true })).find((row) => row.id === id)).toMatchObject(
      masked,
    );
    expect(await reads()).toHaveLength(before);
  });

  it("fails loudly where 120 does not answer, and still becomes an alarm", async () => {
    const { id } = await open();
    failing = true;
    await expect(notifyEmergency(system(), id)).rejects.toMatchObject({ key: "emergency.failed" });
    await escalateEmergency(system(), id);
    expect(await statusOf(id)).toBe("escalated");
    await escalateEmergency(system(), id);
    const alarms = await db.owner`select id from audit where verb = 'emergency.escalate' and noun_id = ${id}`;
    expect(alarms).toHaveLength(1);
  });

  it("takes a phone that is left later, once, and promises the call back from then on", async () => {
    const known = await open();
    const leave = (phone: string | null) =>
      inTransaction(contextOf(db, { kind: "system", job: "test" }), (tx) => leavePhone(tx, known, phone));
    expect((await leave(null)).callBackBy).toBeNull();
    const due = new Date(testNow.getTime() + callBackWithinSeconds * 1000);
    expect((await leave("+8619900009011")).callBackBy).toEqual(due);
    await leave("+8619900009012");
    expect((await getHandover(seat(), { handoverId: known.id })).phone).toBe("+8619900009011");
    const calls = await db.owner`select due_at from callback where note = ${known.reference}`;
    expect(calls).toHaveLength(1);
  });

  it("keeps the call back of a phone that is left while 120 is being told", async () => {
    const known = await open();
    meanwhile = () =>
      inTransaction(contextOf(db, { kind: "system", job: "test" }), (tx) =>
        leavePhone(tx, known, "+8619900009013"),
      );
    await notifyEmergency(system(), known.id);
    const [row] = await db.owner`select record from emergency_handover where id = ${known.id}`;
    const due = new Date(testNow.getTime() + callBackWithinSeconds * 1000).toISOString();
    expect(row?.record).toMatchObject({ callBackBy: due, providerRef: "120-REF-1" });
  });

  it("that was taken in time raises no alarm", async () => {
    const { id } = await open();
    await acknowledgeHandover(seat(), { handoverId: id, by: "陈调度" });
    await escalateEmergency(system(), id);
    expect(await statusOf(id)).toBe("acknowledged");
    expect((await listHandovers(seat(), { open: true })).map((row) => row.id)).not.toContain(id);
  });

  it("is taken once, of two seats at the same time", async () => {
    const { id } = await open();
    const both = await Promise.allSettled(
      ["甲", "乙", "丙"].map((by) => acknowledgeHandover(seat(), { handoverId: id, by })),
    );
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const lost of both) if (lost.status === "rejected") expect(lost.reason).toBeInstanceOf(DomainError);
  });

  it("hides from families; its read in clear leaves a trace", async () => {
    const { id } = await open();
    const family = contextOf(db, userOf("family", null));
    await expect(getHandover(family, { handoverId: id })).rejects.toMatchObject({ code: "not_found" });
    await getHandover(seat(), { handoverId: id });
    const reads = await db.owner`select id from audit where verb = 'emergency.get' and noun_id = ${id}`;
    expect(reads).toHaveLength(1);
  });
});
