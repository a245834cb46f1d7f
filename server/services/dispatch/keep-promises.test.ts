import { describe, expect, it } from "vitest";
import { makeRuleVersion } from "@/db/seed/factories";
import { regionSettings } from "@/server/core/region-settings";
import { offerWorld } from "@/server/services/offer/test-offers";
import { testDatabase } from "@/server/test-database";
import { keepPromises } from "./keep-promises";
import { at, regionId } from "./test-region";
import { planState, sell } from "./test-sold";

const world = offerWorld(testDatabase);

/** From now on the region wants promises kept from a probability on; null: it leaves vehicles as they are. */
async function want(rescueBelowPercent: number | null) {
  await world.database.owner`DELETE FROM rule_version WHERE kind = 'region'`;
  const content = regionSettings.parse({ source: "test", planning: { rescueBelowPercent } });
  await makeRuleVersion(world.region.db, { regionId, kind: "region", code: "settings", content });
}

/** Two trips sold to one vehicle; its crew waits at the first door until past the time of the second one. */
async function lateVehicle(sameOperator = true) {
  await want(75);
  const org = await world.region.operator();
  const first = await world.region.fleet(org);
  const early = await sell(world, 9);
  const next = await sell(world, 12);
  const second = await world.region.fleet(sameOperator ? org : await world.region.operator());
  expect([early.shiftId, next.shiftId]).toEqual([first.shiftId, first.shiftId]);
  await world.database
    .owner`UPDATE trip SET status = 'at_pickup', departed_at = ${at(8.8)}, arrived_pickup_at = ${at(9.1)}
    WHERE id = ${early.tripId}`;
  return { early, next, first, second };
}

const keep = (hour: number) => keepPromises(world.region.system(at(hour)));
const tripOf = async (id: string) => {
  const [row] = await world.database.owner`SELECT * FROM trip WHERE booking_id = ${id}`;
  return row;
};

describe("keeping promises although a vehicle is late", () => {
  it("gives the next trip to an own vehicle that is free, with the promise as told and the new plate said once", async () => {
    const { next, first, second } = await lateVehicle();
    const [told] = await world.database.owner`SELECT * FROM promise WHERE booking_id = ${next.id}`;
    expect(await keep(11.5)).toEqual([next.id]);
    const [car] = await world.database.owner`SELECT plate FROM vehicle WHERE id = ${second.vehicleId}`;
    expect(await tripOf(next.id)).toMatchObject({
      shift_id: second.shiftId,
      vehicle_id: second.vehicleId,
      plate: car?.plate,
      status: "assigned",
    });
    expect((await tripOf(next.id))?.crew.map((it: { crewId: string }) => it.crewId).sort()).toEqual(
      second.crewIds.toSorted(),
    );
    const claims = await world.database
      .owner`SELECT DISTINCT shift_id, state FROM claim WHERE booking_id = ${next.id}`;
    expect(claims).toEqual([{ shift_id: second.shiftId, state: "assigned" }]);
    const [left] = await world.database.owner`SELECT route FROM shift WHERE id = ${first.shiftId}`;
    expect(left?.route.map((it: { bookingId: string }) => it.bookingId)).not.toContain(next.id);
    expect(await world.database.owner`SELECT * FROM promise WHERE booking_id = ${next.id}`).toEqual([told]);
    expect(await world.messages("vehicle_assigned")).toHaveLength(3);
    const [deed] = await world.database.owner`SELECT * FROM audit WHERE verb = 'dispatch.rescue'`;
    expect(deed?.before.keptPercent).toBeLessThan(75);
    expect(deed?.after.keptPercent).toBeGreaterThanOrEqual(90);
    expect(await keep(11.5)).toEqual([]);
    expect(await world.messages("vehicle_assigned")).toHaveLength(3);
  });

  it.each([
    ["nobody is late yet", 9.2, true],
    ["only another operator has a vehicle", 11.5, false],
  ])("leaves the plan as it is while %s", async (_why, hour, sameOperator) => {
    await lateVehicle(sameOperator);
    const before = await planState(world);
    expect(await keep(hour)).toEqual([]);
    expect(await planState(world)).toEqual(before);
  });

  it("leaves a trip whose crew has set out", async () => {
    const { next } = await lateVehicle();
    await world.database
      .owner`UPDATE trip SET status = 'en_route', departed_at = ${at(11.4)} WHERE id = ${next.tripId}`;
    expect(await keep(11.5)).toEqual([]);
    await world.database
      .owner`UPDATE trip SET status = 'assigned', departed_at = NULL WHERE id = ${next.tripId}`;
    await want(null);
    expect(await keep(11.5)).toEqual([]);
  });

  it("is done once by two workers at the same time", async () => {
    const { next } = await lateVehicle();
    const both = await Promise.all([keep(11.5), keep(11.5)]);
    expect(both.flat()).toEqual([next.id]);
    expect(await world.messages("vehicle_assigned")).toHaveLength(3);
  });

  it("stays in its region", async () => {
    await lateVehicle();
    const before = await planState(world);
    const region = { id: "420112", timeZone: "Asia/Shanghai", hotline: "96120" };
    expect(await keepPromises({ ...world.region.system(at(11.5)), region })).toEqual([]);
    expect(await planState(world)).toEqual(before);
  });

  it("is not done where the region wants none of it", async () => {
    await lateVehicle();
    await want(null);
    expect(await keep(11.5)).toEqual([]);
  });
});
