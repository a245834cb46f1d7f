import { describe, expect, it } from "vitest";
import { makeRuleVersion } from "@/db/seed/factories";
import { regionSettings } from "@/server/core/region-settings";
import { offerWorld } from "@/server/services/offer/test-offers";
import { testDatabase } from "@/server/test-database";
import { planSlots } from "./plan-slots";
import { at, regionId } from "./test-region";
import { sell } from "./test-sold";

const world = offerWorld(testDatabase);

/** From now on the region asks for slots that are kept with a probability. */
async function ask(keptPercent: number | null) {
  const { owner } = world.database;
  await owner`DELETE FROM rule_version WHERE kind = 'region'`;
  await makeRuleVersion(world.region.db, {
    regionId,
    kind: "region",
    code: "settings",
    content: regionSettings.parse({ source: "test", slots: { keptPercent } }),
  });
}

/** Pickup hours offered to a second patient on the way out, after the vehicle brought the first and drove back empty. */
async function offered(): Promise<number[]> {
  const booked = await world.region.booking({ wantedFrom: at(14), wantedUntil: at(18) });
  const { slots } = await planSlots(world.region.ctx(booked.guest), { bookingId: booked.id, count: 3 });
  return slots.map((slot) => (slot.pickupFrom.getTime() - at(0).getTime()) / 3_600_000);
}

describe("slots that are to be kept with a probability", () => {
  it("leave out the window that the plan keeps by minutes only, and are as many as without", async () => {
    await world.region.fleet(await world.region.operator());
    await sell(world, 13);
    await ask(null);
    const byPlan = await offered();
    // By the plan the vehicle is back at twelve minutes to three.
    expect(byPlan).toEqual([14.5, 15, 15.5]);
    await ask(97);
    const sure = await offered();
    expect(sure).toHaveLength(3);
    expect(sure[0]).toBeGreaterThan(14.5);
    expect(sure[0]).toBeLessThanOrEqual(15.5);
  });

  it("are all offered where an idle vehicle has nothing but time", async () => {
    await world.region.fleet(await world.region.operator());
    await ask(97);
    expect(await offered()).toEqual([14, 14.5, 15]);
  });

  it("do not make a promise on the way less sure", async () => {
    await world.region.fleet(await world.region.operator());
    await sell(world, 16.5);
    await ask(null);
    expect(await offered()).toEqual([14, 14.5, 15]);
    await ask(97);
    // From half past two the vehicle would be back at 16:18, with 42 minutes to spare for two long drives at peak.
    expect(await offered()).toEqual([14]);
  });
});
