import { describe, expect, it } from "vitest";
import type { RepairAsked } from "@/server/core/plan-repair";
import { callerOf } from "@/server/routers/root";
import { holdSlot } from "@/server/services/dispatch/hold-slot";
import { matchBooking } from "@/server/services/dispatch/match-booking";
import { planSlots } from "@/server/services/dispatch/plan-slots";
import { at } from "@/server/services/dispatch/test-region";
import { later, offerWorld } from "@/server/services/offer/test-offers";
import { testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";
import { acceptRepair } from "./accept-repair";
import { askRepair, getRepair, leaveRepair } from "./ask-repair";
import { planState, type Sold, sell } from "./test-sold";
import { workOutRepair } from "./work-out-repair";

const world = offerWorld(testDatabase);
const now = later(60);

async function ask(orgId: string, shiftId: string, more: Partial<RepairAsked> = {}) {
  const ctx = world.as(orgId, now);
  const { repairId } = await askRepair(ctx, { shiftId, reason: "vehicle_out", until: null, ...more });
  await workOutRepair(world.region.system(now), repairId);
  return { ctx, repairId, view: await getRepair(ctx, { repairId }) };
}

const tripOf = async ({ id }: Sold) => {
  const [row] = await world.database.owner`SELECT * FROM trip WHERE booking_id = ${id}`;
  return row;
};
const statusOf = async (shiftId: string) => {
  const [row] = await world.database.owner`SELECT status FROM shift WHERE id = ${shiftId}`;
  return row?.status;
};

/** Two vehicles of one operator, a ride at nine on the first; the second is free, or has a ride at nine as well. */
async function fleetOfTwo(secondBusy: boolean) {
  const org = await world.region.operator();
  const first = await world.region.fleet(org);
  const ride = await sell(world, 9);
  const second = await world.region.fleet(org);
  if (secondBusy) await sell(world, 9);
  return { org, first, second, ride };
}

describe("a vehicle that fails", () => {
  it("hands its trips to the own one that is free, with the promise as told, and the booker hears the plate", async () => {
    const { org, first, second, ride } = await fleetOfTwo(false);
    const before = await planState(world);
    const { ctx, repairId, view } = await ask(org, first.shiftId);
    expect(await planState(world)).toEqual(before);
    expect(view).toMatchObject({ status: "ready", preview: { trips: 1, reserved: 0, underWay: [] } });
    expect(view.preview?.options).toMatchObject([
      { kind: "keep_promises", promises: [], unplaced: [], moves: [{ bookingId: ride.id }] },
    ]);
    await acceptRepair(ctx, { repairId, kind: "keep_promises" });
    const [car] = await world.database.owner`SELECT plate FROM vehicle WHERE id = ${second.vehicleId}`;
    expect(await tripOf(ride)).toMatchObject({
      shift_id: second.shiftId,
      plate: car?.plate,
      status: "assigned",
    });
    expect(view.preview?.options[0]?.moves[0]?.plate).toBe(car?.plate);
    const claims = await world.database.owner`SELECT DISTINCT vehicle_id, state FROM claim`;
    expect(claims).toEqual([{ vehicle_id: second.vehicleId, state: "assigned" }]);
    expect(await world.database.owner`SELECT 1 FROM promise`).toHaveLength(1);
    expect(await world.messages("vehicle_assigned")).toHaveLength(2);
    expect(await statusOf(first.shiftId)).toBe("closed");
    expect(await keyOf(acceptRepair(ctx, { repairId, kind: "keep_promises" }))).toBe(
      "conflict repair.answered",
    );
  });

  it("moves one promise where that is chosen, and the booker hears why", async () => {
    const { org, first, second, ride } = await fleetOfTwo(true);
    const { ctx, repairId, view } = await ask(org, first.shiftId);
    expect(view.preview?.options.map((it) => it.kind)).toEqual(["keep_promises", "fewest_moved"]);
    expect(view.preview?.options[0]?.unplaced).toMatchObject([{ bookingId: ride.id, reasons: ["promise"] }]);
    const [moved] = view.preview?.options[1]?.promises ?? [];
    expect(view.preview?.options[1]?.promises).toHaveLength(1);
    await acceptRepair(ctx, { repairId, kind: "fewest_moved" });
    const told = await world.database.owner`
      SELECT pickup_from, reason FROM promise WHERE booking_id = ${moved?.bookingId ?? ""} ORDER BY created_at`;
    expect(told).toMatchObject([{}, { pickup_from: moved?.after.from, reason: "原定车辆发生故障" }]);
    expect(await world.messages("promise_moved")).toEqual(["sms"]);
    expect(await tripOf(ride)).toMatchObject({ shift_id: second.shiftId });
  });

  it("gives back who finds no vehicle: another operator is asked, the promise unchanged", async () => {
    const { org, first, ride } = await fleetOfTwo(true);
    const other = await world.region.operator();
    await world.region.fleet(other);
    const { ctx, repairId } = await ask(org, first.shiftId);
    await acceptRepair(ctx, { repairId, kind: "keep_promises" });
    expect(await tripOf(ride)).toBeUndefined();
    expect(await world.jobs("match-booking")).toContainEqual({
      data: { regionId: "331000", bookingId: ride.id },
    });
    await matchBooking(world.region.system(now), ride.id);
    expect((await world.openOffer(ride.id))?.org_id).toBe(other);
    expect(await world.database.owner`SELECT 1 FROM promise WHERE booking_id = ${ride.id}`).toHaveLength(1);
  });

  it("sells again from when it is back on, and gives back who cannot wait", async () => {
    const { org, first, ride } = await fleetOfTwo(true);
    const back = at(12);
    const noon = await ask(org, first.shiftId, { until: back, reason: "crew_sick" });
    await acceptRepair(noon.ctx, { repairId: noon.repairId, kind: "keep_promises" });
    const [shift] = await world.database
      .owner`SELECT status, starts_at FROM shift WHERE id = ${first.shiftId}`;
    expect(shift).toMatchObject({ status: "planned", starts_at: back });
    expect(await tripOf(ride)).toBeUndefined();
  });

  it("says who is under way and leaves their trip alone", async () => {
    const { org, first, ride } = await fleetOfTwo(false);
    await world.database.owner`UPDATE trip SET status = 'en_route', departed_at = ${later(30).toISOString()}`;
    const { ctx, repairId, view } = await ask(org, first.shiftId);
    expect(view.preview?.underWay).toHaveLength(1);
    await acceptRepair(ctx, { repairId, kind: "keep_promises" });
    expect(await tripOf(ride)).toMatchObject({ shift_id: first.shiftId, status: "en_route" });
    expect(await world.database.owner`SELECT 1 FROM claim WHERE booking_id = ${ride.id}`).not.toHaveLength(0);
  });
});

describe("a repair", () => {
  it("is thrown away when the plan moved on, with nothing changed", async () => {
    const { org, first, second } = await fleetOfTwo(false);
    const { ctx, repairId } = await ask(org, first.shiftId);
    const booked = await world.region.booking({
      contactVerifiedAt: now,
      wantedFrom: at(9),
      wantedUntil: at(9.5),
    });
    const guest = world.region.ctx(booked.guest, now);
    const { slots } = await planSlots(guest, { bookingId: booked.id, count: 1 });
    const [slot] = slots;
    if (!slot) throw new Error("no slot");
    const quoteId = await world.region.quote(booked.id, slot, now);
    await holdSlot(guest, { bookingId: booked.id, quoteId, contactIndex: null });
    expect(slot.shiftId).toBe(second.shiftId);
    const before = await planState(world);
    const taken = { repairId, kind: "keep_promises" as const };
    expect(await keyOf(acceptRepair(ctx, taken))).toBe("conflict repair.moved_on");
    expect(await planState(world)).toEqual(before);
    expect(await getRepair(ctx, { repairId })).toMatchObject({ status: "stale" });
  });

  it("is taken once, whoever is quicker", async () => {
    const { org, first } = await fleetOfTwo(false);
    const { ctx, repairId } = await ask(org, first.shiftId);
    const taken = { repairId, kind: "keep_promises" as const };
    const both = await Promise.all([keyOf(acceptRepair(ctx, taken)), keyOf(acceptRepair(ctx, taken))]);
    expect(both.sort()).toEqual(["conflict repair.answered", "no error"]);
    expect(await world.database.owner`SELECT 1 FROM audit WHERE verb = 'repair.accept'`).toHaveLength(1);
  });

  it("can be left, and belongs to its operator's dispatchers", async () => {
    const { org, first } = await fleetOfTwo(false);
    const before = await planState(world);
    const { ctx, repairId } = await ask(org, first.shiftId);
    const stranger = world.as(await world.region.operator(), now);
    const taken = { repairId, kind: "keep_promises" as const };
    expect(await keyOf(getRepair(stranger, { repairId }))).toBe("not_found repair.not_found");
    expect(await keyOf(acceptRepair(stranger, taken))).toBe("not_found repair.not_found");
    expect(
      await keyOf(askRepair(stranger, { shiftId: first.shiftId, reason: "crew_sick", until: null })),
    ).toBe("not_found fleet.shift_not_found");
    const past = { shiftId: first.shiftId, reason: "crew_sick" as const, until: now };
    expect(await keyOf(askRepair(ctx, past))).toBe("bad_input repair.until_past");
    const crew = { ...ctx, actor: { ...ctx.actor, role: "crew" } as typeof ctx.actor };
    await expect(callerOf(crew).repair.get({ repairId })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await leaveRepair(ctx, { repairId });
    expect(await keyOf(leaveRepair(ctx, { repairId }))).toBe("conflict repair.answered");
    expect(await planState(world)).toEqual(before);
  });
});
