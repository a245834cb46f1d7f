import { describe, expect, it } from "vitest";
import { startingRegionSettings } from "@/server/core/region-settings";
import { matchBooking } from "@/server/services/dispatch/match-booking";
import { sweepUnmatched } from "@/server/services/dispatch/sweep-unmatched";
import { morning } from "@/server/services/dispatch/test-region";
import { acceptOffer } from "@/server/services/offer/accept-offer";
import { listOffers } from "@/server/services/offer/list-offers";
import { offerExpiry } from "@/server/services/offer/make-offer";
import { later, offerWorld } from "@/server/services/offer/test-offers";
import { testDatabase } from "@/server/test-database";

const world = offerWorld(testDatabase);

describe("matchBooking", () => {
  it("asks first the operator whose claim backs the slot, with every candidate recorded", async () => {
    const [one, two] = [await world.region.operator(), await world.region.operator()];
    const mine = await world.region.fleet(one);
    await world.region.fleet(two);
    await world.region.fleet(two, { class: "wheelchair" });
    const { id, slot } = await world.confirmed();
    await matchBooking(world.region.system(), id);
    const made = await world.openOffer(id);
    expect(made).toMatchObject({
      org_id: slot.operatorId,
      shift_id: slot.shiftId,
      round: 1,
      committed: true,
    });
    expect(made?.expires_at).toEqual(later(180));
    const [decision] = await world.database.owner`SELECT * FROM decision WHERE booking_id = ${id}`;
    expect(decision?.candidates).toHaveLength(3);
    const refused = decision?.candidates.filter((it: { feasible: boolean }) => !it.feasible);
    expect(refused).toHaveLength(1);
    expect(refused[0].violations.map((it: { constraint: string }) => it.constraint)).toContain(
      "vehicle_class",
    );
    expect(decision?.basis).toMatchObject({
      round: 1,
      backingShiftId: slot.shiftId,
      ruleVersions: { allocation: "allocation-1", region: null, standard: null },
    });
    expect(decision?.basis.planVersions[mine.shiftId]).toBeTypeOf("number");
    expect(decision?.explanation.reasons[0]).toEqual({ key: "backs_slot", data: {} });
    expect(await world.jobs("expire-offer")).toHaveLength(1);
    expect(await world.messages("offer_made")).toEqual(["in_app"]);
  });

  it("changes nothing when the job is retried, alone or at the same time", async () => {
    await world.region.fleet(await world.region.operator());
    await world.region.fleet(await world.region.operator());
    const { id } = await world.confirmed();
    await Promise.all(Array.from({ length: 5 }, () => matchBooking(world.region.system(), id)));
    await matchBooking(world.region.system(), id);
    expect(await world.database.owner`SELECT 1 FROM offer`).toHaveLength(1);
    expect(await world.database.owner`SELECT 1 FROM decision`).toHaveLength(1);
    expect(await world.messages("offer_made")).toEqual(["in_app"]);
  });

  it("is asked for again when its job gave up, until somebody is asked to carry the patient", async () => {
    const operator = await world.region.operator();
    await world.region.fleet(operator);
    const { id } = await world.confirmed();
    const at = (seconds: number) => ({ ...world.region.system(), now: later(seconds) });
    await world.database.owner`DELETE FROM pgboss.job`;
    expect(await sweepUnmatched(at(60))).toBe(0);
    expect(await sweepUnmatched(at(300))).toBe(1);
    expect(await world.jobs("match-booking")).toMatchObject([{ data: { bookingId: id } }]);
    await matchBooking(at(300), id);
    expect(await sweepUnmatched(at(310))).toBe(0);
  });

  it("leaves drafts, cancelled bookings and trips alone", async () => {
    const org = await world.region.operator();
    await world.region.fleet(org);
    const draft = await world.region.booking();
    await matchBooking(world.region.system(), draft.id);
    const { id } = await world.confirmed();
    await matchBooking(world.region.system(), id);
    const made = await world.openOffer(id);
    await acceptOffer(world.as(org), { offerId: made?.id ?? "" });
    await matchBooking(world.region.system(), id);
    expect(await world.database.owner`SELECT 1 FROM offer`).toHaveLength(1);
  });

  it("shows no name and no house number before acceptance", async () => {
    const org = await world.region.operator();
    await world.region.fleet(org);
    const { id } = await world.confirmed();
    await matchBooking(world.region.system(), id);
    const [shown] = await listOffers(world.as(org), { which: "open", limit: 10 });
    expect(shown?.snapshot).toMatchObject({
      fromLabel: "椒江区",
      totalFen: 18_000,
      floors: { from: 5, fromLift: false },
    });
    expect(JSON.stringify(shown)).not.toMatch(/3 幢|某小区|测试员/);
    expect(shown?.snapshot.reasons.map((it) => it.key)).toContain("fit");
    await matchBooking(world.region.system(), id);
  });

  it("has less time to answer when the pickup is near", () => {
    const minutes = (from: number) =>
      (offerExpiry(morning, later(from * 60), later(from * 60 + 1800), startingRegionSettings).getTime() -
        morning.getTime()) /
      60_000;
    expect(minutes(121)).toBe(10);
    expect(minutes(120)).toBe(3);
    expect(minutes(-29)).toBe(1);
  });

  it("gives the slot to the operator furthest below its share among fits as good", async () => {
    const [one, two] = [await world.region.operator(), await world.region.operator()];
    await world.region.fleet(one);
    await world.region.fleet(two);
    const winners: string[] = [];
    for (let count = 0; count < 4; count++) {
      const { id, slot } = await world.confirmed();
      await matchBooking(world.region.system(), id);
      const made = await world.openOffer(id);
      await acceptOffer(world.as(made?.org_id ?? ""), { offerId: made?.id ?? "" });
      winners.push(slot.operatorId);
    }
    expect(new Set(winners)).toEqual(new Set([one, two]));
  });
});
