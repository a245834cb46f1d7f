import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { account } from "@/db/schema/account";
import { shift } from "@/db/schema/fleet";
import { makeMembership } from "@/db/seed/factories";
import { makeAssignedTrip, makeFile, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Actor, Context } from "@/server/context";
import { type AdverseReport, adverseReport } from "@/server/core/adverse-input";
import { open, seal } from "@/server/gateways/vault";
import { asPlatform, inTransaction } from "@/server/scope";
import { accountAad } from "@/server/services/account/person";
import { replanVehicle } from "@/server/services/dispatch/replan";
import { shiftFits } from "@/server/services/dispatch/shift-fits";
import { loadShifts } from "@/server/services/plan/load-shifts";
import { advanceTrip } from "@/server/services/trip/advance";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";
import { escalateAdverse } from "./alarm";
import { addToAdverse, closeAdverse } from "./change";
import { openDisinfections, recordDisinfection } from "./disinfection";
import { confirmInfection } from "./isolation";
import { getAdverse, ownAdverse } from "./read";
import { reportAdverse } from "./report";

let database: TestDatabase;
let world: OperatorWorld;
let here: Awaited<ReturnType<typeof makeAssignedTrip>>;
let next: Awaited<ReturnType<typeof makeAssignedTrip>>;
const now = new Date("2026-11-20T07:00:00Z");
const hour = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();

beforeAll(async () => {
  database = await testDatabase();
  world = await makeOperatorWorld(database.owner, seal, now);
  for (const [id, role, orgId] of [
    [uuidv7(), "dispatcher", world.operator.id],
    [uuidv7(), "regulator", world.regulator.id],
    [world.accountId, "crew", world.operator.id],
  ] as const) {
    const nameSealed = seal(role, accountAad.name);
    const emailSealed = seal(`${role}@example.org`, accountAad.email);
    await world.db.insert(account).values({ id, nameSealed, emailSealed, emailIndex: id, createdAt: now });
    await makeMembership(world.db, { regionId: world.regionId, orgId, accountId: id, role });
  }
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.owner`UPDATE trip SET boarded_at = null, ended_at = null`;
  await database.owner`DELETE FROM disinfection`;
  await database.owner`UPDATE vehicle SET blocked_since = null, blocked_until = null`;
  await database.owner`DELETE FROM message`;
  here = await makeAssignedTrip(world, seal);
  next = await makeAssignedTrip(world, seal);
  await database.owner`UPDATE trip SET boarded_at = ${iso(now.getTime() - 5 * hour)}, ended_at = ${iso(now.getTime() - 4 * hour)},
    status = 'completed' WHERE id = ${here.trip.id}`;
  await database.owner`UPDATE trip SET boarded_at = ${iso(now.getTime() - 3 * hour)}, ended_at = ${iso(now.getTime() - 2 * hour)},
    status = 'completed' WHERE id = ${next.trip.id}`;
});

