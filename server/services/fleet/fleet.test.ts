import { TRPCError } from "@trpc/server";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { facilityId } from "@/db/seed/city/facilities";
import { seedQuietCity } from "@/db/seed/quiet-city";
import { DomainError } from "@/server/core/domain-error";
import type { CrewInput, ShiftInput, VehicleInput } from "@/server/core/fleet-input";
import { addDays, localDay, startOfDay } from "@/server/core/local-time";
import { callerOf } from "@/server/routers/root";
import { assessBooking } from "@/server/services/booking/assess";
import { asking, contextOf, dongxihu, newVisitor, testNow, userOf } from "@/server/test-asking";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { sweepRetired } from "./retire";

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

describe("retiring a vehicle", () => {
  const certify = async (vehicleId: string, at = 0) => {
    await db.owner`INSERT INTO certification (region_id, id, org_id, subject, subject_id, status, serial, valid_from, valid_until, applied_at)
      VALUES ('331000', ${uuidv7()}, ${orgs[at] ?? ""}, 'vehicle', ${vehicleId}, 'certified', ${`331000-T-${vehicleId.slice(-5)}`},
      ${testNow.toISOString()}, ${new Date(testNow.getTime() + 200 * 86_400_000).toISOString()}, ${testNow.toISOString()})`;
  };
  const standing = async (vehicleId: string) => {
    const [row] = await db.owner`SELECT v.status, v.retires_on, c.valid_until FROM vehicle v
      JOIN certification c ON c.region_id = v.region_id AND c.subject_id = v.id WHERE v.id = ${vehicleId}`;
    return { status: row?.status, until: new Date(String(row?.valid_until)).toISOString() };
  };
  const startOf = (day: string) => startOfDay(day, zone).toISOString();

  it("ends its certificate and its empty shifts on that day, and is taken back until then", async () => {
    const { vehicleId, shift } = await team();
    await certify(vehicleId);
    const before = await standing(vehicleId);
    const { shiftId } = await as().shift.save(shift);
    expect(await as().fleet.retirement({ vehicleId, on: quietDay })).toEqual({
      promised: [],
      emptyShifts: 1,
    });
    expect(await as().fleet.retireVehicle({ vehicleId, on: quietDay, reason: "sold" })).toEqual({
      shifts: 1,
    });
    const [left] = await db.owner`SELECT status FROM shift WHERE id = ${shiftId}`;
    expect(left?.status).toBe("cancelled");
    expect(await standing(vehicleId)).toEqual({ status: "active", until: startOf(quietDay) });
    expect(await refusal(as().shift.save(shift))).toBe("conflict fleet.retires");
    expect(await refusal(as().fleet.retireVehicle({ vehicleId, on: quietDay, reason: "sold" }))).toBe(
      "conflict fleet.retired",
    );
    await as().fleet.keepVehicle({ vehicleId });
    expect(await standing(vehicleId)).toEqual(before);
    await as().shift.save(shift);
    expect(await refusal(as().fleet.keepVehicle({ vehicleId }))).toBe("conflict fleet.not_retiring");
  });

  it("is refused while somebody is promised on it, naming them, and lets an earlier promise be", async () => {
    const made = await promised();
    const { vehicleId } = made;
    const on = localDay(made.starts, zone);
    const seen = await as().fleet.retirement({ vehicleId, on });
    expect(seen.promised.map(({ bookingNumber }) => bookingNumber)).toContain(made.number);
    expect(await refusal(as().fleet.retireVehicle({ vehicleId, on, reason: "worn_out" }))).toBe(
      "conflict fleet.promised_trips",
    );
    const [kept] = await db.owner`SELECT retires_on FROM vehicle WHERE id = ${vehicleId}`;
    expect(kept?.retires_on).toBeNull();
    const later = addDays(on, 1);
    expect((await as().fleet.retirement({ vehicleId, on: later })).promised).toEqual([]);
    await as().fleet.retireVehicle({ vehicleId, on: later, reason: "worn_out" });
  });

  /** A booking promised on a shift of a vehicle, two days ahead. */
  async function promised() {
    const { vehicleId, shift } = await team();
    const { shiftId } = await as().shift.save({ ...shift, day: addDays(today, 2) });
    const visitor = contextOf(db, newVisitor());
    const hospital = facilityId("331000", "tz-hospital");
    const { bookingId, number } = await assessBooking(visitor, asking(hospital));
    const starts = new Date(startOfDay(addDays(today, 2), zone).getTime() + 10 * 3_600_000);
    const ends = new Date(starts.getTime() + 3_600_000);
    await db.owner`INSERT INTO claim (region_id, id, vehicle_id, shift_id, berth, during, state, booking_id, created_at)
      VALUES ('331000', ${uuidv7()}, ${vehicleId}, ${shiftId}, 'wheelchair-1',
      tstzrange(${starts.toISOString()}, ${ends.toISOString()}), 'promised', ${bookingId}, ${testNow.toISOString()})`;
    return { vehicleId, number, starts };
  }

  it("takes effect at once today: the record is closed, the plate free for another operator", async () => {
    const input = vehicle();
    const { vehicleId } = await as().fleet.saveVehicle(input);
    await certify(vehicleId);
    expect(
      await refusal(as().fleet.retireVehicle({ vehicleId, on: addDays(today, -1), reason: "sold" })),
    ).toBe("bad_input fleet.retire_past");
    await as().fleet.retireVehicle({ vehicleId, on: today, reason: "sold" });
    expect((await standing(vehicleId)).status).toBe("retired");
    expect(await refusal(as().fleet.keepVehicle({ vehicleId }))).toBe("conflict fleet.not_retiring");
    expect(await refusal(as().fleet.saveVehicle({ ...input, vehicleId }))).toBe("conflict fleet.is_retired");
    await as(1).fleet.saveVehicle(vehicle({ plate: input.plate }));
  });

  it("leaves the road when its day comes, by the round, once", async () => {
    const { vehicleId } = await as().fleet.saveVehicle(vehicle());
    await certify(vehicleId);
    const on = addDays(today, 2);
    await as().fleet.retireVehicle({ vehicleId, on, reason: "licence_returned" });
    const system = (at: Date) => contextOf(db, { kind: "system", job: "test" }, at);
    expect(await sweepRetired(system(testNow))).toBe(0);
    const there = new Date(startOfDay(on, zone).getTime() + 60_000);
    expect(await sweepRetired(system(there))).toBe(1);
    expect(await sweepRetired(system(there))).toBe(0);
    expect((await standing(vehicleId)).status).toBe("retired");
  });

  it("is the operator's own affair", async () => {
    const { vehicleId } = await as().fleet.saveVehicle(vehicle());
    for (const other of [as(1), abroad()]) {
      expect(await refusal(other.fleet.retireVehicle({ vehicleId, on: quietDay, reason: "sold" }))).toBe(
        "not_found vehicle.not_found",
      );
      expect(await refusal(other.fleet.retirement({ vehicleId, on: quietDay }))).toBe(
        "not_found vehicle.not_found",
      );
      expect(await refusal(other.fleet.keepVehicle({ vehicleId }))).toBe("not_found vehicle.not_found");
    }
  });
});
