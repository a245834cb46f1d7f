import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedQuietCity } from "@/db/seed/quiet-city";
import { DomainError } from "@/server/core/domain-error";
import type { CrewInput, ShiftInput, VehicleInput } from "@/server/core/fleet-input";
import { addDays, localDay } from "@/server/core/local-time";
import { callerOf } from "@/server/routers/root";
import { contextOf, dongxihu, testNow, userOf } from "@/server/test-asking";
import { type TestDatabase, testDatabase } from "@/server/test-database";

let db: TestDatabase;
let orgs: string[] = [];
let elsewhere = "";
const zone = "Asia/Shanghai";
const today = localDay(testNow, zone);
/** Far enough ahead that the city has planned nothing there. */
const quietDay = addDays(today, 40);

beforeAll(async () => {
  db = await testDatabase();
  await seedQuietCity(db.ownerUrl, testNow);
  const rows = await db.owner`
    SELECT o.id, o.region_id FROM organization o WHERE o.type = 'operator'
    ORDER BY o.region_id, (SELECT count(*) FROM shift s WHERE s.org_id = o.id) DESC`;
  orgs = rows.filter((row) => row.region_id === "331000").map((row) => String(row.id));
  elsewhere = String(rows.find((row) => row.region_id === dongxihu.id)?.id);
}, 120_000);
afterAll(() => db.close());

const as = (at = 0, role: Parameters<typeof userOf>[0] = "dispatcher") =>
  callerOf(contextOf(db, userOf(role, orgs[at] ?? "")));
const abroad = () => callerOf(contextOf(db, userOf("dispatcher", elsewhere), testNow, dongxihu));

/** Code and key of a refusal; any other end fails the test. */
async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  const cause = error instanceof TRPCError ? error.cause : error;
  if (cause instanceof DomainError) return `${cause.code} ${cause.key}`;
  throw error ?? new Error("it was not refused");
}

let plates = 100;
function vehicle(changes: Partial<VehicleInput> = {}): VehicleInput {
  plates += 1;
  return {
    plate: `浙J0T${plates}`,
    class: "wheelchair",
    model: "测试车型",
    berths: { escort: 1, seat: 0, wheelchair: 1, stretcher: 0 },
    equipment: { ramp_or_lift: 1 },
    maxPatientKg: 160,
    licenceClass: "C1",
    registeredOn: "2025-01-01",
    odometerKm: 1000,
    positioningDeviceId: "BD-1",
    thirdPartyCoverFen: 150_000_000,
    seatCoverFen: 10_000_000,
    ownedByOperator: true,
    base: { name: "测试停车点", lat: 28.65, lon: 121.42 },
    phone: null,
    ...changes,
  };
}

const person = (changes: Partial<CrewInput> = {}): CrewInput => ({
  name: "测试甲",
  phone: "19900007001",
  duties: ["driver"],
  licenceClasses: ["C1"],
  trainingHours: 40,
  ppeTrained: false,
  status: "active",
  ...changes,
});

/** A vehicle, a driver and a shift of theirs on the quiet day. */
async function team(at = 0) {
  const { vehicleId } = await as(at).fleet.saveVehicle(vehicle());
  const { crewId } = await as(at).fleet.saveCrew(person());
  const shift: ShiftInput = {
    vehicleId,
    kind: "committed",
    day: quietDay,
    from: "08:00",
    until: "18:00",
    crew: [{ crewId, duty: "driver" }],
    rest: { from: "11:00", until: "13:00", minutes: 40 },
  };
  return { vehicleId, crewId, shift };
}

