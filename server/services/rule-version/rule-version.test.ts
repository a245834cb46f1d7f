import { TRPCError } from "@trpc/server";
import { v7 as uuidv7 } from "uuid";
import { beforeEach, describe, expect, it } from "vitest";
import { makeRuleVersion } from "@/db/seed/factories";
import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { regionSettings } from "@/server/core/region-settings";
import { vehicleClasses } from "@/server/core/vehicle";
import { handle as applyStandards } from "@/server/jobs/apply-standards";
import { handle as putInForceJob } from "@/server/jobs/put-rule-in-force";
import { handle as sweep } from "@/server/jobs/sweep";
import { callerOf } from "@/server/routers/root";
import { matchBooking } from "@/server/services/dispatch/match-booking";
import { morning, regionId } from "@/server/services/dispatch/test-region";
import { acceptOffer } from "@/server/services/offer/accept-offer";
import { makeDispatcher, type OfferWorld, offerWorld } from "@/server/services/offer/test-offers";
import { userOf } from "@/server/test-asking";
import { testDatabase } from "@/server/test-database";

const world: OfferWorld = offerWorld(testDatabase);
const dayMs = 86_400_000;
const onDay = (days: number) => new Date(morning.getTime() + days * dayMs);

const words = {
  titleZh: "行驶里程",
  titleEn: "Odometer",
  failZh: "行驶 {found} 公里，上限 {maxKm} 公里",
  failEn: "{found} km driven, limit {maxKm} km",
  source: "测试",
  validFrom: "2026-01-01",
};
const odometer = (maxKm: number) => ({ ...words, id: "odometer", kind: "odometer", requirement: { maxKm } });
const staffed = {
  ...words,
  failZh: "缺 {missing}",
  failEn: "{missing} missing",
  id: "staffed",
  kind: "class_staffing",
  requirement: { classes: [...vehicleClasses], crew: { driver: 1 } },
};
const setOf = (...rules: object[]) => ({
  id: "standard-331000-1",
  regionId,
  version: 1,
  timeZone: "Asia/Shanghai",
  validFrom: "2026-01-01",
  source: "测试",
  rules: [staffed, ...rules],
});

let first = "";
async function noticeOf(minimumDays: number): Promise<void> {
  await world.database.owner`DELETE FROM rule_version WHERE kind = 'region'`;
  await makeRuleVersion(world.region.db, {
    regionId,
    kind: "region",
    code: "settings",
    content: regionSettings.parse({ source: "测试", notice: { source: "测试", minimumDays } }),
  });
}

beforeEach(async () => {
  const { owner } = world.database;
  await owner`DELETE FROM rule_event`;
  await owner`DELETE FROM standard_check`;
  await owner`DELETE FROM standard_result`;
  await owner`DELETE FROM rule_version WHERE kind IN ('standard', 'region', 'triage')`;
  const { db } = world.region;
  const row = await makeRuleVersion(db, {
    regionId,
    kind: "standard",
    code: "standard",
    content: setOf(odometer(300_000)),
  });
  first = row.id;
  await noticeOf(0);
});

const inRegion = (ctx: Context, region = ctx.region) => callerOf({ ...ctx, region });
const desk = (now = morning) => inRegion(world.region.ctx(userOf("regulator", uuidv7()), now));
const abroad = () =>
  inRegion(world.region.ctx(userOf("regulator", uuidv7())), {
    id: "420112",
    timeZone: "Asia/Shanghai",
    hotline: "96120",
  });
const dispatcher = () => inRegion(world.region.ctx(userOf("dispatcher", uuidv7())));

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => "no error",
    (reason: unknown) => reason,
  );
  const cause = error instanceof TRPCError ? error.cause : error;
  return cause instanceof DomainError ? `${cause.code} ${cause.key}` : String(cause);
}

const statusOf = async (id: string) =>
  (await world.database.owner`SELECT status FROM rule_version WHERE id = ${id}`)[0]?.status;

