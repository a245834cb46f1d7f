import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inTransaction } from "@/server/scope";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";
import { holdSlot } from "./hold-slot";
import { planSlots } from "./plan-slots";
import { releaseBooking } from "./release-booking";
import { expireHold, releaseHold, sweepHolds } from "./release-hold";
import { renewHold } from "./renew-hold";
import { at, guestOf, morning, type TestRegion, testRegion } from "./test-region";

let database: TestDatabase;
let region: TestRegion;
let orgId: string;
const later = (seconds: number) => new Date(morning.getTime() + seconds * 1000);

beforeAll(async () => {
  database = await testDatabase();
  region = await testRegion(database);
  orgId = await region.operator();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.owner`TRUNCATE declined_demand, claim, slot_hold, promise, decision, offer, trip, quote, booking, crew_claim, shift CASCADE`;
});

/** A booking that sees its slots and has the first one priced. */
async function priced(values: Parameters<TestRegion["booking"]>[0] = {}) {
  const booked = await region.booking(values);
  const ctx = region.ctx(booked.guest);
  const { slots } = await planSlots(ctx, { bookingId: booked.id, count: 3 });
  const [slot] = slots;
  if (!slot) throw new Error("no slot");
  const quoteId = await region.quote(booked.id, slot);
  return { ...booked, ctx, slot, quoteId, ask: { bookingId: booked.id, quoteId, contactIndex: null } };
}

describe("planSlots", () => {
  it("offers windows in order that the plan can keep, with the vehicle behind each", async () => {
    const { shiftId } = await region.fleet(orgId);
    const { id, guest } = await region.booking();
    const { slots, refusal } = await planSlots(region.ctx(guest), { bookingId: id, count: 3 });
    expect(refusal).toBeNull();
    expect(slots).toHaveLength(3);
    for (const slot of slots) {
      expect(slot.shiftId).toBe(shiftId);
      expect(slot.plannedPickupAt.getTime()).toBeGreaterThanOrEqual(slot.pickupFrom.getTime());
      expect(slot.plannedPickupAt.getTime()).toBeLessThanOrEqual(slot.pickupUntil.getTime());
      expect(slot.plannedDropoffAt.getTime()).toBeGreaterThan(slot.plannedPickupAt.getTime());
      expect(slot.vehicleToDestinationMetres).toBeGreaterThan(10_000);
    }
    expect(slots[0]?.pickupFrom).toEqual(at(9));
    expect(slots.map((it) => it.pickupFrom.getTime())).toEqual(
      slots.map((it) => it.pickupFrom.getTime()).toSorted(),
    );
  });

  it("says when the operator of a shift on offer will have confirmed", async () => {
    await region.fleet(orgId, { kind: "on_offer" });
    const { id, guest } = await region.booking();
    const { slots } = await planSlots(region.ctx(guest), { bookingId: id, count: 1 });
    expect(slots[0]?.shiftKind).toBe("on_offer");
    expect(slots[0]?.confirmedBy?.getTime()).toBe(morning.getTime() + 15 * 60_000);
  });

  it("counts vehicles per rule and the demand once, however often it is asked", async () => {
    await region.fleet(orgId, { class: "wheelchair" });
    await region.fleet(orgId, { certified: false });
    const { id, guest } = await region.booking();
    for (let time = 0; time < 3; time++) {
      const { slots, refusal } = await planSlots(region.ctx(guest), { bookingId: id, count: 3 });
      expect(slots).toEqual([]);
      expect(refusal?.reasons).toContainEqual({ constraint: "vehicle_class", vehicles: 1 });
      expect(refusal?.reasons).toContainEqual({ constraint: "certification", vehicles: 1 });
    }
    const rows = await database.owner`SELECT stage, reasons FROM declined_demand`;
    expect(rows).toHaveLength(1);
    expect(rows[0]?.stage).toBe("no_slot");
  });

  it("sees a vehicle whose papers were suspended no more, at once", async () => {
    const { vehicleId } = await region.fleet(orgId);
    const { id, guest } = await region.booking();
    expect((await planSlots(region.ctx(guest), { bookingId: id, count: 1 })).slots).toHaveLength(1);
    await database.owner`UPDATE certification SET status = 'suspended', decided_at = now() WHERE subject_id = ${vehicleId}`;
    const { slots, refusal } = await planSlots(region.ctx(guest), { bookingId: id, count: 1 });
    expect(slots).toEqual([]);
    expect(refusal?.reasons).toEqual([{ constraint: "certification", vehicles: 1 }]);
  });

  it("does not find another booker's booking", async () => {
    await region.fleet(orgId);
    const [mine, other] = [await region.booking(), await region.booking()];
    expect(await keyOf(planSlots(region.ctx(mine.guest), { bookingId: other.id, count: 1 }))).toBe(
      "not_found booking.not_found",
    );
  });
});

