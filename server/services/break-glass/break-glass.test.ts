import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { account } from "@/db/schema/account";
import { booking } from "@/db/schema/booking";
import { makeMembership, makeOrganization } from "@/db/seed/factories";
import { makeAssignedTrip, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import { renderMail } from "@/emails/registry";
import type { Actor, Context } from "@/server/context";
import { breakGlassOpen } from "@/server/core/break-glass";
import type { Role } from "@/server/core/member";
import { open, seal } from "@/server/gateways/vault";
import { assertMaskedAudit } from "@/server/test-audit";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";
import { listOpenings, openingsOfBooking } from "./list";
import { openGlass } from "./open";
import { endGlass, readOpened } from "./read";

const now = new Date("2026-11-20T07:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const reason = "家属投诉随车人员，需要向患者核实经过";
let database: TestDatabase;
let world: OperatorWorld;
let bookingId: string;
let hospital: string;

const contextOf = (actor: Actor, at = now): Context => ({
  pool: database.pool,
  actor,
  now: at,
  region: { id: world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
});
async function person(role: Role, orgId: string): Promise<Actor> {
  const accountId = uuidv7();
  await world.db.insert(account).values({
    id: accountId,
    nameSealed: seal("王小明", "-/account/name"),
    emailSealed: seal(`${accountId}@example.org`, "-/account/email"),
    emailIndex: accountId,
    createdAt: now,
  });
  await makeMembership(world.db, { regionId: world.regionId, orgId, accountId, role });
  return { kind: "user", accountId, role, orgId, membershipId: null };
}
const asked = (minutes = 30, values: object = {}) =>
  breakGlassOpen.parse({ bookingId, purpose: "complaint", reason, minutes, ...values });
const guest = (manage: boolean): Actor => ({
  kind: "guest",
  bookingId,
  link: "track",
  manage,
  browserIndex: "b",
  addressIndex: "a",
});

/** A booking of the hospital's, carried by the world's operator. */
async function bookedByHospital(): Promise<string> {
  const made = await makeAssignedTrip(world, seal);
  await world.db
    .update(booking)
    .set({ orgId: hospital, viewerOrgs: [hospital, world.operator.id] })
    .where(and(eq(booking.regionId, world.regionId), eq(booking.id, made.booking.id)));
  return made.booking.id;
}

beforeAll(async () => {
  database = await testDatabase();
  world = await makeOperatorWorld(database.owner, seal, now);
  hospital = (await makeOrganization(world.db, world.regionId, "hospital")).id;
  await person("case_manager", hospital);
  bookingId = await bookedByHospital();
});
afterAll(() => database.close());

describe("breaking the glass", () => {
  it("shows in clear what is masked, for the time asked for and no longer, and counts each reading", async () => {
    const her = await person("regulator", world.regulator.id);
    expect(await keyOf(readOpened(contextOf(her), { bookingId }))).toBe("forbidden break_glass.closed");
    const { until } = await openGlass(contextOf(her), asked(30));
    expect(until).toEqual(later(30));
    const { data } = await readOpened(contextOf(her, later(29)), { bookingId });
    expect(data).toMatchObject({
      patientName: "张三丰",
      bookerName: "张无忌",
      bookerPhone: "+8613912345678",
      bookerEmail: "zhang@example.com",
      from: { label: "椒江区某小区", detail: "3 号楼 201" },
    });
    await readOpened(contextOf(her, later(29)), { bookingId });
    expect(await keyOf(readOpened(contextOf(her, later(30)), { bookingId }))).toBe(
      "forbidden break_glass.closed",
    );
    const { openings } = await openingsOfBooking(contextOf(her, later(30)), { bookingId });
    expect(openings[0]).toMatchObject({ reads: 2, isOpen: false, isOwn: true, reason });
    const rows = await database.owner`
      SELECT verb FROM audit WHERE booking_id = ${bookingId} AND noun = 'break_glass' ORDER BY id`;
    expect(rows.map(({ verb }) => verb)).toEqual(["breakGlass.open", "breakGlass.read", "breakGlass.read"]);
  });

  it("opens for the person only who gave the reason", async () => {
    const [she, he] = [
      await person("regulator", world.regulator.id),
      await person("regulator", world.regulator.id),
    ];
    await openGlass(contextOf(she), asked());
    expect(await keyOf(readOpened(contextOf(he), { bookingId }))).toBe("forbidden break_glass.closed");
  });

  it("is masked again by hand, once, and opens anew with a new reason", async () => {
    const her = await person("regulator", world.regulator.id);
    const { breakGlassId } = await openGlass(contextOf(her), asked());
    expect(await keyOf(openGlass(contextOf(her), asked()))).toBe("conflict break_glass.open_already");
    const other = await person("regulator", world.regulator.id);
    expect(await keyOf(endGlass(contextOf(other), { breakGlassId }))).toBe("not_found break_glass.not_found");
    await endGlass(contextOf(her, later(1)), { breakGlassId });
    expect(await keyOf(endGlass(contextOf(her, later(2)), { breakGlassId }))).toBe(
      "conflict break_glass.closed",
    );
    expect(await keyOf(readOpened(contextOf(her, later(2)), { bookingId }))).toBe(
      "forbidden break_glass.closed",
    );
    await openGlass(contextOf(her, later(3)), asked(10));
    // Run out by itself: the next opening of the same person closes it.
    await openGlass(contextOf(her, later(20)), asked(10));
  });

  it("opens once when two windows of one person ask at the same time", async () => {
    const her = await person("regulator", world.regulator.id);
    const tried = await Promise.all([1, 2, 3].map(() => keyOf(openGlass(contextOf(her), asked()))));
    expect(tried.sort()).toEqual([
      "conflict break_glass.open_already",
      "conflict break_glass.open_already",
      "no error",
    ]);
  });

  it("asks for a reason, and no longer than the region allows", async () => {
    const her = await person("regulator", world.regulator.id);
    expect(
      breakGlassOpen.safeParse({ bookingId, purpose: "complaint", reason: "看看", minutes: 10 }).success,
    ).toBe(false);
    expect(await keyOf(openGlass(contextOf(her), asked(61)))).toBe("bad_input break_glass.too_long");
  });

  it("lets an operator open what it carries, and nobody else's", async () => {
    const carrier = await person("dispatcher", world.operator.id);
    await openGlass(contextOf(carrier), asked(10, { purpose: "lost_property" }));
    const { data } = await readOpened(contextOf(carrier), { bookingId });
    expect(data.patientName).toBe("张三丰");
    const rival = await person(
      "dispatcher",
      (await makeOrganization(world.db, world.regionId, "operator")).id,
    );
    expect(await keyOf(openGlass(contextOf(rival), asked()))).toBe("not_found booking.not_found");
    const { rows, openers } = await listOpenings(contextOf(carrier), { page: 1 });
    expect(rows.map(({ purpose }) => purpose)).toEqual(["lost_property"]);
    expect(openers).toBeNull();
  });
});

describe("those concerned", () => {
  it("are told at once: the hospital's case managers and the family, without a name or the reason's words", async () => {
    await database.owner`DELETE FROM message`;
    await openGlass(contextOf(await person("regulator", world.regulator.id)), asked());
    const rows =
      await database.owner`SELECT * FROM message WHERE NOT (channel = 'in_app' AND account_id IS NOT NULL) AND template = 'data_opened'`;
    expect(rows.map(({ channel }) => channel).sort()).toEqual(["email", "email", "sms"]);
    for (const row of rows) {
      const data = JSON.parse(open(String(row.data_sealed), `${world.regionId}/message/data`));
      const region = { name: "台州市", number: "96120", timeZone: "Asia/Shanghai" };
      const mail = await renderMail("data_opened", "zh-CN", { region, ...data });
      expect(mail.text).toContain("处理投诉");
      expect(mail.text).not.toContain("张");
      expect(mail.text).not.toContain(reason);
    }
  });

  it("see who opened, for what, until when; a link alone does not show the words", async () => {
    const seen = await openingsOfBooking(contextOf(guest(false)), {});
    expect(seen.openings.length).toBeGreaterThan(3);
    expect(seen.openings[0]).toMatchObject({ reason: null, role: "regulator", orgZh: "测试机构" });
    expect((await openingsOfBooking(contextOf(guest(true)), {})).openings[0]?.reason).toBe(reason);
    const manager = await person("case_manager", hospital);
    expect((await listOpenings(contextOf(manager), { page: 1 })).rows.length).toBe(seen.openings.length);
    const elsewhere = await makeOrganization(world.db, world.regionId, "hospital");
    const stranger = await person("case_manager", elsewhere.id);
    expect((await listOpenings(contextOf(stranger), { page: 1 })).rows).toEqual([]);
    expect(await keyOf(openingsOfBooking(contextOf(stranger), { bookingId }))).toBe(
      "not_found booking.not_found",
    );
  });

  it("are a regulator as well, who sees who opens too often", async () => {
    const eager = await person("regulator", world.regulator.id);
    for (let time = 0; time < 6; time++) {
      const { breakGlassId } = await openGlass(contextOf(eager, later(time)), asked(10));
      await endGlass(contextOf(eager, later(time)), { breakGlassId });
    }
    const { openers } = await listOpenings(contextOf(await person("regulator", world.regulator.id)), {
      page: 1,
    });
    expect(openers?.people[0]).toMatchObject({ name: "王小明", openings: 6, isMany: true });
    expect(openers?.people.filter(({ isMany }) => isMany)).toHaveLength(1);
  });
});

it("leaves no name and no number in the record", async () => {
  await assertMaskedAudit(database.owner);
  const [row] =
    await database.owner`SELECT count(*)::int AS count FROM audit WHERE after::text LIKE '%张%' OR after::text LIKE '%投诉随车%'`;
  expect(row?.count).toBe(0);
});