/** A draft of the standards, saved with the rules given; answers with its id and revision. */
async function drafted(...rules: object[]): Promise<{ ruleVersionId: string; revision: number }> {
  const { ruleVersionId } = await desk().rule.startDraft({ ruleVersionId: first });
  const { revision } = await desk().rule.saveDraft({ ...typed(ruleVersionId, rules), revision: 1 });
  return { ruleVersionId, revision };
}

const typed = (ruleVersionId: string, rules: object[]) => ({
  ruleVersionId,
  titleZh: "标准",
  titleEn: "Standards",
  source: "台卫发〔2026〕1号",
  reason: "收紧里程上限",
  trial: false,
  content: setOf(...rules),
});

const now = { effectiveOn: null, noticeRef: "公告 1 号", reviewed: true, note: "" };

describe("a draft", () => {
  it("begins with what holds, keeps what was typed and says what is wrong with it", async () => {
    const { ruleVersionId } = await desk().rule.startDraft({ ruleVersionId: first });
    const incomplete = [{ ...odometer(1), requirement: { maxKm: "一万" }, failEn: "" }];
    const saved = await desk().rule.saveDraft({ ...typed(ruleVersionId, incomplete), revision: 1 });
    expect(saved.revision).toBe(2);
    expect(saved.problems.map(({ path }) => path.join("."))).toEqual([
      "rules.odometer.failEn",
      "rules.odometer.requirement.maxKm",
    ]);
    const read = await desk().rule.get({ ruleVersionId });
    expect(read.content).toMatchObject({ rules: [staffed, { requirement: { maxKm: "一万" } }] });
    expect(read.changes).toMatchObject([
      { path: ["rules", "odometer", "failEn"] },
      { path: ["rules", "odometer", "requirement", "maxKm"], before: 300_000, after: "一万" },
    ]);
    expect(await refusal(desk().rule.publish({ ruleVersionId, revision: 2, ...now }))).toBe(
      "bad_input rule.checks_fail",
    );
    expect(await refusal(desk().rule.preview({ ruleVersionId, effectiveOn: null }))).toBe(
      "bad_input rule.not_readable",
    );
    expect(await statusOf(ruleVersionId)).toBe("draft");
  });

  it("is one at a time, also begun by two at once, and saved by whoever saw the latest", async () => {
    const both = await Promise.all([
      refusal(desk().rule.startDraft({ ruleVersionId: first })),
      refusal(desk().rule.startDraft({ ruleVersionId: first })),
    ]);
    expect(both.sort()).toEqual(["conflict rule.draft_open", "no error"]);
    const [draft] = await world.database.owner`SELECT id FROM rule_version WHERE status = 'draft'`;
    const of = typed(String(draft?.id), [odometer(9)]);
    const saves = await Promise.all(
      [1, 1].map((revision) => refusal(desk().rule.saveDraft({ ...of, revision }))),
    );
    expect(saves.sort()).toEqual(["conflict rule.changed_meanwhile", "no error"]);
    expect(await refusal(desk().rule.saveDraft({ ...of, ruleVersionId: first, revision: 1 }))).toBe(
      "conflict rule.not_a_draft",
    );
  });

  it("belongs to its region and its regulator", async () => {
    const { ruleVersionId, revision } = await drafted(odometer(9));
    const publish = { ruleVersionId, revision, ...now };
    expect(await refusal(abroad().rule.startDraft({ ruleVersionId: first }))).toBe(
      "not_found rule.not_found",
    );
    expect(await refusal(abroad().rule.saveDraft({ ...typed(ruleVersionId, []), revision }))).toBe(
      "not_found rule.not_found",
    );
    expect(await refusal(abroad().rule.preview(publish))).toBe("not_found rule.not_found");
    expect(await refusal(abroad().rule.publish(publish))).toBe("not_found rule.not_found");
    expect(await refusal(abroad().rule.withdraw({ ruleVersionId, reason: "测试" }))).toBe(
      "not_found rule.not_found",
    );
    expect(await refusal(dispatcher().rule.publish(publish))).toBe("forbidden access.role");
    expect(await refusal(dispatcher().rule.startDraft({ ruleVersionId: first }))).toBe(
      "forbidden access.role",
    );
    expect(await refusal(dispatcher().rule.publishedOne({ ruleVersionId }))).toBe("not_found rule.not_found");
    expect((await dispatcher().rule.published()).map(({ id }) => id)).toContain(first);
  });
});

