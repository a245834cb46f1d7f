import { describe, expect, it } from "vitest";
import { addDays } from "@/server/core/local-time";
import { callerIn, fleetWorld, person, quietDay, refusal, team, today, vehicle } from "@/server/test-fleet";

const fleet = fleetWorld();
const as = callerIn(fleet);

describe("shifts", () => {
  it("are planned with crew and rest, changed and cancelled", async () => {
    const { shift } = await team(as);
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
    const { shift } = await team(as);
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
    const { shift, crewId } = await team(as);
    expect(await refusal(as().shift.save({ ...shift, crew: [{ crewId, duty: "nurse" }] }))).toBe(
      "bad_input fleet.duty_not_held",
    );
    const strange = await team(as, 1);
    expect(await refusal(as().shift.save({ ...shift, crew: strange.shift.crew }))).toBe(
      "not_found crew.not_found",
    );
    expect(await refusal(as().shift.save({ ...shift, vehicleId: strange.vehicleId }))).toBe(
      "not_found vehicle.not_found",
    );
  });

  it("do not lie in the past, and a rest fits its window", async () => {
    const { shift } = await team(as);
    expect(await refusal(as().shift.save({ ...shift, day: addDays(today, -1) }))).toBe(
      "bad_input fleet.shift_past",
    );
    const rest = { from: "11:00", until: "11:20", minutes: 40 };
    expect(await refusal(as().shift.save({ ...shift, rest }))).toBe("bad_input fleet.rest_window");
  });

  it("with a patient stay around the ride and on their vehicle", async () => {
    const { shift } = await team(as);
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
    await fleet.db.owner`UPDATE shift SET route = ${fleet.db.owner.json([stop])} WHERE id = ${shiftId}`;
    expect(await refusal(as().shift.save({ ...shift, shiftId, until: "12:00" }))).toBe(
      "conflict fleet.shift_has_patients",
    );
    expect(await refusal(as().shift.cancel({ shiftId }))).toBe("conflict fleet.shift_has_patients");
    await expect(as().shift.save({ ...shift, shiftId, until: "19:00" })).resolves.toEqual({ shiftId });
  });

  it("of somebody else are not found, and not for a crew to plan", async () => {
    const { shift } = await team(as);
    const { shiftId } = await as().shift.save(shift);
    expect(await refusal(as(1).shift.cancel({ shiftId }))).toBe("not_found fleet.shift_not_found");
    const own = await team(as, 1);
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
    const [one, two] = [await team(as, 2), await team(as, 2)];
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
