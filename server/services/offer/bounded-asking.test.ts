import { beforeEach, describe, expect, it } from "vitest";
import { makeRuleVersion } from "@/db/seed/factories";
import standards from "@/db/seed/rules/standards.json";
import { regionSettings } from "@/server/core/region-settings";
import { standardSet, subjectOfKind } from "@/server/core/standard/rules";
import { matchBooking } from "@/server/services/dispatch/match-booking";
import { type PlannedSlots, planSlots } from "@/server/services/dispatch/plan-slots";
import { regionId } from "@/server/services/dispatch/test-region";
import { acceptOffer } from "@/server/services/offer/accept-offer";
import { offerWorld } from "@/server/services/offer/test-offers";
import { testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";

const world = offerWorld(testDatabase);
const published = standards.find((it) => it.regionId === regionId);

beforeEach(async () => {
  await world.database.owner`DELETE FROM rule_version WHERE kind IN ('standard', 'region')`;
});

interface Told {
  against: { constraint: string; vehicles: number }[];
}

const lastDecision = async (bookingId: string) => {
  const [row] = await world.database.owner<{ candidates: { shiftId: string }[]; explanation: Told }[]>`
    SELECT candidates, explanation FROM decision WHERE booking_id = ${bookingId} ORDER BY id DESC LIMIT 1`;
  return row;
};

describe("an offer that is taken in vain", () => {
  it("is not made for ever: each vehicle once, each operator twice, then the booking is unserved with its reasons", async () => {
    const org = await world.region.operator();
    for (let lane = 0; lane < 4; lane++) await world.region.fleet(org);
    const { id } = await world.confirmed();
    // Something that ranking does not see and acceptance does, on whatever vehicle: the price that was agreed is gone.
    const [sold] = await world.database.owner`SELECT shift_id FROM quote WHERE booking_id = ${id}`;
    await world.database.owner`DELETE FROM promise`;
    const tried: string[] = [];
    for (let round = 0; round < 8; round++) {
      await matchBooking(world.region.system(), id);
      const made = await world.openOffer(id);
      if (!made) break;
      tried.push(made.shift_id);
      await world.database.owner`UPDATE quote SET status = 'superseded' WHERE booking_id = ${id}`;
      expect(await keyOf(acceptOffer(world.as(org), { offerId: made.id }))).toBe(
        "conflict offer.not_possible",
      );
      await world.database.owner`UPDATE quote SET status = 'accepted' WHERE booking_id = ${id}`;
    }
    expect(tried).toHaveLength(2);
    expect(tried[0]).toBe(sold?.shift_id);
    expect(new Set(tried).size).toBe(2);
    const [booked] = await world.database.owner`SELECT unserved_at FROM booking WHERE id = ${id}`;
    expect(booked?.unserved_at).not.toBeNull();
    const counted = await world.database
      .owner`SELECT stage, reasons FROM declined_demand WHERE booking_id = ${id}`;
    expect(counted).toMatchObject([
      { stage: "no_operator", reasons: [{ constraint: "operator_excluded", vehicles: 4 }] },
    ]);
    const states = await world.database
      .owner`SELECT status, decline_reason FROM offer WHERE booking_id = ${id}`;
    expect(states).toMatchObject([
      { status: "withdrawn", decline_reason: "not_possible" },
      { status: "withdrawn", decline_reason: "not_possible" },
    ]);
  });
});

describe("the published staffing rules", () => {
  const needs = (grade: string, allowedClasses: string[]) =>
    JSON.stringify({ grade, allowedClasses, serviceLevel: "care_transfer", crew: { driver: 1 } });

  it("keep a vehicle out of slots and ranking, with the rule named, before anybody is asked", async () => {
    const rules = standardSet.parse(published).rules.filter(({ kind }) => subjectOfKind[kind] === "staffing");
    const content = { ...published, regionId, validFrom: "2026-01-01", rules };
    await makeRuleVersion(world.region.db, {
      regionId,
      kind: "standard",
      code: "test",
      content,
    });
    const org = await world.region.operator();
    await world.database.owner`UPDATE organization SET medical_licence = true WHERE id = ${org}`;
    const care = await world.region.fleet(org, { class: "stretcher_care" });
    const full = await world.region.fleet(org, { class: "monitored" });
    await world.database.owner`UPDATE crew_member SET licence_classes = '{A1,A2,B1,C1}'`;
    const booked = await world.region.booking();
    await world.database
      .owner`UPDATE booking SET needs = needs || ${needs("II", ["stretcher_care", "monitored"])}::text::jsonb
      WHERE id = ${booked.id}`;
    const planned: PlannedSlots = await planSlots(world.region.ctx(booked.guest), {
      bookingId: booked.id,
      count: 3,
    });
    expect(planned.slots.length).toBeGreaterThan(0);
    expect(new Set(planned.slots.map((it) => it.shiftId))).toEqual(new Set([full.shiftId]));
    await world.database.owner`UPDATE shift SET status = 'cancelled' WHERE id = ${full.shiftId}`;
    const none = await planSlots(world.region.ctx(booked.guest), { bookingId: booked.id, count: 3 });
    expect(none.slots).toEqual([]);
    expect(none.refusal?.reasons).toContainEqual({ constraint: "staffing", vehicles: 1 });
    expect(care.shiftId).not.toBe(full.shiftId);
  });

  it("that come into force after a promise lead to the next vehicle, not to a refusal at acceptance", async () => {
    const org = await world.region.operator();
    await world.region.fleet(org);
    const { id } = await world.confirmed();
    const rule = {
      id: "two-at-the-wheel",
      titleZh: "两名驾驶员",
      titleEn: "Two drivers",
      failZh: "需要两名驾驶员",
      failEn: "two drivers are needed",
      source: "test",
      validFrom: "2026-01-01",
      kind: "two_drivers",
      requirement: { overMetres: 1, drivers: 2 },
    };
    const content = { ...published, validFrom: "2026-01-01", rules: [rule] };
    await makeRuleVersion(world.region.db, {
      regionId,
      kind: "standard",
      code: "test",
      content,
    });
    await matchBooking(world.region.system(), id);
    expect(await world.openOffer(id)).toBeUndefined();
    expect((await lastDecision(id))?.explanation.against).toContainEqual({
      constraint: "staffing",
      vehicles: 1,
    });
    expect(JSON.stringify((await lastDecision(id))?.candidates)).toContain('"rule":"two-at-the-wheel"');
  });
});

describe("the region's limit of the empty run", () => {
  const inForce = (maxEmptyRunKilometres: number | null) =>
    makeRuleVersion(world.region.db, {
      regionId,
      kind: "region",
      code: "test",
      content: regionSettings.parse({ source: "test", emptyRun: { source: "test", maxEmptyRunKilometres } }),
    });

  it("holds for slots, shows its reason, and leaves what was promised before", async () => {
    const org = await world.region.operator();
    const { shiftId } = await world.region.fleet(org);
    const sold = await world.confirmed();
    // A base some 60 km from everybody.
    await world.database
      .owner`UPDATE shift SET base_lat = 29.2, plan_version = plan_version + 1 WHERE id = ${shiftId}`;
    const far = await world.region.booking({ distanceMetres: 3000 });
    const ask = () => planSlots(world.region.ctx(far.guest), { bookingId: far.id, count: 6 });
    expect((await ask()).slots.length).toBeLessThan(6);
    await world.database
      .owner`UPDATE shift SET route = '[]', plan_version = plan_version + 1 WHERE id = ${shiftId}`;
    expect((await ask()).refusal?.reasons).toContainEqual({ constraint: "empty_run", vehicles: 1 });
    const version = await inForce(null);
    expect((await ask()).slots).toHaveLength(6);
    await world.database.owner`DELETE FROM rule_version WHERE id = ${version.id}`;
    expect((await ask()).slots).toHaveLength(0);
    expect(sold.slot.shiftId).toBe(shiftId);
  });

  it("does not break a promise given before it", async () => {
    const org = await world.region.operator();
    const { shiftId } = await world.region.fleet(org);
    const { id } = await world.confirmed();
    await world.database
      .owner`UPDATE shift SET base_lat = 29.1, plan_version = plan_version + 1 WHERE id = ${shiftId}`;
    await world.database.owner`UPDATE booking SET distance_metres = 200 WHERE id = ${id}`;
    await matchBooking(world.region.system(), id);
    const made = await world.openOffer(id);
    expect(made?.shift_id).toBe(shiftId);
    expect(await keyOf(acceptOffer(world.as(org), { offerId: made?.id ?? "" }))).toBe("no error");
  });
});