describe("publishing", () => {
  it("takes the region's notice, a reason and a review or its note", async () => {
    await noticeOf(7);
    const { ruleVersionId, revision } = await drafted(odometer(9));
    const publish = { ruleVersionId, revision, ...now };
    expect(await refusal(desk().rule.publish(publish))).toBe("bad_input rule.notice_too_short");
    expect(await refusal(desk().rule.publish({ ...publish, effectiveOn: "2026-11-29" }))).toBe(
      "bad_input rule.notice_too_short",
    );
    expect(await refusal(desk().rule.publish({ ...publish, effectiveOn: "2026-11-22" }))).toBe(
      "bad_input rule.day_past",
    );
    const in7 = { ...publish, effectiveOn: "2026-11-30" };
    expect(await refusal(desk().rule.publish({ ...in7, reviewed: false }))).toBe(
      "bad_input rule.note_missing",
    );
    expect(await refusal(desk().rule.publish({ ...in7, revision: 1 }))).toBe(
      "conflict rule.changed_meanwhile",
    );
    expect(await desk().rule.publish(in7)).toEqual({ status: "notice" });
    expect(await refusal(desk().rule.publish(in7))).toBe("conflict rule.move_not_allowed");
    expect(await world.jobs("put-rule-in-force")).toEqual([{ data: { regionId, ruleVersionId } }]);
    expect(await statusOf(first)).toBe("in_force");
    const seen = await dispatcher().rule.publishedOne({ ruleVersionId });
    expect(seen.changes).toMatchObject([{ path: ["rules", "odometer", "requirement", "maxKm"], after: 9 }]);
  });

  it("at once supersedes the version before, once, and keeps who, when and why", async () => {
    const { ruleVersionId, revision } = await drafted(odometer(9));
    const publish = { ruleVersionId, revision, ...now };
    const both = await Promise.all([
      refusal(desk().rule.publish(publish)),
      refusal(desk().rule.publish(publish)),
    ]);
    expect(both.filter((it) => it === "no error")).toHaveLength(1);
    expect([await statusOf(first), await statusOf(ruleVersionId)]).toEqual(["superseded", "in_force"]);
    expect(await world.jobs("apply-standards")).toHaveLength(1);
    const { history, content } = await desk().rule.get({ ruleVersionId });
    expect(history.map(({ event, reason }) => [event, reason])).toEqual([
      ["drafted", null],
      ["announced", "收紧里程上限"],
      ["put_in_force", null],
    ]);
    expect(content).toMatchObject({ id: "standard-331000-2", version: 2, validFrom: "2026-11-23" });
  });

  it("a second version waits until the announced one is withdrawn", async () => {
    const one = await drafted(odometer(9));
    await desk().rule.publish({ ...one, ...now, effectiveOn: "2026-11-30" });
    const two = await drafted(odometer(8));
    const publish = { ...two, ...now, effectiveOn: "2026-12-30" };
    expect(await refusal(desk().rule.publish(publish))).toBe("conflict rule.notice_open");
    await desk().rule.withdraw({ ruleVersionId: one.ruleVersionId, reason: "数字有误" });
    expect(await statusOf(one.ruleVersionId)).toBe("withdrawn");
    expect(await desk().rule.publish(publish)).toEqual({ status: "notice" });
  });
});

