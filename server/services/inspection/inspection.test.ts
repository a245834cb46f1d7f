import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { beforeEach, describe, expect, it } from "vitest";
import { shift } from "@/db/schema/fleet";
import { makeRuleVersion } from "@/db/seed/factories";
import standards from "@/db/seed/rules/standards.json";
import { makeAssignedTrip, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Actor, Context } from "@/server/context";
import type { RouteStop } from "@/server/core/shift";
import { tripAdvance } from "@/server/core/trip-input";
import { seal } from "@/server/gateways/vault";
import { advanceTrip } from "@/server/services/trip/advance";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";
import { replanBlocked } from "./blocked";
import { inspectionsOfDay } from "./day";
import { fileInspection } from "./file";
import { vehicleInspections } from "./history";
import { ownInspections } from "./own";
import { signRepair } from "./sign";

let database: TestDatabase;
let world: OperatorWorld;
let here: Awaited<ReturnType<typeof makeAssignedTrip>>;
const now = new Date("2026-11-20T02:00:00Z");

beforeEach(async () => {
  database = await testDatabase();
  world = await makeOperatorWorld(database.owner, seal, now);
  const [seeded] = standards;
  const rules = (seeded?.rules ?? []).filter(({ kind }) => kind === "pre_shift_inspection");
  const content = { ...seeded, rules };
  await makeRuleVersion(world.db, { regionId: world.regionId, kind: "standard", code: "standard", content });
  here = await makeAssignedTrip(world, seal);
  await putOnRoute(now);
  return () => database.close();
});

/** The trip's stops, planned from ten minutes after an instant on. */
async function putOnRoute(from: Date): Promise<void> {
  const stop = (kind: "pickup" | "dropoff", seconds: number): RouteStop => ({
    bookingId: here.booking.id,
    kind,
    lat: 28.66,
    lon: 121.43,
    plannedAt: from.getTime() / 1000 + seconds,
    serviceSeconds: 900,
  });
  const route = [stop("pickup", 600), stop("dropoff", 3_000)];
  await world.db.update(shift).set({ route }).where(eq(shift.id, world.shift.id));
}

