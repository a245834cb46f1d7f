import { v7 as uuidv7 } from "uuid";
import { beforeAll, describe, expect, it } from "vitest";
import { makeRuleVersion } from "@/db/seed/factories";
import { open } from "@/server/gateways/vault";
import { callerOf } from "@/server/routers/root";
import { matchBooking } from "@/server/services/dispatch/match-booking";
import { replanSubject } from "@/server/services/dispatch/replan";
import { day, regionId } from "@/server/services/dispatch/test-region";
import { later, makeDispatcher, offerWorld } from "@/server/services/offer/test-offers";
import { userOf } from "@/server/test-asking";
import { testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";
import { sweepLapsed } from "./lapse";

const world = offerWorld(testDatabase);
beforeAll(async () => {
  const rule = {
    id: "odometer",
    kind: "odometer",
    requirement: { maxKm: 300_000 },
    titleZh: "里程",
    titleEn: "Odometer",
    failZh: "里程 {found} 公里",
    failEn: "{found} km",
    source: "测试",
    validFrom: "2026-01-01",
  };
  const content = {
    id: "standard-331000-1",
    regionId,
    version: 1,
    timeZone: "Asia/Shanghai",
    validFrom: "2026-01-01",
    source: "测试",
    rules: [rule],
  };
  await makeRuleVersion(world.region.db, { regionId, kind: "standard", code: "standard", content });
});

const desk = (now?: Date) => callerOf(world.region.ctx(userOf("regulator", uuidv7()), now));

async function certificationOf(subjectId: string): Promise<string> {
  const [row] = await world.database.owner`SELECT id FROM certification WHERE subject_id = ${subjectId}`;
  return String(row?.id);
}

async function told(template: string): Promise<Record<string, unknown>[]> {
  const rows = await world.database
    .owner`SELECT data_sealed FROM message WHERE NOT (channel = 'in_app' AND account_id IS NOT NULL) AND template = ${template}`;
  return rows.map((row) => JSON.parse(open(String(row.data_sealed), `${regionId}/message/data`)));
}

/** An operator with one vehicle that was just offered a booking. */
async function offered() {
  const orgId = await world.region.operator();
  const { vehicleId, shiftId } = await world.region.fleet(orgId);
  await makeDispatcher(world, orgId);
  const { id } = await world.confirmed();
  await matchBooking(world.region.system(), id);
  const offer = await world.openOffer(id);
  if (offer?.shift_id !== shiftId) throw new Error("it was not offered");
  return { orgId, vehicleId, shiftId, bookingId: id, certificationId: await certificationOf(vehicleId) };
}

const planVersion = async (shiftId: string) =>
  Number((await world.database.owner`SELECT plan_version FROM shift WHERE id = ${shiftId}`)[0]?.plan_version);

describe("a suspension", () => {
  it("bumps the plans and closes the offers in its own transaction, is one recorded act, and is told", async () => {
    const { owner } = world.database;
    const it_ = await offered();
    const before = await planVersion(it_.shiftId);
    await desk().certification.decide({
      certificationId: it_.certificationId,
      move: "suspend",
      reason: "车上没有吸引器",
    });
    // No job has run yet.
    expect(await world.openOffer(it_.bookingId)).toBeUndefined();
    expect(await planVersion(it_.shiftId)).toBeGreaterThan(before);
    expect(await world.jobs("replan-subject")).toMatchObject([
      { data: { certificationId: it_.certificationId } },
    ]);
    const acts = await owner`SELECT after FROM audit WHERE verb = 'certification.decide'`;
    expect(acts).toMatchObject([
      { after: { move: "suspend", shifts: [it_.shiftId], bookings: [expect.any(String)], offersClosed: 1 } },
    ]);
    expect(await told("certification_suspended")).toMatchObject([
      { subjectKind: "vehicle", reason: "车上没有吸引器", affectedTrips: 1 },
    ]);
    expect(await replanSubject(world.region.system(), it_.certificationId)).toEqual([it_.bookingId]);
    expect(await owner`SELECT 1 FROM claim WHERE booking_id = ${it_.bookingId}`).toHaveLength(0);
  });

  it("of two at once is done once", async () => {
    const { certificationId } = await offered();
    const suspend = () =>
      desk().certification.decide({ certificationId, move: "suspend", reason: "标识不符" });
    const both = await Promise.allSettled([suspend(), suspend()]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await keyOf(suspend())).toContain("certification.move_not_allowed");
    expect(await told("certification_suspended")).toHaveLength(1);
  });
});

describe("a region without standards in force", () => {
  it("suspends and revokes all the same, and grants nothing", async () => {
    const { owner } = world.database;
    const { certificationId, bookingId } = await offered();
    const holdFrom = (day: string) =>
      owner`UPDATE rule_version SET valid_from = ${day} WHERE kind = 'standard'`;
    await holdFrom("2099-01-01");
    const decide = (move: "suspend" | "lift" | "revoke") =>
      desk().certification.decide({ certificationId, move, reason: "现场核对" });
    expect(await desk().certification.get({ certificationId })).toMatchObject({
      current: null,
      moves: ["extend", "suspend", "revoke"],
    });
    expect(await decide("suspend")).toEqual({ status: "suspended" });
    expect(await world.openOffer(bookingId)).toBeUndefined();
    expect(await keyOf(decide("lift"))).toContain("certification.no_standards");
    expect(await keyOf(desk().certification.audit({ certificationId }))).toContain(
      "certification.no_standards",
    );
    expect(await decide("revoke")).toEqual({ status: "revoked" });
    await holdFrom("2026-01-01");
  });
});

describe("what else is decided", () => {
  it("reaches the operator in the reviewer's words", async () => {
    const orgId = await world.region.operator();
    const { vehicleId } = await world.region.fleet(orgId);
    await makeDispatcher(world, orgId);
    const certificationId = await certificationOf(vehicleId);
    await world.database.owner`UPDATE certification SET status = 'applied' WHERE id = ${certificationId}`;
    await desk().certification.decide({ certificationId, move: "take" });
    await desk().certification.decide({ certificationId, move: "ask_more", reason: "行驶证照片看不清" });
    await desk(later(60)).certification.decide({ certificationId, move: "refuse", reason: "材料不实" });
    expect(await told("certification_decided")).toMatchObject([
      { outcome: "more_asked", reason: "行驶证照片看不清", url: expect.stringContaining(vehicleId) },
      { outcome: "refused", reason: "材料不实" },
    ]);
  });
});

describe("a lapse by date", () => {
  it("does at its instant what a suspension does, once for that end", async () => {
    const { owner } = world.database;
    const it_ = await offered();
    const end = later(600);
    await owner`UPDATE certification SET valid_until = ${end.toISOString()} WHERE id = ${it_.certificationId}`;
    expect(await sweepLapsed(world.region.system(later(590)))).toBe(0);
    const now = world.region.system(later(601));
    const rounds = await Promise.all([sweepLapsed(now), sweepLapsed(now)]);
    expect(rounds.toSorted()).toEqual([0, 1]);
    expect(await sweepLapsed(world.region.system(later(700)))).toBe(0);
    expect(await world.openOffer(it_.bookingId)).toBeUndefined();
    expect(await world.jobs("replan-subject")).toHaveLength(1);
    expect(await owner`SELECT after FROM audit WHERE verb = 'certification.lapse'`).toMatchObject([
      { after: { lapsedAt: end.toISOString(), shifts: [it_.shiftId], offersClosed: 1 } },
    ]);
    expect(await told("certification_decided")).toMatchObject([{ outcome: "lapsed", affectedTrips: 1 }]);
    expect(await replanSubject(now, it_.certificationId)).toEqual([it_.bookingId]);
    // Another end is another lapse.
    await owner`UPDATE certification SET valid_until = ${later(1000).toISOString()} WHERE id = ${it_.certificationId}`;
    expect(await sweepLapsed(world.region.system(later(1001)))).toBe(1);
  });

  it("comes from a paper that was looked at, not from one that counts for nothing, and is not told of a retired vehicle", async () => {
    const { owner } = world.database;
    const orgId = await world.region.operator();
    const { vehicleId } = await world.region.fleet(orgId);
    await makeDispatcher(world, orgId);
    const certificationId = await certificationOf(vehicleId);
    const paperId = uuidv7();
    await owner`INSERT INTO paper (region_id, id, org_id, certification_id, kind, number, expires_on, checked, created_at)
      VALUES (${regionId}, ${paperId}, ${orgId}, ${certificationId}, 'registration', 'T-1', ${day}, false, now())`;
    const nextDay = world.region.system(later(86_400));
    expect(await sweepLapsed(nextDay)).toBe(0);
    await owner`UPDATE paper SET checked = true WHERE id = ${paperId}`;
    await owner`UPDATE vehicle SET status = 'retired' WHERE id = ${vehicleId}`;
    expect(await sweepLapsed(nextDay)).toBe(1);
    expect(await told("certification_decided")).toEqual([]);
  });

  it("is none where it was extended while the round was under way", async () => {
    const { owner } = world.database;
    const it_ = await offered();
    const endsAt = (at: Date) => at.toISOString();
    await owner`UPDATE certification SET valid_until = ${endsAt(later(600))} WHERE id = ${it_.certificationId}`;
    let round: Promise<number> | null = null;
    await owner.begin(async (own) => {
      await own`UPDATE certification SET valid_until = ${endsAt(later(9000))} WHERE id = ${it_.certificationId}`;
      round = sweepLapsed(world.region.system(later(601)));
      await expect
        .poll(async () => {
          const waiting = await own`
            SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
          return waiting.length;
        })
        .toBe(1);
    });
    expect(await round).toBe(0);
    expect(await world.openOffer(it_.bookingId)).toBeDefined();
  });

  it("of one row that cannot be acted on does not keep the others waiting", async () => {
    const { owner } = world.database;
    const bad = await offered();
    const good = await offered();
    await owner`UPDATE certification SET valid_until = ${later(600).toISOString()}
      WHERE id IN (${bad.certificationId}, ${good.certificationId})`;
    // Whichever is taken first, the round goes on.
    await owner.unsafe(`
      CREATE FUNCTION refuse_lapse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'this row is bad'; END $$;
      CREATE TRIGGER refuse_lapse BEFORE UPDATE ON certification FOR EACH ROW
        WHEN (NEW.id = '${bad.certificationId}' AND NEW.lapsed_for IS NOT NULL) EXECUTE FUNCTION refuse_lapse();`);
    const round = () => sweepLapsed(world.region.system(later(601)));
    await expect(round()).rejects.toThrow();
    expect(await owner`SELECT noun_id FROM audit WHERE verb = 'certification.lapse'`).toMatchObject([
      { noun_id: good.certificationId },
    ]);
    await owner.unsafe("DROP TRIGGER refuse_lapse ON certification; DROP FUNCTION refuse_lapse");
    expect(await round()).toBe(1);
  });

  it("is not told of an operator that was closed", async () => {
    const { owner } = world.database;
    const orgId = await world.region.operator();
    await makeDispatcher(world, orgId);
    await owner`UPDATE certification SET valid_until = ${later(600).toISOString()} WHERE subject_id = ${orgId}`;
    await owner`UPDATE organization SET status = 'closed' WHERE id = ${orgId}`;
    expect(await sweepLapsed(world.region.system(later(601)))).toBe(1);
    expect(await told("certification_decided")).toEqual([]);
  });
});
