import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeAssignedTrip, makeFile, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Actor, Context } from "@/server/context";
import { complaintOpen } from "@/server/core/complaint-input";
import { open, seal } from "@/server/gateways/vault";
import { callerOf } from "@/server/routers/root";
import { closeAdverse, tellInsurer } from "@/server/services/adverse-event/change";
import { openDisinfections, recordDisinfection } from "@/server/services/adverse-event/disinfection";
import { getAdverse, listAdverse } from "@/server/services/adverse-event/read";
import { reportAdverse } from "@/server/services/adverse-event/report";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";
import {
  addToComplaint,
  answerComplaint,
  closeComplaint,
  getComplaint,
  listComplaints,
  reopenComplaint,
} from "./case";
import { openComplaint } from "./open";

let database: TestDatabase;
let world: OperatorWorld;
let here: Awaited<ReturnType<typeof makeAssignedTrip>>;
/** A Friday afternoon in China, far from holidays. */
const now = new Date("2026-11-20T07:00:00Z");

beforeAll(async () => {
  database = await testDatabase();
  world = await makeOperatorWorld(database.owner, seal, now);
});
afterAll(() => database.close());
beforeEach(async () => {
  here = await makeAssignedTrip(world, seal);
});

const contextOf = (actor: Actor, regionId = world.regionId): Context => ({
  pool: database.pool,
  actor,
  now,
  region: { id: regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
});
const guest = () =>
  contextOf({
    kind: "guest",
    bookingId: here.booking.id,
    link: "track",
    manage: false,
    browserIndex: "b",
    addressIndex: "a",
  });
const visitor = (addressIndex = "a") => contextOf({ kind: "visitor", browserIndex: "b", addressIndex });
const member = (role: "dispatcher" | "regulator", orgId: string) =>
  contextOf({ kind: "user", accountId: uuidv7(), role, orgId, membershipId: null });
const dispatcher = () => member("dispatcher", world.operator.id);
const regulator = () => member("regulator", world.regulator.id);
const input = (values: object = {}) =>
  complaintOpen.parse({ topic: "late", text: "车晚到了一个小时", ...values });

/** Messages about a booking, or about none, with what they say. */
async function saidTo(bookingId: string | null) {
  const rows = await database.owner<{ template: string; channel: string; data_sealed: string }[]>`
    SELECT template, channel, data_sealed FROM message WHERE NOT (channel = 'in_app' AND account_id IS NOT NULL) AND booking_id IS NOT DISTINCT FROM ${bookingId}`;
  return rows.map(({ data_sealed, ...row }) => ({
    ...row,
    data: JSON.parse(open(data_sealed, `${world.regionId}/message/data`)) as Record<string, unknown>,
  }));
}

describe("a complaint", () => {
  it("is not told to the crew it is about, nor to a hospital that only received the patient", async () => {
    const hospital = uuidv7();
    await database.owner`UPDATE booking SET viewer_orgs = array[${hospital}, ${world.operator.id}]::text[],
      viewer_users = array[${world.accountId}]::text[] WHERE id = ${here.booking.id}`;
    const { complaintId } = await openComplaint(guest(), input());
    const crew = { kind: "user", accountId: world.accountId, role: "family", orgId: null } as const;
    const receiver = { kind: "user", accountId: uuidv7(), role: "case_manager", orgId: hospital } as const;
    for (const actor of [crew, receiver]) {
      const reader = contextOf({ ...actor, membershipId: null });
      expect(await keyOf(getComplaint(reader, { complaintId }))).toBe("not_found complaint.not_found");
    }
    expect(await getComplaint(dispatcher(), { complaintId })).toMatchObject({ status: "open" });
  });

  it("gets a number and five working days, is answered, closed, and told", async () => {
    const photo = await makeFile(world, here.booking.id, "evidence");
    const opened = await openComplaint(guest(), input({ files: [photo] }));
    expect(opened.number).toMatch(/^26-\d{6}$/);
    // Monday to Friday of the next week; the deadline is that Friday's midnight in China.
    expect(opened.dueAt.toISOString()).toBe("2026-11-27T16:00:00.000Z");
    const ref = { complaintId: opened.complaintId };
    expect((await listComplaints(dispatcher(), {})).map((row) => row.id)).toContain(opened.complaintId);
    await addToComplaint(guest(), { ...ref, text: "补充：司机没有说明", files: [] });
    await answerComplaint(dispatcher(), { ...ref, text: "路上堵车，向您道歉", files: [] });
    expect(await keyOf(answerComplaint(dispatcher(), { ...ref, text: "再答一次", files: [] }))).toBe(
      "conflict complaint.already",
    );
    await reopenComplaint(guest(), { ...ref, reason: "没有说赔偿", files: [] });
    await answerComplaint(dispatcher(), { ...ref, text: "退还一半费用", files: [] });
    await closeComplaint(regulator(), { ...ref, decision: "upheld", outcome: "运营机构已道歉并退费" });
    const view = await getComplaint(guest(), ref);
    expect(view).toMatchObject({
      status: "closed",
      outcome: "运营机构已道歉并退费",
      operatorZh: "测试机构",
      plate: "浙JA1234",
    });
    expect(view.entries.map((entry) => entry.kind)).toEqual([
      "opened",
      "message",
      "answer",
      "reopened",
      "answer",
      "closed",
    ]);
    expect(view.entries[0]).toMatchObject({ mine: true, files: [photo] });
    expect(await keyOf(addToComplaint(guest(), { ...ref, text: "还有话说", files: [] }))).toBe(
      "conflict complaint.already",
    );
    const told =
      await database.owner`SELECT channel FROM message WHERE NOT (channel = 'in_app' AND account_id IS NOT NULL) AND booking_id = ${here.booking.id} AND template = 'complaint_received'`;
    expect(told).toHaveLength(2);
  });

  it("is told each time it is answered and when it is closed, with its number, the words and the page", async () => {
    const opened = await openComplaint(guest(), input());
    const ref = { complaintId: opened.complaintId };
    await answerComplaint(dispatcher(), { ...ref, text: "路上堵车，向您道歉", files: [] });
    await reopenComplaint(guest(), { ...ref, reason: "没有说赔偿", files: [] });
    await answerComplaint(dispatcher(), { ...ref, text: "退还一半费用", files: [] });
    await closeComplaint(regulator(), { ...ref, decision: "upheld", outcome: "运营机构已道歉并退费" });
    const told = await saidTo(here.booking.id);
    expect(told.map(({ template, channel }) => `${template} ${channel}`).sort()).toEqual([
      "complaint_answered email",
      "complaint_answered email",
      "complaint_answered sms",
      "complaint_answered sms",
      "complaint_closed email",
      "complaint_closed sms",
      "complaint_received email",
      "complaint_received sms",
    ]);
    const closed = told.find(({ template }) => template === "complaint_closed");
    expect(closed?.data).toMatchObject({
      caseNumber: opened.number,
      decision: "upheld",
      outcome: "运营机构已道歉并退费",
    });
    expect(String(closed?.data.caseUrl)).toMatch(/\/track\/.+#complaints$/);
  });

  it("about a vehicle is answered to the contact that was left, as far as it can be written to", async () => {
    for (const [contact, channels] of [
      ["13900000000", ["sms", "sms", "sms"]],
      ["seen@example.org", ["email", "email", "email"]],
      ["隔壁老王", []],
    ] as const) {
      await database.owner`DELETE FROM message`;
      const { complaintId } = await openComplaint(
        visitor(`c-${contact}`),
        input({ plate: "浙JA1234", contact }),
      );
      await answerComplaint(dispatcher(), { complaintId, text: "已批评教育", files: [] });
      await closeComplaint(regulator(), { complaintId, decision: "upheld", outcome: "属实，已处理" });
      expect((await saidTo(null)).map(({ channel }) => channel)).toEqual(channels);
    }
  });

  it("about a vehicle somebody saw needs no booking, by plate or by serial, known or not", async () => {
    const seen = await openComplaint(visitor(), input({ plate: "浙j·a1234", contact: "13900000000" }));
    const theirs = await getComplaint(dispatcher(), { complaintId: seen.complaintId });
    expect(theirs).toMatchObject({ bookingId: null, orgId: world.operator.id, plate: "浙JA1234" });
    const [row] = await database.owner`SELECT contact_sealed FROM complaint WHERE id = ${seen.complaintId}`;
    expect(String(row?.contact_sealed)).not.toContain("13900000000");
    const unknown = await openComplaint(visitor(), input({ plate: "浙J99999" }));
    expect(await keyOf(getComplaint(dispatcher(), { complaintId: unknown.complaintId }))).toBe(
      "not_found complaint.not_found",
    );
    expect(await getComplaint(regulator(), { complaintId: unknown.complaintId })).toMatchObject({
      plate: "浙J99999",
      orgId: null,
    });
    expect(await keyOf(openComplaint(visitor(), input()))).toBe("bad_input complaint.about_what");
  });

  it("takes so many messages and reopenings a day of who complains, and any number of who works on it", async () => {
    const family = contextOf({
      kind: "user",
      accountId: uuidv7(),
      role: "family",
      orgId: null,
      membershipId: null,
    });
    for (let index = 0; index < 12; index++) await openComplaint(family, input({ plate: "浙JA1234" }));
    expect(await keyOf(openComplaint(family, input({ plate: "浙JA1234" })))).toBe(
      "too_many complaint.too_many_open",
    );
    const { complaintId } = await openComplaint(guest(), input());
    const say = (ctx: Context) =>
      keyOf(addToComplaint(ctx, { complaintId, text: "还有补充的情况", files: [] }));
    for (let index = 0; index < 20; index++) expect(await say(guest())).toBe("no error");
    expect(await say(guest())).toBe("too_many complaint.too_many_add");
    expect(await say(dispatcher())).toBe("no error");
    const again = async (ctx: Context) => {
      await answerComplaint(dispatcher(), { complaintId, text: "已经处理，向您道歉", files: [] });
      return keyOf(reopenComplaint(ctx, { complaintId, reason: "还是不满意", files: [] }));
    };
    for (let index = 0; index < 3; index++) expect(await again(guest())).toBe("no error");
    expect(await again(guest())).toBe("too_many complaint.too_many_reopen");
    expect(await keyOf(reopenComplaint(regulator(), { complaintId, reason: "还有疑问", files: [] }))).toBe(
      "no error",
    );
    const [kept] = await database.owner`SELECT count(*)::int AS n FROM complaint_entry
      WHERE complaint_id = ${complaintId} AND kind = 'message'`;
    expect(kept?.n).toBe(21);
  });

  it("cannot be opened without end from one address", async () => {
    const noisy = contextOf({ kind: "visitor", browserIndex: "n", addressIndex: "noisy" });
    for (let index = 0; index < 12; index++) await openComplaint(noisy, input({ plate: "浙JA1234" }));
    expect(await keyOf(openComplaint(noisy, input({ plate: "浙JA1234" })))).toBe(
      "too_many complaint.too_many_open",
    );
  });

  it("numbers never meet, however many open at once", async () => {
    const opened = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        openComplaint(visitor(`many-${index}`), input({ plate: "浙JA1234" })),
      ),
    );
    expect(new Set(opened.map((each) => each.number)).size).toBe(12);
  });

  it("of somebody else is not found; evidence of somebody else neither", async () => {
    const opened = await openComplaint(guest(), input());
    const ref = { complaintId: opened.complaintId };
    const other = await makeAssignedTrip(world, seal);
    const stranger = contextOf({
      kind: "guest",
      bookingId: other.booking.id,
      link: "track",
      manage: true,
      browserIndex: "b",
      addressIndex: "a",
    });
    for (const ctx of [
      stranger,
      member("dispatcher", uuidv7()),
      { ...regulator(), region: { ...regulator().region, id: "420112" } },
    ]) {
      expect(await keyOf(getComplaint(ctx, ref))).toBe("not_found complaint.not_found");
      expect(await keyOf(addToComplaint(ctx, { ...ref, text: "四个字符", files: [] }))).toBe(
        "not_found complaint.not_found",
      );
      expect(await keyOf(closeComplaint(ctx, { ...ref, decision: "not_upheld", outcome: "不予受理" }))).toBe(
        "not_found complaint.not_found",
      );
    }
    expect(await keyOf(openComplaint(stranger, input({ bookingId: here.booking.id })))).toBe(
      "not_found booking.not_found",
    );
    const foreign = await makeFile(world, here.booking.id, "evidence");
    expect(await keyOf(openComplaint(stranger, input({ files: [foreign] })))).toBe(
      "not_found file.not_found",
    );
    await expect(
      callerOf(guest()).complaint.close({ ...ref, decision: "upheld", outcome: "自己结案" }),
    ).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
    await expect(
      callerOf(dispatcher()).complaint.close({ ...ref, decision: "upheld", outcome: "自己结案" }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("an adverse event", () => {
  const report = (values: object = {}) => ({
    reportId: uuidv7(),
    tripId: here.trip.id,
    kind: "infection" as const,
    happenedAt: now.toISOString(),
    description: "化验后发现结核",
    people: "李四",
    files: [],
    ...values,
  });

  it("has a deadline, names who rode after, is told to the insurer and closed by the regulator", async () => {
    const input = report();
    expect(await reportAdverse(dispatcher(), input)).toEqual(await reportAdverse(dispatcher(), input));
    await database.owner`UPDATE trip SET boarded_at = ${now.toISOString()} WHERE id = ${here.trip.id}`;
    const later = await makeAssignedTrip(world, seal);
    await database.owner`UPDATE trip SET boarded_at = ${new Date(now.getTime() + 3_600_000).toISOString()} WHERE id = ${later.trip.id}`;
    const ref = { adverseId: input.reportId };
    const view = await getAdverse(regulator(), ref);
    expect(view).toMatchObject({ people: "李四", status: "open", isolationFound: true, late: false });
    expect(view.dueAt.getTime()).toBe(now.getTime() + 12 * 3_600_000);
    expect(view.coRiders.map((ride) => ride.tripId)).toContain(later.trip.id);
    expect(await tellInsurer(dispatcher(), { ...ref, insurer: "人保台州" })).toMatchObject({
      status: "reported",
    });
    expect(await keyOf(tellInsurer(dispatcher(), { ...ref, insurer: "人保台州" }))).toBe(
      "conflict adverse.already",
    );
    for (const { id, subject } of await openDisinfections(dispatcher()))
      await recordDisinfection(dispatcher(), {
        disinfectionId: id,
        method: subject === "crew" ? "personal" : "terminal",
        note: "",
        files: [],
      });
    expect(await closeAdverse(regulator(), { ...ref, outcome: "车辆已终末消毒，已通知同乘" })).toMatchObject({
      status: "closed",
    });
    expect(await keyOf(closeAdverse(regulator(), { ...ref, outcome: "车辆已终末消毒" }))).toBe(
      "conflict adverse.already",
    );
  });

  it("reported many times at once is one, and others' trips are not found", async () => {
    const input = report();
    await Promise.all(Array.from({ length: 6 }, () => reportAdverse(dispatcher(), input)));
    expect((await listAdverse(dispatcher(), {})).filter((row) => row.id === input.reportId)).toHaveLength(1);
    const stranger = member("dispatcher", uuidv7());
    expect(await keyOf(reportAdverse(stranger, report()))).toBe("not_found trip.not_found");
    expect(await keyOf(getAdverse(stranger, { adverseId: input.reportId }))).toBe(
      "not_found adverse.not_found",
    );
    expect(await listAdverse(stranger, {})).toEqual([]);
    expect(
      await keyOf(
        reportAdverse(
          dispatcher(),
          report({ happenedAt: new Date(now.getTime() + 3_600_000).toISOString() }),
        ),
      ),
    ).toBe("bad_input adverse.in_future");
    await expect(
      callerOf(dispatcher()).adverse.close({ adverseId: input.reportId, outcome: "自己结案" }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
