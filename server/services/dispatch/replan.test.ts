import { describe, expect, it } from "vitest";
import { inTransaction } from "@/server/scope";
import { explainBooking, listDecisions } from "@/server/services/dispatch/decisions";
import { matchBooking } from "@/server/services/dispatch/match-booking";
import { movePromise } from "@/server/services/dispatch/move-promise";
import { replanShift, replanSubject } from "@/server/services/dispatch/replan";
import { at } from "@/server/services/dispatch/test-region";
import { acceptOffer } from "@/server/services/offer/accept-offer";
import { later, offerWorld } from "@/server/services/offer/test-offers";
import { testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";

const world = offerWorld(testDatabase);

describe("planning anew", () => {
  it("takes a suspended vehicle's bookings to the next operator with their promise unchanged", async () => {
    const [one, two] = [await world.region.operator(), await world.region.operator()];
    const fleets = [await world.region.fleet(one), await world.region.fleet(two)];
    const { id } = await world.confirmed();
    await matchBooking(world.region.system(), id);
    const first = await world.openOffer(id);
    await acceptOffer(world.as(first?.org_id ?? ""), { offerId: first?.id ?? "" });
    const mine = fleets.find((it) => it.shiftId === first?.shift_id);
    const [papers] = await world.database.owner`
      UPDATE certification SET status = 'suspended', reason = 'test' WHERE subject_id = ${mine?.vehicleId ?? ""} RETURNING id`;
    expect(await replanSubject(world.region.system(), papers?.id)).toEqual([id]);
    expect(await replanSubject(world.region.system(), papers?.id)).toEqual([]);
    expect(await world.database.owner`SELECT 1 FROM trip`).toHaveLength(0);
    expect(await world.database.owner`SELECT 1 FROM claim`).toHaveLength(0);
    const [booked] = await world.database.owner`SELECT viewer_orgs FROM booking WHERE id = ${id}`;
    expect(booked?.viewer_orgs).toEqual([]);
    await matchBooking(world.region.system(), id);
    const second = await world.openOffer(id);
    expect(second?.org_id).not.toBe(first?.org_id);
    await acceptOffer(world.as(second?.org_id ?? ""), { offerId: second?.id ?? "" });
    expect(await world.database.owner`SELECT org_id, status FROM trip`).toMatchObject([
      { org_id: second?.org_id, status: "assigned" },
    ]);
    expect(await world.database.owner`SELECT 1 FROM promise WHERE booking_id = ${id}`).toHaveLength(1);
  });

  it("leaves a trip under way with its crew", async () => {
    const org = await world.region.operator();
    const { shiftId } = await world.region.fleet(org);
    const { id } = await world.confirmed();
    await matchBooking(world.region.system(), id);
    await acceptOffer(world.as(org), { offerId: (await world.openOffer(id))?.id ?? "" });
    await world.database
      .owner`UPDATE trip SET status = 'en_route', departed_at = ${later(1800).toISOString()}`;
    expect(await replanShift(world.region.system(later(1900)), { shiftId }, "breakdown")).toEqual([]);
    expect(await world.database.owner`SELECT status FROM trip`).toMatchObject([{ status: "en_route" }]);
    expect(await world.database.owner`SELECT 1 FROM claim`).toHaveLength(4);
  });

  it("moves a promise only with a reason, which the booker hears", async () => {
    await world.region.fleet(await world.region.operator());
    const { id, slot } = await world.confirmed();
    const moved = {
      bookingId: id,
      pickupFrom: at(10),
      pickupUntil: at(10.5),
      dropoffBy: at(12),
      reason: "车辆故障",
    };
    const seat = world.region.ctx(
      { kind: "user", accountId: id, role: "seat", orgId: null, membershipId: null },
      later(60),
    );
    expect(await keyOf(inTransaction(seat, (tx) => movePromise(tx, { ...moved, reason: " " })))).toBe(
      "bad_input promise.reason_missing",
    );
    await inTransaction(seat, (tx) => movePromise(tx, moved));
    await inTransaction(seat, (tx) => movePromise(tx, moved));
    const rows = await world.database.owner`SELECT pickup_from, reason FROM promise ORDER BY created_at`;
    expect(rows).toMatchObject([
      { pickup_from: slot.pickupFrom },
      { pickup_from: at(10), reason: "车辆故障" },
    ]);
    expect(await world.messages("promise_moved")).toEqual(["sms"]);
    const family = world.region.ctx({
      kind: "user",
      accountId: id,
      role: "family",
      orgId: null,
      membershipId: null,
    });
    expect(await keyOf(inTransaction(family, (tx) => movePromise(tx, moved)))).toBe(
      "not_found booking.not_found",
    );
  });
});

describe("the record", () => {
  it("shows a regulator every candidate and a seat the reasons of now", async () => {
    const org = await world.region.operator();
    await world.region.fleet(org);
    await world.region.fleet(org, { class: "wheelchair" });
    const { id } = await world.confirmed();
    await matchBooking(world.region.system(), id);
    const regulator = world.region.ctx({
      kind: "user",
      accountId: id,
      role: "regulator",
      orgId: null,
      membershipId: null,
    });
    const { decisions, shifts } = await listDecisions(regulator, { bookingId: id });
    expect(decisions).toHaveLength(1);
    expect(shifts).toHaveLength(2);
    expect(await world.database.owner`SELECT 1 FROM audit WHERE verb = 'dispatch.decisions'`).toHaveLength(1);
    const { explanation } = await explainBooking(regulator, { bookingId: id });
    expect(explanation.feasibleShiftIds).toHaveLength(1);
    const elsewhere = { ...regulator, region: { id: "420112", timeZone: "Asia/Shanghai", hotline: "96120" } };
    expect(await keyOf(listDecisions(elsewhere, { bookingId: id }))).toBe("not_found booking.not_found");
    expect(await keyOf(explainBooking(elsewhere, { bookingId: id }))).toBe("not_found booking.not_found");
  });
});
