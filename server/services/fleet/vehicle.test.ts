import { describe, expect, it } from "vitest";
import { callerAbroad, callerIn, fleetWorld, refusal, vehicle } from "@/server/test-fleet";

const fleet = fleetWorld();
const as = callerIn(fleet);
const abroad = callerAbroad(fleet);

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
    await fleet.db.owner`UPDATE certification SET status = 'certified' WHERE subject_id = ${vehicleId}`;
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