describe("vehicles", () => {
  it("are entered, read back and changed by their operator", async () => {
    const input = vehicle();
    const { vehicleId } = await as().fleet.saveVehicle(input);
    await as().fleet.saveVehicle({ ...input, vehicleId, odometerKm: 2000, class: "stretcher_basic" });
    const row = (await as().fleet.vehicles()).find((it) => it.vehicle.id === vehicleId);
    expect(row?.vehicle).toMatchObject({ plate: input.plate, odometerKm: 2000, class: "stretcher_basic" });
    expect(row?.certification).toBeNull();
  });

  it("have one responsible operator: a plate is taken once, also across regions", async () => {
    const input = vehicle();
    await as().fleet.saveVehicle(input);
    expect(await refusal(as(1).fleet.saveVehicle(vehicle({ plate: input.plate })))).toBe(
      "conflict fleet.plate_taken",
    );
    expect(await refusal(abroad().fleet.saveVehicle(vehicle({ plate: input.plate })))).toBe(
      "conflict fleet.plate_taken",
    );
  });

  it("let one of two parallel entries of a plate win", async () => {
    const input = vehicle();
    const both = await Promise.allSettled([as().fleet.saveVehicle(input), as(1).fleet.saveVehicle(input)]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("free their old plate when it changes", async () => {
    const input = vehicle();
    const { vehicleId } = await as().fleet.saveVehicle(input);
    await as().fleet.saveVehicle({ ...vehicle(), vehicleId });
    await expect(as(1).fleet.saveVehicle(input)).resolves.toBeTruthy();
  });

  it("keep plate and class while certified", async () => {
    const input = vehicle();
    const { vehicleId } = await as().fleet.saveVehicle(input);
    await as().certification.request({ subject: "vehicle", subjectId: vehicleId });
    await db.owner`UPDATE certification SET status = 'certified' WHERE subject_id = ${vehicleId}`;
    expect(await refusal(as().fleet.saveVehicle({ ...input, vehicleId, class: "monitored" }))).toBe(
      "conflict fleet.certified_as_it_is",
    );
    await expect(as().fleet.saveVehicle({ ...input, vehicleId, odometerKm: 9 })).resolves.toEqual({
      vehicleId,
    });
  });

  it("of somebody else are not found, also in another region", async () => {
    const input = vehicle();
    const { vehicleId } = await as().fleet.saveVehicle(input);
    expect(await refusal(as(1).fleet.saveVehicle({ ...vehicle(), vehicleId }))).toBe(
      "not_found vehicle.not_found",
    );
    expect(await refusal(abroad().fleet.saveVehicle({ ...vehicle(), vehicleId }))).toBe(
      "not_found vehicle.not_found",
    );
    expect((await as(1).fleet.vehicles()).map((it) => it.vehicle.id)).not.toContain(vehicleId);
  });

  it.each(["crew", "regulator", "case_manager"] as const)("are not for a %s to write", async (role) => {
    expect(await refusal(as(0, role).fleet.saveVehicle(vehicle()))).toBe("forbidden access.role");
  });
});

describe("crew", () => {
  it("are kept sealed and read by their own operator only", async () => {
    const { crewId } = await as().fleet.saveCrew(person({ name: "测试乙" }));
    const [row] = await db.owner`SELECT name_sealed, phone_sealed FROM crew_member WHERE id = ${crewId}`;
    expect(JSON.stringify(row)).not.toMatch(/测试乙|19900007001/);
    const find = async (caller: ReturnType<typeof as>) =>
      (await caller.fleet.crew()).find(({ id }) => id === crewId);
    expect(await find(as())).toMatchObject({ name: "测试乙", phone: "+8619900007001" });
    expect(await find(as(1))).toBeUndefined();
    expect(await find(as(0, "regulator"))).toMatchObject({ name: "测*" });
  });

  it("of somebody else are not found", async () => {
    const { crewId } = await as().fleet.saveCrew(person());
    expect(await refusal(as(1).fleet.saveCrew({ ...person(), crewId }))).toBe("not_found crew.not_found");
  });

  it("refuse a phone that cannot be called and a role that may not write", async () => {
    expect(await refusal(as().fleet.saveCrew(person({ phone: "12" })))).toBe("bad_input input.phone");
    expect(await refusal(as(0, "crew").fleet.saveCrew(person()))).toBe("forbidden access.role");
  });
});

describe("shifts", () => {
  it("are planned with crew and rest, changed and cancelled", async () => {
    const { shift } = await team();
    const { shiftId } = await as().shift.save(shift);
    await as().shift.save({ ...shift, shiftId, until: "20:00", kind: "on_offer" });
    const find = async () =>
      (await as().shift.list({ from: quietDay, days: 1 })).find(({ id }) => id === shiftId);
    expect(await find()).toMatchObject({
      kind: "on_offer",
      patients: 0,
      crew: [{ duty: "driver", name: "测试甲" }],
    });
    // Stops of bookings that the operator has not accepted are nobody's to see.
    expect(await find()).not.toHaveProperty("route");
    await as().shift.cancel({ shiftId });
    expect(await find()).toMatchObject({ status: "cancelled", crew: [] });
    expect(await refusal(as().shift.cancel({ shiftId }))).toBe("not_found fleet.shift_not_found");
    await expect(as().shift.save(shift)).resolves.toBeTruthy();
  });

  it("never plan a vehicle or a person twice, also in parallel", async () => {
    const { shift } = await team();
    const { vehicleId } = await as().fleet.saveVehicle(vehicle());
    const other = { ...shift, vehicleId, from: "17:00", until: "23:00" };
    const both = await Promise.allSettled([as().shift.save(shift), as().shift.save(other)]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(
      await refusal(
        as()
          .shift.save(other)
          .then(() => as().shift.save(shift)),
      ),
    ).toBe("conflict fleet.taken_twice");
  });

  it("need people who hold the duty and belong to the operator", async () => {
    const { shift, crewId } = await team();
    expect(await refusal(as().shift.save({ ...shift, crew: [{ crewId, duty: "nurse" }] }))).toBe(
      "bad_input fleet.duty_not_held",
    );
    const strange = await team(1);
    expect(await refusal(as().shift.save({ ...shift, crew: strange.shift.crew }))).toBe(
      "not_found crew.not_found",
    );
    expect(await refusal(as().shift.save({ ...shift, vehicleId: strange.vehicleId }))).toBe(
      "not_found vehicle.not_found",
    );
  });

  it("do not lie in the past, and a rest fits its window", async () => {
    const { shift } = await team();
    expect(await refusal(as().shift.save({ ...shift, day: addDays(today, -1) }))).toBe(
      "bad_input fleet.shift_past",
    );
    const rest = { from: "11:00", until: "11:20", minutes: 40 };
    expect(await refusal(as().shift.save({ ...shift, rest }))).toBe("bad_input fleet.rest_window");
  });

  it("with a patient stay around the ride and on their vehicle", async () => {
    const { shift } = await team();
    const { shiftId } = await as().shift.save(shift);
    const seconds = Date.parse(`${quietDay}T16:00:00+08:00`) / 1000;
    const stop = {
      bookingId: shiftId,
      kind: "pickup",
      lat: 28,
      lon: 121,
      plannedAt: seconds,
      serviceSeconds: 600,
    };
    await db.owner`UPDATE shift SET route = ${db.owner.json([stop])} WHERE id = ${shiftId}`;
    expect(await refusal(as().shift.save({ ...shift, shiftId, until: "12:00" }))).toBe(
      "conflict fleet.shift_has_patients",
    );
    expect(await refusal(as().shift.cancel({ shiftId }))).toBe("conflict fleet.shift_has_patients");
    await expect(as().shift.save({ ...shift, shiftId, until: "19:00" })).resolves.toEqual({ shiftId });
  });

  it("of somebody else are not found, and not for a crew to plan", async () => {
    const { shift } = await team();
    const { shiftId } = await as().shift.save(shift);
    expect(await refusal(as(1).shift.cancel({ shiftId }))).toBe("not_found fleet.shift_not_found");
    const own = await team(1);
    expect(await refusal(as(1).shift.save({ ...own.shift, shiftId }))).toBe(
      "not_found fleet.shift_not_found",
    );
    expect(await refusal(as(0, "crew").shift.save(shift))).toBe("forbidden access.role");
  });
});

describe("copying a week", () => {
  it("plans what fits, says what does not, and changes nothing the second time", async () => {
    const fromMonday = addDays(today, 70 + ((8 - new Date(`${today}T00:00:00Z`).getUTCDay()) % 7));
    const toMonday = addDays(fromMonday, 7);
    const [one, two] = [await team(2), await team(2)];
    await as(2).shift.save({ ...one.shift, day: fromMonday });
    await as(2).shift.save({
      ...two.shift,
      day: addDays(fromMonday, 2),
      from: "22:00",
      until: "06:00",
      rest: null,
    });
    await as(2).fleet.saveCrew({ ...person({ status: "left" }), crewId: two.crewId });
    const first = await as(2).shift.copyWeek({ fromMonday, toMonday });
    expect(first).toEqual({
      made: 1,
      left: [{ plate: expect.any(String), day: addDays(toMonday, 2), key: "crew.not_found" }],
    });
    const again = await as(2).shift.copyWeek({ fromMonday, toMonday });
    expect([again.made, again.left.map(({ key }) => key).sort()]).toEqual([
      0,
      ["crew.not_found", "fleet.taken_twice"],
    ]);
    expect(await refusal(as(2, "crew").shift.copyWeek({ fromMonday, toMonday }))).toBe(
      "forbidden access.role",
    );
  });
});

describe("what the standards ask", () => {
  it("is read with each class's equipment and crew", async () => {
    const asked = await as().fleet.requirements();
    expect(asked.equipment.find(({ item }) => item === "main_stretcher")?.classes.monitored).toBe("required");
    expect(asked.staffing.find(({ classes }) => classes.includes("monitored"))?.crew).toMatchObject({
      doctor: 1,
    });
    expect([asked.thirdPartyMinFen, asked.seatMinFen]).toEqual([150_000_000, 10_000_000]);
  });
});
