import { TRPCError } from "@trpc/server";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedQuietCity } from "@/db/seed/quiet-city";
import { DomainError } from "@/server/core/domain-error";
import { addDays, localDay } from "@/server/core/local-time";
import { startingRegionSettings } from "@/server/core/region-settings";
import type { PaperKind } from "@/server/core/standard/facts";
import { callerOf } from "@/server/routers/root";
import { contextOf, dongxihu, newVisitor, testNow, userOf } from "@/server/test-asking";
import { type TestDatabase, testDatabase } from "@/server/test-database";

let db: TestDatabase;
let orgs: string[] = [];
let regulator = "";
const today = localDay(testNow, "Asia/Shanghai");

beforeAll(async () => {
  db = await testDatabase();
  await seedQuietCity(db.ownerUrl, testNow);
  const rows = await db.owner`
    SELECT o.id, o.type FROM organization o WHERE o.region_id = '331000'
    ORDER BY (SELECT count(*) FROM shift s WHERE s.org_id = o.id) DESC`;
  orgs = rows.filter(({ type }) => type === "operator").map(({ id }) => String(id));
  regulator = String(rows.find(({ type }) => type === "regulator")?.id);
}, 120_000);
afterAll(() => db.close());

const as = (at = 0) => callerOf(contextOf(db, userOf("dispatcher", orgs[at] ?? "")));
const desk = () => callerOf(contextOf(db, userOf("regulator", regulator)));
const abroad = () => callerOf(contextOf(db, userOf("regulator", uuidv7()), testNow, dongxihu));

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  const cause = error instanceof TRPCError ? error.cause : error;
  if (cause instanceof DomainError) return `${cause.code} ${cause.key}`;
  throw error ?? new Error("it was not refused");
}

const on = (days: number) => new Date(testNow.getTime() + days * 86_400_000);

let people = 0;
/** A nurse of an operator, just entered. */
async function nurse(at = 0): Promise<string> {
  people += 1;
  const input = { name: `测试${people}`, duties: ["nurse" as const] };
  return (await as(at).fleet.saveCrew(input)).crewId;
}

async function applied(at = 0) {
  const crewId = await nurse(at);
  const { certificationId } = await as(at).certification.request({ subject: "crew", subjectId: crewId });
  return { crewId, certificationId };
}

const paperOf = (certificationId: string, kind: PaperKind, expiresOn = addDays(today, 400)) => ({
  certificationId,
  kind,
  number: "TEST-1",
  expiresOn: kind === "identity" ? null : expiresOn,
});

/** A nurse with all papers handed in and looked at, in review. */
async function reviewed() {
  const { crewId, certificationId } = await applied();
  const { paperKinds } = await as().certification.get({ certificationId });
  for (const kind of paperKinds) {
    const { paperId } = await as().certification.addPaper(paperOf(certificationId, kind));
    await desk().certification.checkPaper({ paperId, checked: true });
  }
  await desk().certification.decide({ certificationId, move: "take" });
  return { crewId, certificationId };
}

const grant = (certificationId: string) => ({
  certificationId,
  move: "certify" as const,
  validUntil: addDays(today, 365),
});

describe("applying", () => {
  it("works once; a second request is a conflict", async () => {
    const { crewId, certificationId } = await applied();
    expect(await as().certification.get({ certificationId })).toMatchObject({
      status: "applied",
      papers: [],
    });
    expect(await refusal(as().certification.request({ subject: "crew", subjectId: crewId }))).toBe(
      "conflict certification.applied_already",
    );
  });

  it("is for the own people, vehicles and organization only", async () => {
    const crewId = await nurse();
    expect(await refusal(as(1).certification.request({ subject: "crew", subjectId: crewId }))).toBe(
      "not_found crew.not_found",
    );
    expect(
      await refusal(as(1).certification.request({ subject: "operator", subjectId: orgs[0] ?? "" })),
    ).toBe("not_found organization.not_found");
    expect(await refusal(desk().certification.request({ subject: "crew", subjectId: crewId }))).toBe(
      "forbidden access.role",
    );
  });

  it("is possible again after a refusal", async () => {
    const { crewId, certificationId } = await applied();
    await desk().certification.decide({ certificationId, move: "take" });
    await desk().certification.decide({ certificationId, move: "refuse", reason: "材料不实" });
    await as().certification.request({ subject: "crew", subjectId: crewId });
    expect(await as().certification.get({ certificationId })).toMatchObject({
      status: "applied",
      reason: null,
    });
  });
});

