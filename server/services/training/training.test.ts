import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { addDays } from "@/server/core/local-time";
import { open } from "@/server/gateways/vault";
import { callerOf } from "@/server/routers/root";
import { contextOf, testNow, userOf } from "@/server/test-asking";
import { callerAbroad, callerIn, fleetWorld, person, refusal, today } from "@/server/test-fleet";
import { remindTraining } from "./remind";

const world = fleetWorld();
const as = callerIn(world);
const abroad = callerAbroad(world);
const desk = () => callerOf(contextOf(world.db, userOf("regulator", uuidv7())));

/** A certificate of one of the operators; its bytes are not in the store. */
async function certificate(at = 0): Promise<string> {
  const id = uuidv7();
  await world.db.owner`
    INSERT INTO file (region_id, id, sha256, content_type, bytes, purpose, uploaded_by, created_at, viewer_orgs)
    VALUES ('331000', ${id}, ${id.replaceAll("-", "").padEnd(64, "0")}, 'image/png', 10, 'paper', 'test', ${testNow}, ${[world.orgs[at] ?? ""]})`;
  return id;
}

async function member(at = 0): Promise<string> {
  return (await as(at).fleet.saveCrew(person())).crewId;
}

const course = (crewId: string, fileId: string, heldOn = today) => ({
  crewId,
  course: "心肺复苏复训",
  provider: "市急救中心",
  heldOn,
  hours: 6.5,
  credits: 2.5,
  fileId,
});

describe("a course", () => {
  it("counts once the regulator has confirmed it, for the evaluator too", async () => {
    const crewId = await member();
    const { certificationId } = await as().certification.request({ subject: "crew", subjectId: crewId });
    const { trainingId } = await as().training.enter(course(crewId, await certificate()));
    const judged = async () => {
      const { subjectFacts } = await desk().certification.get({ certificationId });
      if (subjectFacts.kind !== "crew") throw new Error("no crew");
      const { trainingHoursThisYear, trainingCreditsThisYear } = subjectFacts.facts;
      return [trainingHoursThisYear, trainingCreditsThisYear];
    };
    expect(await judged()).toEqual([0, 0]);
    expect((await desk().training.waiting()).map(({ id }) => id)).toContain(trainingId);
    await desk().training.decide({ trainingId, decision: "confirmed", reason: "" });
    expect(await judged()).toEqual([6.5, 2.5]);
    const listed = (await as().fleet.crew()).find(({ id }) => id === crewId);
    expect([listed?.trainingHours, listed?.trainingCredits]).toEqual([6.5, 2.5]);
    const { sum, courses } = await as().training.list({ crewId });
    expect(sum.creditsThisYear).toBe(2.5);
    expect(courses).toMatchObject([{ id: trainingId, status: "confirmed" }]);
    expect((await desk().training.waiting()).map(({ id }) => id)).not.toContain(trainingId);
  });

  it("of another year counts for nothing", async () => {
    const crewId = await member();
    const lastYear = `${Number(today.slice(0, 4)) - 1}-12-31`;
    const { trainingId } = await as().training.enter(course(crewId, await certificate(), lastYear));
    await desk().training.decide({ trainingId, decision: "confirmed", reason: "" });
    expect((await as().training.list({ crewId })).sum.hoursThisYear).toBe(0);
  });

  it("is decided once, refused only with a reason", async () => {
    const { trainingId } = await as().training.enter(course(await member(), await certificate()));
    const refuse = (reason: string) => desk().training.decide({ trainingId, decision: "refused", reason });
    expect(await refusal(refuse(""))).toBe("bad_input training.reason_missing");
    const both = await Promise.allSettled([
      refuse("证明看不清"),
      desk().training.decide({ trainingId, decision: "confirmed", reason: "" }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await refusal(refuse("再说一次"))).toBe("conflict training.decided");
    expect(await refusal(as().training.withdraw({ trainingId }))).toBe("conflict training.decided");
  });

  it("may be taken back before that", async () => {
    const crewId = await member();
    const { trainingId } = await as().training.enter(course(crewId, await certificate()));
    await as().training.withdraw({ trainingId });
    expect((await as().training.list({ crewId })).courses).toEqual([]);
    expect(await refusal(as().training.withdraw({ trainingId }))).toBe("not_found training.not_found");
  });

  it("is nobody else's business", async () => {
    const crewId = await member();
    const own = course(crewId, await certificate());
    const { trainingId } = await as().training.enter(own);
    expect(await refusal(as(1).training.enter({ ...own, fileId: await certificate(1) }))).toBe(
      "not_found crew.not_found",
    );
    expect(await refusal(as().training.enter({ ...own, fileId: await certificate(1) }))).toBe(
      "not_found file.not_found",
    );
    expect(await refusal(as().training.enter({ ...own, heldOn: addDays(today, 1) }))).toBe(
      "bad_input training.day_ahead",
    );
    expect(await refusal(as(1).training.list({ crewId }))).toBe("not_found crew.not_found");
    expect(await refusal(as(1).training.withdraw({ trainingId }))).toBe("not_found training.not_found");
    expect(await refusal(abroad().training.list({ crewId }))).toBe("not_found crew.not_found");
  });
});

describe("near the end of a quarter", () => {
  it("who is short is named to the operator once per reminder, who is not is left alone", async () => {
    const [late] = await world.db.owner<{ id: string; name_sealed: string; org_id: string }[]>`
      SELECT id, name_sealed, org_id FROM crew_member
      WHERE region_id = '331000' AND created_at < ${testNow} AND status = 'active' AND account_id IS NOT NULL LIMIT 1`;
    if (!late) throw new Error("nobody");
    await world.db.owner`UPDATE crew_training SET status = 'entered' WHERE crew_id = ${late.id}`;
    const at = (day: string) =>
      contextOf(world.db, { kind: "system", job: "test" }, new Date(`${day}T10:00:00+08:00`));
    const year = today.slice(0, 4);
    const told = async () => {
      const rows = await world.db.owner<{ data_sealed: string; dedupe_key: string }[]>`
        SELECT data_sealed, dedupe_key FROM message WHERE NOT (channel = 'in_app' AND account_id IS NOT NULL) AND template = 'training_short' AND dedupe_key LIKE ${`training:${late.id}:%`}`;
      return rows.map((row) => JSON.parse(open(row.data_sealed, "331000/message/data")));
    };
    await remindTraining(at(`${year}-11-20`));
    expect(await told()).toEqual([]);
    await remindTraining(at(`${year}-12-02`));
    const first = await told();
    expect(first.length).toBeGreaterThan(0);
    expect(first[0]).toMatchObject({ lastDay: `${year}-12-31`, daysLeft: 29 });
    expect(first[0].hoursShort + first[0].creditsShort).toBeGreaterThan(0);
    await remindTraining(at(`${year}-12-03`));
    expect(await told()).toHaveLength(first.length);
    await remindTraining(at(`${year}-12-20`));
    expect(await told()).toHaveLength(2 * first.length);
  });
});
