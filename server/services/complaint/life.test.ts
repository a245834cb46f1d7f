import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { account } from "@/db/schema/account";
import { position } from "@/db/schema/trip";
import { makeMembership } from "@/db/seed/factories";
import { makeAssignedTrip, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Actor, Context } from "@/server/context";
import { complaintOpen } from "@/server/core/complaint-input";
import { open, seal } from "@/server/gateways/vault";
import { accountAad } from "@/server/services/account/person";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";
import { escalateComplaints } from "./alarm";
import { answerComplaint, closeComplaint, getComplaint } from "./case";
import { complaintsByOperator } from "./counts";
import { followComplaint, followUpComplaint } from "./follow";
import { openComplaint } from "./open";
import { getRating, giveRating } from "./rate";

let database: TestDatabase;
let world: OperatorWorld;
let here: Awaited<ReturnType<typeof makeAssignedTrip>>;
/** A Friday afternoon in China, far from holidays. */
const now = new Date("2026-11-20T07:00:00Z");
const hour = 3_600_000;

beforeAll(async () => {
  database = await testDatabase();
  world = await makeOperatorWorld(database.owner, seal, now);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.owner`UPDATE complaint SET status = 'withdrawn'`;
  here = await makeAssignedTrip(world, seal);
});

const contextOf = (actor: Actor, at = now): Context => ({
  pool: database.pool,
  actor,
  now: at,
  region: { id: world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
});
const guest = (bookingId = here.booking.id) =>
  contextOf({
    kind: "guest",
    bookingId,
    link: "track",
    manage: false,
    browserIndex: "b",
    addressIndex: uuidv7(),
  });
const visitor = () => contextOf({ kind: "visitor", browserIndex: "b", addressIndex: uuidv7() });
const member = (role: "dispatcher" | "regulator" | "seat", orgId: string, at = now) =>
  contextOf({ kind: "user", accountId: uuidv7(), role, orgId, membershipId: null }, at);
const dispatcher = (at = now) => member("dispatcher", world.operator.id, at);
const regulator = (at = now) => member("regulator", world.regulator.id, at);
const system = (at: Date) => contextOf({ kind: "system", job: "test" }, at);
const input = (values: object = {}) =>
  complaintOpen.parse({ topic: "late", text: "车晚到了一个小时", ...values });
const ended = () =>
  database.owner`UPDATE trip SET status = 'completed', arrived_pickup_at = ${new Date(now.getTime() + hour).toISOString()},
    boarded_at = ${new Date(now.getTime() + hour).toISOString()}, ended_at = ${new Date(now.getTime() + 2 * hour).toISOString()}
    WHERE id = ${here.trip.id}`;

async function said(template: string) {
  const rows = await database.owner<{ data_sealed: string; to_sealed: string }[]>`
    SELECT data_sealed, to_sealed FROM message WHERE NOT (channel = 'in_app' AND account_id IS NOT NULL) AND template = ${template} ORDER BY created_at`;
  return rows.map((row): Record<string, unknown> & { to: string } => ({
    to: open(row.to_sealed, `${world.regionId}/message/to`),
    ...(JSON.parse(open(row.data_sealed, `${world.regionId}/message/data`)) as object),
  }));
}

describe("a deadline", () => {
  it("is reminded of once, then goes up to the regulator and to the administration, each told and recorded", async () => {
    for (const [role, orgId] of [
      ["dispatcher", world.operator.id],
      ["regulator", world.regulator.id],
      ["region_admin", world.regulator.id],
    ] as const) {
      const emailSealed = seal(`${role}@example.org`, accountAad.email);
      const id = uuidv7();
      await world.db.insert(account).values({
        id,
        nameSealed: seal(role, accountAad.name),
        emailSealed,
        emailIndex: id,
        createdAt: now,
      });
      await makeMembership(world.db, { regionId: world.regionId, orgId, accountId: id, role });
    }
    const { complaintId, dueAt } = await openComplaint(guest(), input());
    expect(await escalateComplaints(system(now))).toBe(0);
    const nearly = new Date(dueAt.getTime() - 2 * hour);
    const rounds = await Promise.all(Array.from({ length: 4 }, () => escalateComplaints(system(nearly))));
    expect(rounds.reduce((sum, raised) => sum + raised, 0)).toBe(1);
    const over = new Date(dueAt.getTime() + hour);
    expect(await escalateComplaints(system(over))).toBe(1);
    expect(await escalateComplaints(system(over))).toBe(0);
    const view = await getComplaint(regulator(over), { complaintId });
    // Ten working days from Saturday the 28th: Friday the 11th, to its end.
    expect(view).toMatchObject({ status: "open", alarm: "overdue", late: true });
    expect(view.decideBy?.toISOString()).toBe("2026-12-11T16:00:00.000Z");
    const last = new Date("2026-12-11T17:00:00Z");
    expect(await escalateComplaints(system(last))).toBe(1);
    const { entries } = await getComplaint(regulator(last), { complaintId });
    expect(entries.map(({ kind }) => kind)).toEqual(["opened", "reminded", "overdue", "undecided"]);
    const news = (await said("case_news")).map(({ to, news: what }) => `${String(what)} ${to.split("@")[0]}`);
    expect(news.sort()).toEqual([
      "opened dispatcher",
      "overdue dispatcher",
      "overdue regulator",
      "reminded dispatcher",
      "undecided region_admin",
      "undecided regulator",
    ]);
    expect(await said("complaint_overdue")).toHaveLength(2);
    const audit = await database.owner`SELECT after->>'alarm' AS alarm FROM audit
      WHERE verb = 'complaint.escalate' AND noun_id = ${complaintId} ORDER BY at`;
    expect(audit.map(({ alarm }) => alarm)).toEqual(["reminded", "overdue", "undecided"]);
  });

  it("that was kept raises nothing until the regulator's own; a closed case never", async () => {
    const { complaintId, dueAt } = await openComplaint(guest(), input());
    await answerComplaint(dispatcher(), { complaintId, text: "路上堵车，向您道歉", files: [] });
    expect(await escalateComplaints(system(new Date(dueAt.getTime() + hour)))).toBe(0);
    await closeComplaint(regulator(), { complaintId, decision: "not_upheld", outcome: "调查属路况原因" });
    expect(await escalateComplaints(system(new Date("2027-06-01T00:00:00Z")))).toBe(0);
  });
});

describe("a case's own link", () => {
  it("shows it to whoever has no booking, takes more words, and opens it again once it is over", async () => {
    const opened = await openComplaint(visitor(), input({ serial: " 331000-x1 ", contact: "13900000000" }));
    const { token, complaintId } = opened;
    await followUpComplaint(visitor(), { token, text: "还拍了照片" });
    await closeComplaint(regulator(), { complaintId, decision: "upheld", outcome: "已责令该车停运" });
    const seen = await followComplaint(visitor(), { token });
    expect(seen).toMatchObject({
      number: opened.number,
      status: "closed",
      decision: "upheld",
      plate: "331000-X1",
    });
    expect(seen.entries.map(({ kind, mine }) => [kind, mine])).toEqual([
      ["opened", true],
      ["message", true],
      ["closed", false],
    ]);
    expect(JSON.stringify(seen)).not.toContain("13900000000");
    await followUpComplaint(
      { ...visitor(), now: new Date("2026-12-20T00:00:00Z") },
      { token, text: "车还在跑" },
    );
    const again = await getComplaint(regulator(), { complaintId });
    expect(again).toMatchObject({ status: "open", decision: null, alarm: null });
    expect(again.dueAt.toISOString()).toBe("2026-12-25T16:00:00.000Z");
    const told = (await said("complaint_closed")).find(({ caseNumber }) => caseNumber === opened.number);
    expect(String(told?.caseUrl)).toMatch(new RegExp(`/zh-CN/complaint/case/${token}$`));
  });

  it("is no other one: forged, a booking's, or cut off it opens nothing", async () => {
    const { token } = await openComplaint(visitor(), input({ plate: "浙JA1234" }));
    const forged = token.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    for (const bad of [forged, token.slice(0, -1), `420112${token.slice(6)}`, ""])
      expect(await keyOf(followComplaint(visitor(), { token: bad }))).toBe("not_found complaint.not_found");
    expect(await keyOf(followUpComplaint(visitor(), { token: forged, text: "四个字符" }))).toBe(
      "not_found complaint.not_found",
    );
  });
});

describe("a rating", () => {
  it("is given once, after the ride; a low one opens one case with it as evidence", async () => {
    expect(await keyOf(giveRating(guest(), { score: 1, text: "" }))).toBe("conflict rating.not_over");
    await ended();
    const give = () => giveRating(guest(), { score: 2, text: "车上味道大" }).catch(() => null);
    const given = await Promise.all(Array.from({ length: 6 }, give));
    const [first, ...others] = given.filter((it) => it !== null);
    expect(others).toEqual([]);
    expect(first?.caseNumber).toMatch(/^26-\d{6}$/);
    expect(await keyOf(giveRating(guest(), { score: 5, text: "" }))).toBe("conflict rating.given");
    expect(await getRating(guest(), {})).toMatchObject({ score: 2, number: first?.caseNumber });
    const [row] = await database.owner<{ id: string }[]>`
      SELECT id FROM complaint WHERE booking_id = ${here.booking.id}`;
    const view = await getComplaint(dispatcher(), { complaintId: row?.id ?? "" });
    expect(view).toMatchObject({ source: "rating", text: "车上味道大", topic: "other" });
    expect(view.evidence.find(({ kind }) => kind === "rating")?.data).toMatchObject({ score: 2 });
  });

  it("of three and more opens none; others' rides are not found", async () => {
    await ended();
    expect(await giveRating(guest(), { score: 3, text: "" })).toEqual({ caseNumber: null });
    const other = await makeAssignedTrip(world, seal);
    const bookingId = here.booking.id;
    expect(await keyOf(giveRating(guest(other.booking.id), { bookingId, score: 1, text: "" }))).toBe(
      "not_found booking.not_found",
    );
    const crew = { kind: "user", accountId: world.accountId, role: "family", orgId: null } as const;
    const asCrew = contextOf({ ...crew, membershipId: null });
    expect(await keyOf(giveRating(asCrew, { bookingId, score: 5, text: "" }))).toBe(
      "not_found booking.not_found",
    );
  });
});

describe("evidence", () => {
  it("is attached by itself, frozen with its hash, again only where it changed, for those who decide", async () => {
    await database.owner`INSERT INTO promise (region_id, id, booking_id, pickup_from, pickup_until, dropoff_by, reason, made_by, created_at)
      VALUES (${world.regionId}, ${uuidv7()}, ${here.booking.id}, ${now.toISOString()}, ${new Date(now.getTime() + hour / 2).toISOString()},
      ${new Date(now.getTime() + 3 * hour).toISOString()}, 'confirmed', 'test', ${now.toISOString()})`;
    for (const minute of [1, 2, 3])
      await world.db.insert(position).values({
        regionId: world.regionId,
        vehicleId: world.vehicle.id,
        bookingId: here.booking.id,
        at: new Date(now.getTime() + minute * 60_000),
        lat: 28.66,
        lon: 121.43,
      });
    const { complaintId } = await openComplaint(guest(), input());
    const before = await getComplaint(dispatcher(), { complaintId });
    expect(before.evidence.map(({ kind }) => kind)).toEqual(["positions", "trip"]);
    expect(before.evidence[0]?.data).toMatchObject({ count: 3 });
    expect((await getComplaint(guest(), { complaintId })).evidence).toEqual([]);
    await ended();
    await answerComplaint(dispatcher(), { complaintId, text: "路上堵车，向您道歉", files: [] });
    await closeComplaint(regulator(), { complaintId, decision: "upheld", outcome: "属实，已整改" });
    const after = (await getComplaint(regulator(), { complaintId })).evidence;
    expect(after.map(({ kind }) => kind)).toEqual(["positions", "trip", "trip"]);
    expect(after.at(-1)?.data).toMatchObject({ status: "completed", lateMinutes: 30 });
  });
});

describe("an operator's count", () => {
  it("holds every complaint and rating against it; its own dispatcher sees its own row alone", async () => {
    const before = (await complaintsByOperator(dispatcher(), { days: 90 }))[0];
    await ended();
    await giveRating(guest(), { score: 1, text: "" });
    const { complaintId } = await openComplaint(guest(), input());
    await closeComplaint(regulator(), { complaintId, decision: "partly_upheld", outcome: "部分属实" });
    const rows = await complaintsByOperator(dispatcher(new Date(now.getTime() + 3 * hour)), { days: 90 });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      orgId: world.operator.id,
      complaints: (before?.complaints ?? 0) + 2,
      upheld: (before?.upheld ?? 0) + 1,
      ratings: (before?.ratings ?? 0) + 1,
      lowRatings: (before?.lowRatings ?? 0) + 1,
    });
    const others = await complaintsByOperator(member("dispatcher", uuidv7()), { days: 90 });
    expect(others).toEqual([]);
  });
});

describe("on the phone", () => {
  it("the hotline and the operator enter it by the booking's number; whoever called is told", async () => {
    const [row] = await database.owner<{ number: string }[]>`
      SELECT number FROM booking WHERE id = ${here.booking.id}`;
    const bookingNumber = row?.number ?? "";
    const contact = "13911112222";
    const opened = await openComplaint(member("seat", uuidv7()), input({ bookingNumber, contact }));
    expect(await getComplaint(dispatcher(), { complaintId: opened.complaintId })).toMatchObject({
      source: "phone",
      bookingId: here.booking.id,
    });
    const told = (await said("complaint_received")).filter(({ caseNumber }) => caseNumber === opened.number);
    expect(told.map(({ to }) => to)).toEqual(["+8613911112222"]);
    expect(await openComplaint(dispatcher(), input({ bookingNumber }))).toMatchObject({
      number: expect.any(String),
    });
    const stranger = member("dispatcher", uuidv7());
    expect(await keyOf(openComplaint(stranger, input({ bookingNumber })))).toBe(
      "not_found booking.not_found",
    );
    expect(await keyOf(openComplaint(stranger, input({ plate: "浙JA1234" })))).toBe(
      "not_found complaint.not_own_vehicle",
    );
  });
});
