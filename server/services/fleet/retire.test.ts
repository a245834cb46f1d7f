import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { facilityId } from "@/db/seed/city/facilities";
import { addDays, localDay, startOfDay } from "@/server/core/local-time";
import { assessBooking } from "@/server/services/booking/assess";
import { asking, contextOf, newVisitor, testNow } from "@/server/test-asking";
import {
  callerAbroad,
  callerIn,
  fleetWorld,
  quietDay,
  refusal,
  team,
  today,
  vehicle,
  zone,
} from "@/server/test-fleet";
import { sweepRetired } from "./retire";

const fleet = fleetWorld();
const as = callerIn(fleet);
const abroad = callerAbroad(fleet);

describe("retiring a vehicle", () => {
  const certify = async (vehicleId: string, at = 0) => {
    await fleet.db
      .owner`INSERT INTO certification (region_id, id, org_id, subject, subject_id, status, serial, valid_from, valid_until, applied_at)
      VALUES ('331000', ${uuidv7()}, ${fleet.orgs[at] ?? ""}, 'vehicle', ${vehicleId}, 'certified', ${`331000-T-${vehicleId.slice(-5)}`},
      ${testNow.toISOString()}, ${new Date(testNow.getTime() + 200 * 86_400_000).toISOString()}, ${testNow.toISOString()})`;
  };
  const standing = async (vehicleId: string) => {
    const [row] = await fleet.db.owner`SELECT v.status, v.retires_on, c.valid_until FROM vehicle v
      JOIN certification c ON c.region_id = v.region_id AND c.subject_id = v.id WHERE v.id = ${vehicleId}`;
    return { status: row?.status, until: new Date(String(row?.valid_until)).toISOString() };
  };
  const startOf = (day: string) => startOfDay(day, zone).toISOString();

  it("ends its certificate and its empty shifts on that day, and is taken back until then", async () => {
    const { vehicleId, shift } = await team(as);
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
    const [left] = await fleet.db.owner`SELECT status FROM shift WHERE id = ${shiftId}`;
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
    const [kept] = await fleet.db.owner`SELECT retires_on FROM vehicle WHERE id = ${vehicleId}`;
    expect(kept?.retires_on).toBeNull();
    const later = addDays(on, 1);
    expect((await as().fleet.retirement({ vehicleId, on: later })).promised).toEqual([]);
    await as().fleet.retireVehicle({ vehicleId, on: later, reason: "worn_out" });
  });

  /** A booking promised on a shift of a vehicle, two days ahead. */
  async function promised() {
    const { vehicleId, shift } = await team(as);
    const { shiftId } = await as().shift.save({ ...shift, day: addDays(today, 2) });
    const visitor = contextOf(fleet.db, newVisitor());
    const hospital = facilityId("331000", "tz-hospital");
    const { bookingId, number } = await assessBooking(visitor, asking(hospital));
    const starts = new Date(startOfDay(addDays(today, 2), zone).getTime() + 10 * 3_600_000);
    const ends = new Date(starts.getTime() + 3_600_000);
    await fleet.db
      .owner`INSERT INTO claim (region_id, id, vehicle_id, shift_id, berth, during, state, booking_id, created_at)
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
    const system = (at: Date) => contextOf(fleet.db, { kind: "system", job: "test" }, at);
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