describe("an announced day that has come", () => {
  it("holds from its very instant, and the job writes so once", async () => {
    const org = await world.region.operator();
    await world.region.fleet(org);
    const { ruleVersionId, revision } = await drafted(odometer(9));
    await desk().rule.publish({ ruleVersionId, revision, ...now, effectiveOn: "2026-11-30" });
    const [row] = await world.database.owner`SELECT id FROM certification WHERE subject = 'vehicle'`;
    const certificationId = String(row?.id);
    const passes = async (at: Date) =>
      (await desk(at).certification.get({ certificationId })).current?.passes;
    expect(await passes(onDay(6))).toBe(true);
    // Midnight of the 30th in Taizhou is 16:00 of the 29th by Greenwich; no job has run yet.
    const begin = new Date("2026-11-29T16:00:00Z");
    expect([await passes(new Date(begin.getTime() - 1)), await passes(begin)]).toEqual([true, false]);
    const payload = { regionId, ruleVersionId };
    await putInForceJob(world.region.system(onDay(6)), payload);
    expect(await statusOf(ruleVersionId)).toBe("notice");
    const jobs = [onDay(7), onDay(7)].map((at) => putInForceJob(world.region.system(at), payload));
    await Promise.all(jobs);
    await sweep(world.region.system(onDay(7)));
    expect([await statusOf(first), await statusOf(ruleVersionId)]).toEqual(["superseded", "in_force"]);
    expect(await world.jobs("apply-standards")).toHaveLength(1);
    const [before] = await world.database.owner`SELECT valid_until FROM rule_version WHERE id = ${first}`;
    expect(new Date(String(before?.valid_until))).toEqual(begin);
  });

  it("is found by the sweep where its job was lost", async () => {
    const { ruleVersionId, revision } = await drafted(odometer(9));
    await desk().rule.publish({ ruleVersionId, revision, ...now, effectiveOn: "2026-11-30" });
    await sweep(world.region.system(onDay(8)));
    expect(await statusOf(ruleVersionId)).toBe("in_force");
  });
});

describe("withdrawing what holds", () => {
  it("brings back the version before as a new one, and is refused where there is none", async () => {
    expect(await refusal(desk().rule.withdraw({ ruleVersionId: first, reason: "测试" }))).toBe(
      "conflict rule.nothing_before",
    );
    const { ruleVersionId, revision } = await drafted(odometer(9));
    await desk().rule.publish({ ruleVersionId, revision, ...now });
    const { restoredId } = await desk(onDay(1)).rule.withdraw({ ruleVersionId, reason: "太严" });
    expect(await statusOf(ruleVersionId)).toBe("withdrawn");
    const restored = await desk().rule.get({ ruleVersionId: restoredId ?? "" });
    expect(restored).toMatchObject({ status: "in_force", version: 3, reason: "太严" });
    expect(restored.content).toMatchObject({ rules: [staffed, odometer(300_000)] });
    expect(await refusal(desk().rule.withdraw({ ruleVersionId, reason: "再来" }))).toBe(
      "conflict rule.move_not_allowed",
    );
  });
});