const contextOf = (actor: Actor, at = now): Context => ({
  pool: database.pool,
  actor,
  now: at,
  region: { id: world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
});
const member = (
  role: "dispatcher" | "regulator" | "crew" | "case_manager",
  orgId: string,
  accountId = uuidv7(),
) => contextOf({ kind: "user", accountId, role, orgId, membershipId: null });
const dispatcher = () => member("dispatcher", world.operator.id);
const regulator = () => member("regulator", world.regulator.id);
const guest = (bookingId = here.booking.id) =>
  contextOf({ kind: "guest", bookingId, link: "track", manage: false, browserIndex: "b", addressIndex: "a" });
const system = (at: Date) => contextOf({ kind: "system", job: "test" }, at);
const report = (values: Partial<AdverseReport> = {}) =>
  adverseReport.parse({
    reportId: uuidv7(),
    kind: "infection",
    happenedAt: now.toISOString(),
    description: "化验后发现结核",
    ...values,
  });
const byTrip = (values: Partial<AdverseReport> = {}) => report({ tripId: here.trip.id, ...values });

async function told(template: string) {
  const rows = await database.owner<{ data_sealed: string; to_sealed: string; booking_id: string | null }[]>`
    SELECT data_sealed, to_sealed, booking_id FROM message WHERE NOT (channel = 'in_app' AND account_id IS NOT NULL) AND template = ${template}`;
  return rows.map((row) => ({
    bookingId: row.booking_id,
    to: open(row.to_sealed, `${world.regionId}/message/to`),
    text: open(row.data_sealed, `${world.regionId}/message/data`),
  }));
}
const numberOf = async (bookingId: string) =>
  String((await database.owner`SELECT number FROM booking WHERE id = ${bookingId}`)[0]?.number);

describe("a report by the booking's number", () => {
  it("is the regulator's: it finds the trip, and an unknown number finds nothing", async () => {
    const bookingNumber = await numberOf(here.booking.id);
    const input = report({ bookingNumber: ` ${bookingNumber} `, kind: "fall" });
    await reportAdverse(regulator(), input);
    const view = await getAdverse(regulator(), { adverseId: input.reportId });
    expect([view.bookingId, view.reporter]).toEqual([here.booking.id, "regulator"]);
    expect(await keyOf(reportAdverse(regulator(), report({ bookingNumber: "没有这号" })))).toBe(
      "not_found trip.not_found",
    );
  });

  it("is nobody else's: a guest's link and an operator stand for their own rides only", async () => {
    const input = report({ bookingNumber: await numberOf(next.booking.id) });
    expect(await keyOf(reportAdverse(guest(here.booking.id), input))).toBe("not_found trip.not_found");
    expect(await keyOf(reportAdverse(dispatcher(), input))).toBe("not_found trip.not_found");
  });
});

const blocked = async () =>
  (await database.owner`SELECT blocked_since FROM vehicle WHERE id = ${world.vehicle.id}`)[0]
    ?.blocked_since != null;

describe("an infection found later", () => {
  it("tells co-riders without saying whose, blocks the vehicle, and asks for disinfection of vehicle and crew", async () => {
    const input = byTrip();
    await reportAdverse(dispatcher(), input);
    const notices = await told("infection_notice");
    expect(notices.map(({ bookingId }) => bookingId)).toEqual([next.booking.id, next.booking.id]);
    expect(notices.map(({ text }) => text).join()).not.toMatch(/张三丰|结核|张无忌/);
    expect((await told("disinfection_asked")).map(({ to }) => to)).toEqual(["crew@example.org"]);
    expect((await told("adverse_event_notice")).map(({ to }) => to.split("@")[0])).toEqual(
      expect.arrayContaining(["dispatcher", "regulator"]),
    );
    const view = await getAdverse(regulator(), { adverseId: input.reportId });
    expect(view.disinfections.map(({ subject, name }) => `${subject} ${name}`).sort()).toEqual([
      "crew 陈司机",
      "vehicle 浙JA1234",
    ]);
    expect(
      view.entries.flatMap(({ party, told: count }) => (party ? [`${party} ${count}`] : [])).sort(),
    ).toEqual(["co_rider 1", "crew 1", "operator 1", "operator 1", "regulator 1"]);
    expect(await blocked()).toBe(true);
    const fits = await inTransaction(system(now), (tx) =>
      asPlatform(tx, async (p) => (await loadShifts(p, [world.shift.id])).map(shiftFits)),
    );
    expect(fits).toEqual([false]);
  });

  it("keeps crews from setting out and boarding until the disinfection is recorded, then no longer", async () => {
    const other = await makeAssignedTrip(world, seal);
    const depart = () =>
      advanceTrip(member("crew", world.operator.id, world.accountId), {
        tripId: other.trip.id,
        move: "depart",
        eventId: uuidv7(),
        happenedAt: now.toISOString(),
        data: {},
      });
    await reportAdverse(dispatcher(), byTrip());
    expect(await keyOf(depart())).toBe("conflict trip.vehicle_blocked");
    const [vehicle] = (await openDisinfections(dispatcher())).filter(({ subject }) => subject === "vehicle");
    const record = { disinfectionId: vehicle?.id ?? "", note: "车厢擦拭、通风", files: [] };
    expect(await keyOf(recordDisinfection(dispatcher(), { ...record, method: "personal" }))).toBe(
      "bad_input adverse.method",
    );
    expect(
      await keyOf(recordDisinfection(member("dispatcher", uuidv7()), { ...record, method: "terminal" })),
    ).toBe("not_found adverse.disinfection_not_found");
    const crew = member("crew", world.operator.id, world.accountId);
    const tries = await Promise.all(
      Array.from({ length: 4 }, () => keyOf(recordDisinfection(crew, { ...record, method: "terminal" }))),
    );
    expect(tries.sort()).toEqual([
      "conflict adverse.disinfected",
      "conflict adverse.disinfected",
      "conflict adverse.disinfected",
      "no error",
    ]);
    expect(await blocked()).toBe(false);
    expect(await keyOf(depart())).toBe("no error");
  });

  it("gives what the vehicle was to carry to others, with the promise unchanged", async () => {
    const waiting = await makeAssignedTrip(world, seal);
    const stop = (kind: "pickup" | "dropoff", minutes: number) => ({
      kind,
      bookingId: waiting.booking.id,
      plannedAt: now.getTime() / 1000 + minutes * 60,
      lat: 28.66,
      lon: 121.43,
      serviceSeconds: 300,
    });
    const ofShift = eq(shift.id, world.shift.id);
    await world.db
      .update(shift)
      .set({ route: [stop("pickup", 10), stop("dropoff", 50)] })
      .where(ofShift);
    await reportAdverse(dispatcher(), byTrip());
    expect(await replanVehicle(system(now), world.vehicle.id)).toEqual([waiting.booking.id]);
    expect(await replanVehicle(system(now), world.vehicle.id)).toEqual([]);
  });

  it("stays blocked while another infection waits, and past the deadline until somebody records it", async () => {
    await reportAdverse(dispatcher(), byTrip());
    await reportAdverse(dispatcher(), report({ tripId: next.trip.id }));
    const [first, second] = (await openDisinfections(dispatcher())).filter(
      ({ subject }) => subject === "vehicle",
    );
    const record = (id = "") =>
      recordDisinfection(dispatcher(), { disinfectionId: id, method: "ultraviolet", note: "", files: [] });
    expect(await record(first?.id)).toMatchObject({ vehicleFree: false });
    expect(await blocked()).toBe(true);
    const late = new Date(now.getTime() + 13 * hour);
    await escalateAdverse(system(late));
    const [row] = await database.owner<{ blocked_until: Date }[]>`
      SELECT blocked_until FROM vehicle WHERE id = ${world.vehicle.id}`;
    expect(new Date(row?.blocked_until ?? 0).getTime()).toBe(late.getTime() + 12 * hour);
    expect(await record(second?.id)).toMatchObject({ vehicleFree: true });
    expect(await blocked()).toBe(false);
  });

  it("reported by a family waits for a word of the operator or the regulator; others' words are not asked", async () => {
    const input = report();
    await reportAdverse(guest(), input);
    const ref = { adverseId: input.reportId };
    expect(await blocked()).toBe(false);
    expect(await told("infection_notice")).toEqual([]);
    expect(await keyOf(confirmInfection(member("dispatcher", uuidv7()), ref))).toBe(
      "not_found adverse.not_found",
    );
    await confirmInfection(regulator(), ref);
    expect(await blocked()).toBe(true);
    expect(await told("infection_notice")).toHaveLength(2);
    expect(await keyOf(confirmInfection(dispatcher(), ref))).toBe("conflict adverse.isolated");
  });
});

describe("a report of a ward or family", () => {
  it("stands on its own page with its outcome; nobody else's report does, nor another's ride", async () => {
    const input = report({ kind: "fall", description: "下车时摔了一跤" });
    await reportAdverse(guest(), input);
    await reportAdverse(dispatcher(), byTrip({ kind: "equipment", description: "氧气接口漏气" }));
    expect((await ownAdverse(guest(), {})).map(({ id }) => id)).toEqual([input.reportId]);
    expect(await keyOf(reportAdverse(guest(), report({ bookingId: next.booking.id })))).toBe(
      "not_found trip.not_found",
    );
    const ward = member("case_manager", uuidv7());
    expect(await keyOf(reportAdverse(ward, report({ bookingId: here.booking.id })))).toBe(
      "not_found trip.not_found",
    );
    expect(await keyOf(ownAdverse(guest(), { bookingId: next.booking.id }))).toBe(
      "not_found booking.not_found",
    );
    await closeAdverse(regulator(), { adverseId: input.reportId, outcome: "已赔付医药费，重新培训" });
    expect(await ownAdverse(guest(), {})).toMatchObject([
      { status: "closed", outcome: "已赔付医药费，重新培训" },
    ]);
    expect((await told("adverse_event_closed")).length).toBeGreaterThan(0);
  });
});

describe("what is done about it", () => {
  it("is kept with its photos and who was told; nothing closes while a disinfection is open", async () => {
    const input = byTrip();
    await reportAdverse(dispatcher(), input);
    const photo = await makeFile(world, here.booking.id, "evidence");
    const add = {
      adverseId: input.reportId,
      text: "已电话告知家属",
      party: "booker" as const,
      files: [photo],
    };
    await addToAdverse(dispatcher(), add);
    expect(await keyOf(addToAdverse(member("dispatcher", uuidv7()), { ...add, files: [] }))).toBe(
      "not_found adverse.not_found",
    );
    const { entries } = await getAdverse(regulator(), { adverseId: input.reportId });
    expect(entries.at(-1)).toMatchObject({ kind: "told", party: "booker", files: [photo] });
    const close = () =>
      keyOf(closeAdverse(regulator(), { adverseId: input.reportId, outcome: "已消毒，已通知" }));
    expect(await close()).toBe("conflict adverse.disinfection_open");
    for (const { id, subject } of await openDisinfections(dispatcher()))
      await recordDisinfection(dispatcher(), {
        disinfectionId: id,
        method: subject === "crew" ? "personal" : "hydrogen_peroxide",
        note: "",
        files: [],
      });
    expect(await close()).toBe("no error");
    expect(await keyOf(addToAdverse(dispatcher(), { ...add, files: [] }))).toBe("conflict adverse.already");
  });

  it("is carried up once when its report is overdue", async () => {
    await database.owner`UPDATE adverse_event SET status = 'closed'`;
    const input = byTrip({ kind: "death", description: "途中心跳停止" });
    await reportAdverse(dispatcher(), input);
    expect(await escalateAdverse(system(new Date(now.getTime() + hour)))).toBe(0);
    const over = new Date(now.getTime() + 3 * hour);
    const rounds = await Promise.all([1, 2, 3].map(() => escalateAdverse(system(over))));
    expect(rounds.reduce((sum, raised) => sum + raised, 0)).toBe(1);
    const { entries } = await getAdverse(regulator(), { adverseId: input.reportId });
    expect(entries.filter(({ kind }) => kind === "overdue")).toHaveLength(1);
  });
});
