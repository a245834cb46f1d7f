import { describe, expect, it } from "vitest";
import { makeRuleVersion } from "@/db/seed/factories";
import { open } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { matchBooking } from "@/server/services/dispatch/match-booking";
import { regionId } from "@/server/services/dispatch/test-region";
import { recentMessages } from "@/server/services/message";
import { acceptOffer } from "@/server/services/offer/accept-offer";
import { declineOffer } from "@/server/services/offer/decline-offer";
import { expireOffer } from "@/server/services/offer/expire-offer";
import { getOffer, listOffers } from "@/server/services/offer/list-offers";
import { later, offerWorld } from "@/server/services/offer/test-offers";
import { testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";

const world = offerWorld(testDatabase);
const decline = { reason: "no_crew" as const, note: "" };

describe("acceptOffer", () => {
  it("assigns the berths, makes the trip and tells the booker", async () => {
    const org = await world.region.operator();
    const { shiftId, accountIds } = await world.region.fleet(org);
    const { id, slot } = await world.confirmed();
    await matchBooking(world.region.system(), id);
    const made = await world.openOffer(id);
    const accepted = await acceptOffer(world.as(org), { offerId: made?.id ?? "" });
    const [row] = await world.database.owner`SELECT * FROM trip WHERE id = ${accepted.tripId}`;
    expect(row).toMatchObject({ booking_id: id, shift_id: shiftId, org_id: org, status: "assigned" });
    expect(row?.crew).toHaveLength(2);
    expect(row?.boarding_code_sealed).toMatch(/^test:/);
    expect(row?.viewer_orgs).toEqual([org]);
    expect([...(row?.viewer_users ?? [])].sort()).toEqual([...accountIds].sort());
    expect(accepted.plannedPickupAt.getTime()).toBeGreaterThanOrEqual(slot.pickupFrom.getTime());
    const claims = await world.database.owner`SELECT DISTINCT state, shift_id FROM claim`;
    expect(claims).toMatchObject([{ state: "assigned", shift_id: shiftId }]);
    const [booked] = await world.database.owner`SELECT viewer_orgs FROM booking WHERE id = ${id}`;
    expect(booked?.viewer_orgs).toEqual([org]);
    expect(await world.messages("vehicle_assigned")).toEqual(["sms"]);
    const told = await inTransaction(world.region.system(), (tx) => recentMessages(tx, 20));
    const code = open(String(row?.boarding_code_sealed), `${regionId}/trip/boarding_code`);
    expect(told.find(({ template }) => template === "vehicle_assigned")?.data.boardingCode).toBe(code);
    const seen = await inTransaction(world.as(org), (tx) => tx.db.execute("SELECT id FROM booking"));
    expect(seen.map((it) => it.id)).toEqual([id]);
  });

  it("promises a slot on offer only now", async () => {
    const org = await world.region.operator();
    await world.region.fleet(org, { kind: "on_offer" });
    const { id } = await world.confirmed();
    expect(await world.database.owner`SELECT 1 FROM promise`).toHaveLength(0);
    await matchBooking(world.region.system(), id);
    const made = await world.openOffer(id);
    expect(made?.committed).toBe(false);
    await acceptOffer(world.as(org), { offerId: made?.id ?? "" });
    expect(await world.database.owner`SELECT reason FROM promise WHERE booking_id = ${id}`).toMatchObject([
      { reason: "accepted" },
    ]);
  });

  it("has one winner among dispatchers that answer together", async () => {
    const org = await world.region.operator();
    await world.region.fleet(org);
    const { id } = await world.confirmed();
    await matchBooking(world.region.system(), id);
    const offerId = (await world.openOffer(id))?.id ?? "";
    const answers = await Promise.all([
      keyOf(acceptOffer(world.as(org), { offerId })),
      keyOf(acceptOffer(world.as(org), { offerId })),
      keyOf(declineOffer(world.as(org), { offerId, ...decline })),
      keyOf(acceptOffer(world.as(org), { offerId })),
    ]);
    expect(answers.filter((it) => it === "no error")).toHaveLength(1);
    expect(answers.filter((it) => it === "conflict offer.not_open")).toHaveLength(3);
    expect((await world.database.owner`SELECT 1 FROM trip`).length).toBeLessThanOrEqual(1);
  });

  it("gives the booking to one of two operators: the first came too late", async () => {
    const [one, two] = [await world.region.operator(), await world.region.operator()];
    await world.region.fleet(one);
    await world.region.fleet(two);
    const { id } = await world.confirmed();
    await matchBooking(world.region.system(), id);
    const first = await world.openOffer(id);
    await expireOffer(world.region.system(later(180)), first?.id ?? "");
    await matchBooking(world.region.system(later(181)), id);
    const second = await world.openOffer(id);
    expect(second?.org_id).not.toBe(first?.org_id);
    const now = later(182);
    const answers = await Promise.all([
      keyOf(acceptOffer(world.as(first?.org_id ?? "", now), { offerId: first?.id ?? "" })),
      keyOf(acceptOffer(world.as(second?.org_id ?? "", now), { offerId: second?.id ?? "" })),
    ]);
    expect(answers).toEqual(["expired offer.expired", "no error"]);
    const [row] = await world.database.owner`SELECT org_id, shift_id FROM trip`;
    expect(row).toMatchObject({ org_id: second?.org_id, shift_id: second?.shift_id });
    const claims = await world.database.owner`SELECT DISTINCT shift_id FROM claim`;
    expect(claims).toMatchObject([{ shift_id: second?.shift_id }]);
    const [left] = await world.database.owner`SELECT route FROM shift WHERE id = ${first?.shift_id ?? ""}`;
    expect(left?.route).toEqual([]);
  });

  it("refuses a late answer, and reads as expired before its job has run", async () => {
    const org = await world.region.operator();
    await world.region.fleet(org);
    const { id } = await world.confirmed();
    await matchBooking(world.region.system(), id);
    const offerId = (await world.openOffer(id))?.id ?? "";
    expect(await keyOf(acceptOffer(world.as(org, later(180)), { offerId }))).toBe("expired offer.expired");
    expect(await keyOf(declineOffer(world.as(org, later(180)), { offerId, ...decline }))).toBe(
      "expired offer.expired",
    );
    expect((await getOffer(world.as(org, later(180)), { offerId })).status).toBe("expired");
    expect(await listOffers(world.as(org, later(180)), { which: "open", limit: 10 })).toEqual([]);
    expect(
      (await listOffers(world.as(org, later(180)), { which: "past", limit: 10 })).map((it) => it.id),
    ).toEqual([offerId]);
  });

  it("is checked again: a vehicle suspended meanwhile loses the offer, and the next is asked", async () => {
    const [one, two] = [await world.region.operator(), await world.region.operator()];
    const fleets = [await world.region.fleet(one), await world.region.fleet(two)];
    const { id } = await world.confirmed();
    await matchBooking(world.region.system(), id);
    const made = await world.openOffer(id);
    const mine = fleets.find((it) => it.shiftId === made?.shift_id);
    await world.database
      .owner`UPDATE certification SET status = 'suspended' WHERE subject_id = ${mine?.vehicleId ?? ""}`;
    expect(await keyOf(acceptOffer(world.as(made?.org_id ?? ""), { offerId: made?.id ?? "" }))).toBe(
      "conflict offer.not_possible",
    );
    expect(await world.database.owner`SELECT 1 FROM trip`).toHaveLength(0);
    const claims = await world.database.owner`SELECT DISTINCT shift_id FROM claim`;
    expect(claims).toMatchObject([{ shift_id: made?.shift_id }]);
    await matchBooking(world.region.system(), id);
    expect((await world.openOffer(id))?.org_id).not.toBe(made?.org_id);
  });

  it("holds the crew to the published staffing rules", async () => {
    const org = await world.region.operator();
    await world.region.fleet(org);
    const { id } = await world.confirmed();
    await matchBooking(world.region.system(), id);
    const made = await world.openOffer(id);
    const rule = {
      id: "bearers-two",
      titleZh: "两名担架员",
      titleEn: "Two bearers",
      failZh: "需要两名担架员",
      failEn: "two bearers are needed",
      source: "test",
      validFrom: "2026-01-01",
      kind: "two_drivers",
      requirement: { overMetres: 1, drivers: 2 },
    };
    const content = {
      id: "test",
      regionId,
      version: 1,
      timeZone: "Asia/Shanghai",
      validFrom: "2026-01-01",
      source: "test",
      rules: [rule],
    };
    const version = await makeRuleVersion(world.region.db, {
      regionId,
      kind: "standard",
      code: "test",
      content,
    });
    expect(await keyOf(acceptOffer(world.as(org), { offerId: made?.id ?? "" }))).toBe(
      "conflict offer.standard_failed",
    );
    await world.database.owner`DELETE FROM rule_version WHERE id = ${version.id}`;
    expect(await keyOf(acceptOffer(world.as(org), { offerId: made?.id ?? "" }))).toBe("no error");
  });
});