describe("a stricter standard", () => {
  it("is previewed with whom it hits, then blocks them, stores why, and moves their trips", async () => {
    const { owner } = world.database;
    const org = await world.region.operator();
    const old = await world.region.fleet(org);
    const { id } = await world.confirmed();
    await matchBooking(world.region.system(), id);
    await acceptOffer(world.as(org), { offerId: (await world.openOffer(id))?.id ?? "" });
    await makeDispatcher(world, org);
    const spared = await world.region.operator();
    await makeDispatcher(world, spared);
    const young = await world.region.fleet(spared);
    await owner`UPDATE vehicle SET odometer_km = 5 WHERE id = ${young.vehicleId}`;
    const matched = await owner`SELECT DISTINCT moment, passes FROM standard_check WHERE booking_id = ${id}`;
    expect([...matched]).toEqual([{ moment: "match", passes: true }]);

    const { ruleVersionId, revision } = await drafted(odometer(9));
    const preview = await desk().rule.preview({ ruleVersionId, effectiveOn: null });
    expect(preview.certified).toMatchObject({ vehicle: 2, operator: 2 });
    expect(preview.failing).toMatchObject([
      { subject: "vehicle", subjectId: old.vehicleId, failsAlready: false, fails: [{ ruleId: "odometer" }] },
    ]);
    expect(preview.trips).toMatchObject([{ bookingId: id, ruleIds: ["odometer"], isUnderWay: false }]);
    await owner`UPDATE trip SET status = 'en_route' WHERE booking_id = ${id}`;
    const [rolling] = (await desk().rule.preview({ ruleVersionId, effectiveOn: null })).trips;
    expect(rolling).toMatchObject({ bookingId: id, isUnderWay: true });
    await owner`UPDATE trip SET status = 'assigned' WHERE booking_id = ${id}`;
    // Nobody rides after the day of the trip.
    const later = await desk().rule.preview({ ruleVersionId, effectiveOn: "2026-11-30" });
    expect([later.failing.length, later.trips.length]).toEqual([1, 0]);

    await desk().rule.publish({ ruleVersionId, revision, ...now });
    const payload = { regionId, ruleVersionId };
    await applyStandards(world.region.system(), payload);
    const marked = await owner`
      SELECT evaluation->>'passes' AS passes, evaluation->>'ruleVersionId' AS version FROM certification
      WHERE subject = 'vehicle' ORDER BY subject_id = ${old.vehicleId} DESC`;
    expect([...marked]).toEqual([
      { passes: "false", version: ruleVersionId },
      { passes: "true", version: ruleVersionId },
    ]);
    expect(await owner`SELECT id FROM trip WHERE booking_id = ${id}`).toHaveLength(0);
    await matchBooking(world.region.system(), id);
    const [chosen] = await owner`
      SELECT chosen_shift_id, candidates::text FROM decision WHERE booking_id = ${id} ORDER BY id DESC LIMIT 1`;
    expect(chosen?.chosen_shift_id).toBe(young.shiftId);
    expect(chosen?.candidates).toContain('"standard:odometer"');
    // Done again it marks nothing twice and moves nothing more.
    const count = async () =>
      (await owner`SELECT id FROM standard_check WHERE moment = 'rule_change'`).length;
    const once = await count();
    await applyStandards(world.region.system(), payload);
    // The operator heard of it once, by e-mail; the other one has nothing to mend.
    expect(await world.messages("standards_failing")).toEqual(["email"]);
    expect(await count()).toBe(once);
    expect((await world.openOffer(id))?.shift_id).toBe(young.shiftId);
  });

  it("is what a regulator's audit finds and keeps", async () => {
    const org = await world.region.operator();
    const { vehicleId } = await world.region.fleet(org);
    const [row] = await world.database.owner`SELECT id FROM certification WHERE subject_id = ${vehicleId}`;
    const certificationId = String(row?.id);
    expect(await desk().certification.audit({ certificationId })).toEqual({ passes: true, fails: [] });
    const { ruleVersionId, revision } = await drafted(odometer(9));
    await desk().rule.publish({ ruleVersionId, revision, ...now });
    expect(await desk().certification.audit({ certificationId })).toEqual({
      passes: false,
      fails: ["odometer"],
    });
    const checks = await desk().certification.checks({ certificationId });
    expect(checks.map(({ moment, passes, version }) => [moment, passes, version])).toEqual([
      ["audit", false, 2],
      ["audit", true, 1],
    ]);
    expect(checks[0]?.evaluation.fails[0]).toMatchObject({ facts: { found: 42_000, maxKm: 9 } });
    expect(await refusal(abroad().certification.audit({ certificationId }))).toBe(
      "not_found certification.not_found",
    );
    expect(await refusal(dispatcher().certification.audit({ certificationId }))).toBe(
      "forbidden access.role",
    );
  });
});
