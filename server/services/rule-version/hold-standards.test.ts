import { beforeEach, describe, expect, it } from "vitest";
import { makeRuleVersion } from "@/db/seed/factories";
import { handle as holdStandards } from "@/server/jobs/hold-standards";
import { matchBooking } from "@/server/services/dispatch/match-booking";
import { morning, regionId } from "@/server/services/dispatch/test-region";
import { acceptOffer } from "@/server/services/offer/accept-offer";
import { makeDispatcher, type OfferWorld, offerWorld } from "@/server/services/offer/test-offers";
import { testDatabase } from "@/server/test-database";

const world: OfferWorld = offerWorld(testDatabase);
const words = { titleZh: "车", titleEn: "Vehicle", source: "测试", validFrom: "2020-01-01" };
const rules = [
  {
    ...words,
    id: "odometer",
    kind: "odometer",
    failZh: "行驶 {found} 公里，上限 {maxKm} 公里",
    failEn: "{found} km driven, limit {maxKm} km",
    requirement: { maxKm: 300_000 },
  },
  {
    ...words,
    id: "age",
    kind: "vehicle_age",
    failZh: "{registeredOn} 登记，超过 {maxYears} 年",
    failEn: "Registered {registeredOn}, older than {maxYears} years",
    requirement: { maxYears: 6 },
  },
];

beforeEach(async () => {
  const { owner } = world.database;
  await owner`DELETE FROM rule_event`;
  await owner`DELETE FROM standard_check`;
  await owner`DELETE FROM standard_result`;
  await owner`DELETE FROM rule_version WHERE kind = 'standard'`;
  const content = { id: "standard-331000-1", regionId, version: 1, timeZone: "Asia/Shanghai" };
  await makeRuleVersion(world.region.db, {
    regionId,
    kind: "standard",
    code: "standard",
    content: { ...content, validFrom: "2020-01-01", source: "测试", rules },
  });
});

async function operatorWithVehicle() {
  const org = await world.region.operator();
  await makeDispatcher(world, org);
  return { org, ...(await world.region.fleet(org)) };
}

const round = (at: Date = morning) => holdStandards(world.region.system(at));
const marks = async () =>
  [
    ...(await world.database.owner`
      SELECT subject_id AS id, passes, fails FROM standard_check WHERE moment = 'time' ORDER BY at, id`),
  ].map(({ id, passes, fails }) => [id, passes, fails]);
const told = async () => (await world.messages("standards_failing")).length;

describe("standards that hold every day", () => {
  it("mark a vehicle on the day that it is too old, tell its operator once, and once more after it was mended", async () => {
    const { owner } = world.database;
    const { vehicleId } = await operatorWithVehicle();
    const setRegistered = (day: string) =>
      owner`UPDATE vehicle SET registered_on = ${day} WHERE id = ${vehicleId}`;
    const year = morning.getUTCFullYear();
    const nextDay = new Date(morning.getTime() + 86_400_000).toISOString().slice(5, 10);
    await setRegistered(`${year - 6}-${nextDay}`);
    await round();
    expect([await marks(), await told()]).toEqual([[], 0]);
    const later = new Date(morning.getTime() + 3 * 86_400_000);
    await Promise.all([round(later), round(later)]);
    await round(new Date(later.getTime() + 600_000));
    expect([await marks(), await told()]).toEqual([[[vehicleId, false, ["age"]]], 1]);
    const [kept] = await owner`
      SELECT evaluation->>'passes' AS passes FROM certification WHERE subject_id = ${vehicleId}`;
    expect(kept?.passes).toBe("false");
    await setRegistered(`${year - 1}-01-01`);
    await round(new Date(later.getTime() + 1_200_000));
    await setRegistered(`${year - 9}-01-01`);
    await round(new Date(later.getTime() + 1_800_000));
    expect((await marks()).map(([, passes]) => passes)).toEqual([false, true, false]);
    expect(await told()).toBe(2);
  });

  it("give what a vehicle was to carry to another one, also where the first try was cut short", async () => {
    const { owner } = world.database;
    const old = await operatorWithVehicle();
    const { id } = await world.confirmed();
    await matchBooking(world.region.system(), id);
    await acceptOffer(world.as(old.org), { offerId: (await world.openOffer(id))?.id ?? "" });
    const young = await operatorWithVehicle();
    await owner`UPDATE vehicle SET odometer_km = 300_001 WHERE id = ${old.vehicleId}`;
    // As though the worker died after it had marked the vehicle and before it planned anew.
    await owner`UPDATE certification SET evaluation = '{"fails":[{"ruleId":"odometer"}]}'
      WHERE subject_id = ${old.vehicleId}`;
    await round();
    expect(await owner`SELECT id FROM trip WHERE booking_id = ${id}`).toHaveLength(0);
    await matchBooking(world.region.system(), id);
    expect((await world.openOffer(id))?.shift_id).toBe(young.shiftId);
    const replans = async () => (await owner`SELECT 1 FROM audit WHERE verb = 'dispatch.replan'`).length;
    const before = await replans();
    await round(new Date(morning.getTime() + 600_000));
    expect(await replans()).toBe(before);
  });
});