function contextOf(actor: Actor, minutes = 0): Context {
  const region = { id: world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" };
  return { pool: database.pool, actor, region, now: new Date(now.getTime() + minutes * 60_000) };
}
const user = (
  role: "crew" | "dispatcher" | "regulator",
  orgId = world.operator.id,
  accountId = world.accountId,
): Actor => ({
  kind: "user",
  accountId,
  role,
  orgId,
  membershipId: null,
});
const crew = (minutes = 0) => contextOf(user("crew"), minutes);
const desk = (minutes = 0) => contextOf(user("dispatcher"), minutes);
const system = (minutes = 0) => contextOf({ kind: "system", job: "test" }, minutes);

/** A photo of the operator; its bytes are not in the store. */
async function photo(orgId = world.operator.id): Promise<string> {
  const id = uuidv7();
  await database.owner`
    INSERT INTO file (region_id, id, sha256, content_type, bytes, purpose, uploaded_by, created_at, viewer_orgs)
    VALUES (${world.regionId}, ${id}, ${id.replaceAll("-", "").padEnd(64, "0")}, 'image/png', 10, 'photo', 'test', ${now.toISOString()}, ${[orgId]})`;
  return id;
}

/** The list filled in, with these items found wrong. */
async function filled(failed: string[] = [], minutes = -20) {
  const [own] = await ownInspections(crew());
  if (!own) throw new Error("nothing is asked");
  const fileId = await photo();
  return {
    inspectionId: uuidv7(),
    shiftId: own.shiftId,
    inspectedAt: new Date(now.getTime() + minutes * 60_000).toISOString(),
    odometerKm: own.odometerKm + 12,
    answers: own.items.map(({ id, photo: asked }) => ({
      item: id,
      result: failed.includes(id) ? ("failed" as const) : ("ok" as const),
      note: failed.includes(id) ? "踏板发软" : "",
      fileIds: asked ? [fileId] : [],
    })),
  };
}

const depart = (minutes = 0) =>
  advanceTrip(
    crew(minutes),
    tripAdvance.parse({
      eventId: uuidv7(),
      tripId: here.trip.id,
      move: "depart",
      happenedAt: new Date(now.getTime() + minutes * 60_000).toISOString(),
    }),
  );
const stateNow = async () => (await ownInspections(crew()))[0]?.state;
const faultNow = async () => {
  const { faults } = await inspectionsOfDay(desk(), {});
  return faults[0];
};

describe("before a shift", () => {
  it("nobody sets out before the vehicle was inspected, and then they do", async () => {
    expect(await stateNow()).toBe("due");
    expect(await keyOf(depart())).toBe("conflict trip.standard_failed");
    const [kept] =
      await database.owner`SELECT subject, fails FROM standard_check WHERE NOT passes AND subject = 'shift'`;
    expect(kept?.fails).toEqual(["pre-shift-inspection"]);
    expect(await fileInspection(crew(), await filled())).toMatchObject({ isBlocked: false });
    expect(await stateNow()).toBe("done");
    const [car] = await database.owner`SELECT odometer_km FROM vehicle WHERE id = ${world.vehicle.id}`;
    expect(car?.odometer_km).toBe(42_012);
    expect(await depart()).toMatchObject({ status: "en_route" });
    const { shifts } = await inspectionsOfDay(desk(), {});
    expect(shifts).toMatchObject([{ state: "done", inspection: { by: "陈司机", odometerKm: 42_012 } }]);
  });

  it("an inspection made later, or a day ago, does not count", async () => {
    await fileInspection(crew(10), await filled([], 5));
    expect(await keyOf(depart(0))).toBe("conflict trip.standard_failed");
    await database.owner`UPDATE vehicle_inspection SET inspected_at = ${new Date(now.getTime() - 25 * 3_600_000).toISOString()}`;
    expect(await keyOf(depart(10))).toBe("conflict trip.standard_failed");
  });

  it("an inspection is taken once, however often the phone sends it", async () => {
    const input = await filled(["brakes"]);
    const answers = await Promise.all([
      fileInspection(crew(), input),
      fileInspection(crew(), input),
      fileInspection(crew(5), input),
    ]);
    expect(new Set(answers.map(({ inspectionId }) => inspectionId))).toEqual(new Set([input.inspectionId]));
    const [count] = await database.owner`SELECT count(*)::int AS n FROM vehicle_defect`;
    expect(count?.n).toBe(1);
  });

  it("a list that is not whole is refused", async () => {
    const input = await filled(["brakes"]);
    const file = (change: object) => keyOf(fileInspection(crew(), { ...input, ...change }));
    const without = input.answers.slice(1);
    expect(await file({ answers: without })).toBe("bad_input inspection.list_changed");
    const bare = input.answers.map((it) => ({ ...it, fileIds: [] }));
    expect(await file({ answers: bare })).toBe("bad_input inspection.photo_missing");
    const mute = input.answers.map((it) => ({ ...it, note: "" }));
    expect(await file({ answers: mute })).toBe("bad_input inspection.note_missing");
    expect(await file({ odometerKm: 41_999 })).toBe("bad_input inspection.odometer_back");
    expect(await file({ odometerKm: 420_000 })).toBe("bad_input inspection.odometer_far");
    const foreign = await photo(uuidv7());
    const stolen = input.answers.map((it) => ({ ...it, fileIds: it.fileIds.map(() => foreign) }));
    expect(await file({ answers: stolen })).toBe("not_found file.not_found");
    expect(await stateNow()).toBe("due");
  });

  it("somebody who is not on the shift inspects nothing, another operator sees nothing", async () => {
    const input = await filled();
    const stranger = contextOf(user("crew", world.operator.id, uuidv7()));
    expect(await keyOf(fileInspection(stranger, input))).toBe("not_found fleet.shift_not_found");
    expect(await ownInspections(stranger)).toEqual([]);
    await fileInspection(crew(), await filled(["brakes"]));
    const other = contextOf(user("dispatcher", uuidv7()));
    expect(await inspectionsOfDay(other, {})).toMatchObject({ shifts: [], faults: [] });
    expect(await keyOf(vehicleInspections(other, { vehicleId: world.vehicle.id }))).toBe(
      "not_found vehicle.not_found",
    );
    const defectId = (await faultNow())?.id ?? "";
    const sign = { defectId, repair: "换刹车片", repairedBy: "王师傅", fileId: await photo() };
    expect(await keyOf(signRepair(other, sign))).toBe("not_found inspection.fault_not_found");
  });
});

describe("a fault that blocks", () => {
  it("keeps the vehicle off the road until its repair is signed, and its bookings are looked for again", async () => {
    expect(await fileInspection(crew(), await filled(["brakes"]))).toMatchObject({ isBlocked: true });
    expect(await stateNow()).toBe("blocked");
    expect(await keyOf(depart())).toBe("conflict trip.standard_failed");
    const [job] = await database.owner`
      SELECT count(*)::int AS n FROM pgboss.job WHERE name = 'replan-blocked' AND data->>'vehicleId' = ${world.vehicle.id}`;
    expect(job?.n).toBe(1);
    expect(await replanBlocked(system(), world.vehicle.id)).toBe(1);
    const [off] = await database.owner`SELECT route FROM shift WHERE id = ${world.shift.id}`;
    expect(off?.route).toEqual([]);
    const [again] = await database.owner`
      SELECT count(*)::int AS n FROM pgboss.job WHERE name = 'match-booking' AND data->>'bookingId' = ${here.booking.id}`;
    expect(again?.n).toBeGreaterThan(0);
    expect(await replanBlocked(system())).toBe(0);

    const fault = await faultNow();
    expect(fault).toMatchObject({ item: "brakes", blocks: true, note: "踏板发软", plate: "浙JA1234" });
    const sign = {
      defectId: fault?.id ?? "",
      repair: "换刹车片",
      repairedBy: "王师傅",
      fileId: await photo(),
    };
    const both = await Promise.allSettled([signRepair(desk(5), sign), signRepair(desk(5), sign)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await keyOf(signRepair(desk(6), sign))).toBe("conflict inspection.signed");
    expect(await stateNow()).toBe("done");
    const official = contextOf(user("regulator", world.regulator.id));
    const record = await vehicleInspections(official, { vehicleId: world.vehicle.id });
    expect(record.inspections).toMatchObject([{ by: "陈*" }]);
    expect(record.faults).toMatchObject([{ status: "repaired", repair: "换刹车片", repairedBy: "王师傅" }]);
  });

  it("after the repair the crew sets out", async () => {
    await fileInspection(crew(), await filled(["brakes"]));
    const defectId = (await faultNow())?.id ?? "";
    await signRepair(desk(5), { defectId, repair: "换刹车片", repairedBy: "王师傅", fileId: await photo() });
    expect(await depart(6)).toMatchObject({ status: "en_route" });
  });

  it("needs the photo of its repair to be the operator's own", async () => {
    await fileInspection(crew(), await filled(["brakes"]));
    const defectId = (await faultNow())?.id ?? "";
    const sign = { defectId, repair: "换刹车片", repairedBy: "王师傅", fileId: await photo(uuidv7()) };
    expect(await keyOf(signRepair(desk(), sign))).toBe("not_found file.not_found");
    expect(await stateNow()).toBe("blocked");
  });

  it("on another day blocks a shift as soon as that is near enough", async () => {
    await fileInspection(crew(), await filled(["brakes"]));
    await replanBlocked(system(), world.vehicle.id);
    const later = {
      from: new Date(now.getTime() + 30 * 3_600_000),
      until: new Date(now.getTime() + 36 * 3_600_000),
    };
    const span = `[${later.from.toISOString()},${later.until.toISOString()})`;
    await putOnRoute(later.from);
    await database.owner`UPDATE shift SET starts_at = ${later.from.toISOString()}, ends_at = ${later.until.toISOString()}, during = ${span}::tstzrange
      WHERE id = ${world.shift.id}`;
    expect(await replanBlocked(system())).toBe(0);
    expect(await replanBlocked(system(7 * 60))).toBe(1);
    expect(await replanBlocked(system(7 * 60))).toBe(0);
  });
});

describe("a fault that does not block", () => {
  it("stays open and lets the crew set out", async () => {
    expect(await fileInspection(crew(), await filled(["first-aid"]))).toMatchObject({ isBlocked: false });
    expect(await faultNow()).toMatchObject({ item: "first-aid", blocks: false, status: "open" });
    expect(await depart()).toMatchObject({ status: "en_route" });
  });
});

describe("where the standards ask for nothing", () => {
  it("nothing is asked and nothing is missing", async () => {
    const input = await filled();
    await database.owner`UPDATE rule_version SET content = jsonb_set(content, '{rules,0,off}', 'true') WHERE kind = 'standard'`;
    await database.owner`UPDATE rule_version SET id = ${uuidv7()} WHERE kind = 'standard'`;
    expect(await ownInspections(crew())).toEqual([]);
    expect(await keyOf(fileInspection(crew(), input))).toBe("conflict inspection.not_asked");
    expect(await depart()).toMatchObject({ status: "en_route" });
  });
});