describe("holdSlot", () => {
  it("claims every berth, enters the stops and raises the plan's version", async () => {
    const { shiftId } = await region.fleet(orgId);
    const { ask, ctx, slot, id } = await priced();
    const held = await holdSlot(ctx, ask);
    expect(held.expiresAt).toEqual(later(300));
    const claims =
      await database.owner`SELECT berth, state, hold_id FROM claim WHERE booking_id = ${id} ORDER BY berth`;
    expect(claims.map((it) => it.berth)).toEqual(["escort-1", "escort-2", "seat-1", "stretcher-1"]);
    expect(new Set(claims.map((it) => it.state))).toEqual(new Set(["hold"]));
    const [row] = await database.owner`SELECT route, plan_version FROM shift WHERE id = ${shiftId}`;
    expect(row?.plan_version).toBe(2);
    expect(row?.route.map((stop: { kind: string }) => stop.kind)).toEqual(["pickup", "dropoff"]);
    expect(row?.route[0].plannedAt * 1000).toBeGreaterThanOrEqual(slot.pickupFrom.getTime());
    const jobs =
      await database.owner`SELECT data FROM pgboss.job WHERE name = 'expire-hold' AND data->>'holdId' = ${held.holdId}`;
    expect(jobs).toHaveLength(1);
  });

  it("lets exactly one of fifty take the last slot at the same time", async () => {
    await region.fleet(orgId, { from: at(9), until: at(11.5) });
    const askers = [];
    for (let index = 0; index < 50; index++) {
      const asker = await priced({ contactVerifiedAt: morning, wantedFrom: at(9), wantedUntil: at(11) });
      askers.push(asker);
    }
    const answers = await Promise.all(askers.map(({ ctx, ask }) => keyOf(holdSlot(ctx, ask))));
    expect(answers.filter((it) => it === "no error")).toHaveLength(1);
    expect(new Set(answers)).toEqual(new Set(["no error", "conflict slot.taken"]));
    const live = await database.owner`SELECT DISTINCT booking_id FROM claim`;
    expect(live).toHaveLength(1);
  }, 180_000);

  it("keeps two bookings on one vehicle apart by the time it drives between them", async () => {
    await region.fleet(orgId);
    const first = await priced();
    await holdSlot(first.ctx, first.ask);
    const second = await priced();
    await holdSlot(second.ctx, second.ask);
    const rows =
      await database.owner`SELECT lower(during) AS from, upper(during) AS until FROM claim WHERE berth = 'stretcher-1' ORDER BY during`;
    expect(rows).toHaveLength(2);
    expect(rows[1]?.from.getTime() - rows[0]?.until.getTime()).toBeGreaterThan(600_000);
  });

  it("makes room for the booker's next choice, also in another tab", async () => {
    await region.fleet(orgId);
    const mine = await priced();
    await holdSlot(mine.ctx, mine.ask);
    const [, next] = (await planSlots(mine.ctx, { bookingId: mine.id, count: 3 })).slots;
    if (!next) throw new Error("no second slot");
    const quoteId = await region.quote(mine.id, next);
    await holdSlot(mine.ctx, { ...mine.ask, quoteId });
    const rows =
      await database.owner`SELECT status FROM slot_hold WHERE booking_id = ${mine.id} ORDER BY created_at, status`;
    expect(rows.map((it) => it.status).sort()).toEqual(["live", "released"]);
    expect(await database.owner`SELECT DISTINCT berth FROM claim`).toHaveLength(4);
  });

  it("holds one slot per verified contact and five per address", async () => {
    for (let index = 0; index < 24; index++) await region.fleet(orgId);
    const one = await priced({ contactVerifiedAt: morning });
    await holdSlot(one.ctx, { ...one.ask, contactIndex: "phone-a" });
    const two = await priced({ contactVerifiedAt: morning });
    expect(await keyOf(holdSlot(two.ctx, { ...two.ask, contactIndex: "phone-a" }))).toBe(
      "too_many slot.too_many_holds",
    );
    const answers = [];
    for (let index = 0; index < 7; index++) {
      const next = await priced();
      const ctx = region.ctx(guestOf(next.id, `window-${index}`, "one-address"));
      answers.push(await keyOf(holdSlot(ctx, next.ask)));
    }
    expect(answers).toEqual([...Array(5).fill("no error"), ...Array(2).fill("too_many slot.too_many_holds")]);
  });

  it("gives an attacker with many browsers and addresses no more than a third of a class in an hour", async () => {
    for (let index = 0; index < 9; index++) await region.fleet(orgId);
    const askers = [];
    for (let index = 0; index < 20; index++) askers.push(await priced());
    const answers = await Promise.all(askers.map(({ ctx, ask }) => keyOf(holdSlot(ctx, ask))));
    expect(answers.filter((it) => it === "no error").length).toBeGreaterThanOrEqual(1);
    const [held] =
      await database.owner`SELECT count(DISTINCT booking_id)::int AS count FROM claim WHERE during && tstzrange(${at(9).toISOString()}, ${at(10).toISOString()})`;
    expect(held?.count).toBeLessThanOrEqual(3);
    const family = await priced({ contactVerifiedAt: morning });
    expect(await keyOf(holdSlot(family.ctx, family.ask))).toBe("no error");
  });

  it("refuses an old quote, another's quote and another's booking", async () => {
    await region.fleet(orgId);
    const [mine, other] = [await priced(), await priced()];
    expect(await keyOf(holdSlot(region.ctx(mine.guest, later(901)), mine.ask))).toBe("expired quote.expired");
    expect(await keyOf(holdSlot(mine.ctx, { ...mine.ask, quoteId: other.quoteId }))).toBe(
      "not_found quote.not_found",
    );
    expect(await keyOf(holdSlot(mine.ctx, other.ask))).toBe("not_found booking.not_found");
  });
});