describe("papers", () => {
  it("replace the earlier one of their kind, and what was asked for goes back to review with an answer, once", async () => {
    const { certificationId } = await applied();
    await as().certification.addPaper(paperOf(certificationId, "nurse_licence"));
    await desk().certification.decide({ certificationId, move: "take" });
    await desk().certification.decide({ certificationId, move: "ask_more", reason: "照片不清楚" });
    expect(await as().certification.get({ certificationId })).toMatchObject({
      status: "more_asked",
      reason: "照片不清楚",
    });
    await as().certification.addPaper({ ...paperOf(certificationId, "nurse_licence"), number: "TEST-2" });
    const supply = { certificationId, answer: "已换清楚的照片" };
    expect(await refusal(as(1).certification.supply(supply))).toBe("not_found certification.not_found");
    expect(await refusal(desk().certification.supply(supply))).toBe("forbidden access.role");
    const both = await Promise.allSettled([
      as().certification.supply(supply),
      as().certification.supply(supply),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const now = await desk().certification.get({ certificationId });
    expect(now.photoDays).toBe(startingRegionSettings.markings.photoDays);
    expect([now.status, now.answer, now.papers.map(({ number }) => number)]).toEqual([
      "in_review",
      "已换清楚的照片",
      ["TEST-2"],
    ]);
    expect(await refusal(as().certification.supply(supply))).toBe("conflict certification.move_not_allowed");
  });

  it("handed in twice at once leave one that counts", async () => {
    const { certificationId } = await applied();
    const both = await Promise.allSettled([
      as().certification.addPaper(paperOf(certificationId, "cpr_certificate")),
      as().certification.addPaper(paperOf(certificationId, "cpr_certificate")),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
    expect((await as().certification.get({ certificationId })).papers).toHaveLength(1);
  });

  it("take no file of somebody else, and no certification of somebody else", async () => {
    const { certificationId } = await applied();
    const fileId = uuidv7();
    await db.owner`
      INSERT INTO file (region_id, id, sha256, content_type, bytes, purpose, uploaded_by, created_at, viewer_orgs)
      VALUES ('331000', ${fileId}, 'x', 'image/webp', 1, 'paper', 'test', now(), ${[orgs[1] ?? ""]})`;
    expect(
      await refusal(as().certification.addPaper({ ...paperOf(certificationId, "identity"), fileId })),
    ).toBe("not_found file.not_found");
    expect(await refusal(as(1).certification.addPaper(paperOf(certificationId, "identity")))).toBe(
      "not_found certification.not_found",
    );
    expect(await refusal(as(1).certification.get({ certificationId }))).toBe(
      "not_found certification.not_found",
    );
    expect(await refusal(abroad().certification.get({ certificationId }))).toBe(
      "not_found certification.not_found",
    );
  });

  it("are checked by the regulator alone", async () => {
    const { certificationId } = await applied();
    const { paperId } = await as().certification.addPaper(paperOf(certificationId, "identity"));
    expect(await refusal(as().certification.checkPaper({ paperId, checked: true }))).toBe(
      "forbidden access.role",
    );
    expect(await refusal(abroad().certification.checkPaper({ paperId, checked: true }))).toBe(
      "not_found certification.paper_not_found",
    );
    await desk().certification.checkPaper({ paperId, checked: true });
    expect((await as().certification.get({ certificationId })).papers[0]?.checked).toBe(true);
  });
});

describe("deciding", () => {
  it("grants what meets the standards, until a day", async () => {
    const { crewId, certificationId } = await reviewed();
    expect((await as().certification.get({ certificationId })).current?.fails).toEqual([]);
    await desk().certification.decide(grant(certificationId));
    const row = (await as().certification.list({ subject: "crew" })).find(
      ({ subjectId }) => subjectId === crewId,
    );
    expect(row).toMatchObject({ status: "certified", standing: { certified: true } });
  });

  it("does not grant what fails, nor without or with a past validity", async () => {
    const { certificationId } = await applied();
    await desk().certification.decide({ certificationId, move: "take" });
    expect(await refusal(desk().certification.decide(grant(certificationId)))).toBe(
      "bad_input certification.standard_fails",
    );
    const good = await reviewed();
    const none = { certificationId: good.certificationId, move: "certify" as const };
    expect(await refusal(desk().certification.decide(none))).toBe("bad_input certification.validity_missing");
    expect(await refusal(desk().certification.decide({ ...none, validUntil: addDays(today, -1) }))).toBe(
      "bad_input certification.validity_past",
    );
  });

  it("asks for a reason, knows its moves, and lets one of two reviewers win", async () => {
    const { certificationId } = await reviewed();
    expect(await refusal(desk().certification.decide({ certificationId, move: "refuse" }))).toBe(
      "bad_input certification.reason_missing",
    );
    expect(await refusal(desk().certification.decide({ certificationId, move: "lift", reason: "x" }))).toBe(
      "conflict certification.move_not_allowed",
    );
    const both = await Promise.allSettled([
      desk().certification.decide(grant(certificationId)),
      desk().certification.decide({ certificationId, move: "refuse", reason: "材料不实" }),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("is for the region's regulator only", async () => {
    const { certificationId } = await applied();
    expect(await refusal(as().certification.decide(grant(certificationId)))).toBe("forbidden access.role");
    expect(await refusal(abroad().certification.decide(grant(certificationId)))).toBe(
      "not_found certification.not_found",
    );
  });

  it("blocks at once by a suspension, and the plans that rest on it are read again", async () => {
    const [planned] = await db.owner`
      SELECT s.id, s.plan_version, s.vehicle_id, c.id AS certification_id FROM shift s
      JOIN certification c ON c.subject_id = s.vehicle_id
      WHERE s.org_id = ${orgs[0] ?? ""} AND s.starts_at > ${testNow.toISOString()} AND c.status = 'certified' LIMIT 1`;
    const certificationId = String(planned?.certification_id);
    const before = await desk().certification.get({ certificationId });
    expect(before.affected.shifts.map(({ id }) => id)).toContain(planned?.id);
    await desk().certification.decide({ certificationId, move: "suspend", reason: "标识不符" });
    const [after] = await db.owner`SELECT plan_version FROM shift WHERE id = ${String(planned?.id)}`;
    expect(after?.plan_version).toBeGreaterThan(Number(planned?.plan_version));
    const row = (await as().certification.list({ subject: "vehicle" })).find(
      ({ id }) => id === certificationId,
    );
    expect(row?.standing).toEqual({ certified: false, reason: "suspended" });
    await desk().certification.decide({ certificationId, move: "lift", reason: "已整改" });
  });
});

describe("what lapses", () => {
  it("is said of one certification as it stands now, though its status stays", async () => {
    const { certificationId } = await reviewed();
    const { paperKinds } = await as().certification.get({ certificationId });
    expect((await as().certification.get({ certificationId })).standing).toEqual({
      certified: false,
      reason: "not_decided",
    });
    await desk().certification.decide({ ...grant(certificationId), validUntil: addDays(today, 30) });
    const asOf = (days: number) => callerOf(contextOf(db, userOf("dispatcher", orgs[0] ?? ""), on(days)));
    expect((await as().certification.get({ certificationId })).standing).toMatchObject({ certified: true });
    const ended = await asOf(32).certification.get({ certificationId });
    expect([ended.status, ended.standing]).toEqual(["certified", { certified: false, reason: "expired" }]);
    const kind = paperKinds.find((it) => it !== "identity") ?? "cpr_certificate";
    const { paperId } = await as().certification.addPaper(paperOf(certificationId, kind, addDays(today, 5)));
    await desk().certification.checkPaper({ paperId, checked: true });
    expect((await asOf(7).certification.get({ certificationId })).standing).toEqual({
      certified: false,
      reason: "paper_lapsed",
    });
  });

  it("is listed within the days asked for, own rows only", async () => {
    const { certificationId } = await applied();
    const { paperId } = await as().certification.addPaper(
      paperOf(certificationId, "nurse_licence", addDays(today, 20)),
    );
    const ids = async (caller: ReturnType<typeof as>, days: number) =>
      (await caller.certification.list({ lapsingWithinDays: days })).map(({ id }) => id);
    // What nobody looked at counts for nothing, so that nothing lapses with it.
    expect(await ids(as(), 60)).not.toContain(certificationId);
    await desk().certification.checkPaper({ paperId, checked: true });
    expect(await ids(as(), 60)).toContain(certificationId);
    expect(await ids(as(), 10)).not.toContain(certificationId);
    expect(await ids(as(1), 60)).not.toContain(certificationId);
  });
});

it("does not let one caller read off mark after mark, whichever region it names", async () => {
  const caller = newVisitor();
  const ask = (region?: typeof dongxihu) =>
    refusal(
      callerOf(contextOf(db, caller, testNow, region)).certification.verify({ mark: "331000-26-999999" }),
    );
  const seen = await Promise.all(Array.from({ length: 120 }, () => ask().catch(() => "answered")));
  expect(new Set(seen)).toEqual(new Set(["answered"]));
  expect(await ask()).toBe("too_many rate.too_many");
  expect(await ask(dongxihu)).toBe("too_many rate.too_many");
});