describe("a hold's end", () => {
  it("comes by its job once it is over, not before, and twice is once", async () => {
    const { shiftId } = await region.fleet(orgId);
    const { ctx, ask } = await priced();
    const { holdId } = await holdSlot(ctx, ask);
    await expireHold(region.system(later(299)), holdId);
    expect(await database.owner`SELECT 1 FROM claim`).toHaveLength(4);
    await expireHold(region.system(later(300)), holdId);
    await expireHold(region.system(later(301)), holdId);
    expect(await database.owner`SELECT 1 FROM claim`).toHaveLength(0);
    const [row] = await database.owner`SELECT route, plan_version FROM shift WHERE id = ${shiftId}`;
    expect(row).toMatchObject({ route: [], plan_version: 3 });
  });

  it("comes by the sweep when the job was lost", async () => {
    await region.fleet(orgId);
    const { ctx, ask } = await priced();
    await holdSlot(ctx, ask);
    expect(await sweepHolds(region.system(later(300)))).toBe(1);
    expect(await sweepHolds(region.system(later(300)))).toBe(0);
  });

  it("is put off once, for a verified contact", async () => {
    await region.fleet(orgId);
    const { ctx, ask, id } = await priced();
    await holdSlot(ctx, ask);
    expect(await keyOf(renewHold(ctx, id))).toBe("forbidden hold.not_verified");
    await database.owner`UPDATE booking SET contact_verified_at = ${morning.toISOString()} WHERE id = ${id}`;
    const renewed = await renewHold({ ...ctx, now: later(200) }, id);
    expect(renewed.expiresAt).toEqual(later(500));
    expect(await keyOf(renewHold({ ...ctx, now: later(210) }, id))).toBe("conflict hold.renewed");
    expect(await keyOf(renewHold({ ...ctx, now: later(501) }, id))).toBe("expired hold.expired");
  });

  it("cannot be brought about by somebody else", async () => {
    await region.fleet(orgId);
    const [mine, other] = [await priced(), await region.booking()];
    await holdSlot(mine.ctx, mine.ask);
    const stranger = region.ctx(other.guest);
    expect(await keyOf(inTransaction(stranger, (tx) => releaseHold(tx, mine.id)))).toBe(
      "not_found booking.not_found",
    );
    expect(await keyOf(inTransaction(stranger, (tx) => releaseBooking(tx, mine.id, "cancelled")))).toBe(
      "not_found booking.not_found",
    );
    await inTransaction(mine.ctx, (tx) => releaseHold(tx, mine.id));
    expect(await database.owner`SELECT 1 FROM claim`).toHaveLength(0);
  });

  it("comes too late for a promise", async () => {
    await region.fleet(orgId);
    const { ctx, ask, id, quoteId } = await priced();
    await holdSlot(ctx, ask);
    expect(await keyOf(region.confirm(id, quoteId, later(300)))).toBe("expired hold.expired");
    expect(await keyOf(region.confirm(id, quoteId, later(299)))).toBe("no error");
    const [claim] = await database.owner`SELECT DISTINCT state FROM claim`;
    expect(claim?.state).toBe("promised");
    expect(await database.owner`SELECT reason FROM promise WHERE booking_id = ${id}`).toMatchObject([
      { reason: "confirmed" },
    ]);
  });
});
