import { describe, expect, it } from "vitest";
import { inTransaction } from "@/server/scope";
import { holdSlot } from "@/server/services/dispatch/hold-slot";
import { matchBooking } from "@/server/services/dispatch/match-booking";
import { planSlots } from "@/server/services/dispatch/plan-slots";
import { at } from "@/server/services/dispatch/test-region";
import { acceptOffer } from "@/server/services/offer/accept-offer";
import { later, offerWorld } from "@/server/services/offer/test-offers";
import { endClaims, moveClaims } from "@/server/services/plan/claims";
import { testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";

const world = offerWorld(testDatabase);
const hour = 3600;

/** A ride planned from nine on; everything else follows by itself. */
async function assigned(): Promise<{ id: string; tripId: string }> {
  const { id } = await world.confirmed();
  await matchBooking(world.region.system(), id);
  const made = await world.openOffer(id);
  const { tripId } = await acceptOffer(world.as(made?.org_id ?? ""), { offerId: made?.id ?? "" });
  return { id, tripId };
}

const claimsOf = async (bookingId: string) => {
  const rows = await world.database.owner<{ from: Date; until: Date }[]>`
    SELECT DISTINCT lower(during) AS from, upper(during) AS until FROM claim WHERE booking_id = ${bookingId}`;
  return rows.map(({ from, until }) => ({ from: new Date(from), until: new Date(until) }));
};

describe("a ride that boards hours before its time", () => {
  it("leaves its planned time to others: every slot offered there is kept", async () => {
    const org = await world.region.operator();
    await world.region.fleet(org);
    const early = await assigned();
    const [planned] = await claimsOf(early.id);
    // Ready at once: on board at a quarter past eight, long before it was to be fetched.
    await world.database.owner`UPDATE trip SET status = 'on_board', departed_at = ${later(120).toISOString()},
      arrived_pickup_at = ${later(600).toISOString()}, boarded_at = ${later(900).toISOString()} WHERE id = ${early.tripId}`;
    const now = later(1000);
    const next = await world.region.booking({
      contactVerifiedAt: now,
      wantedFrom: at(9),
      wantedUntil: at(10.5),
    });
    const ctx = world.region.ctx(next.guest, now);
    const { slots } = await planSlots(ctx, { bookingId: next.id, count: 6 });
    const there = slots.filter(
      (slot) => planned && slot.plannedPickupAt < planned.until && slot.plannedDropoffAt > planned.from,
    );
    expect(there.length).toBeGreaterThan(0);
    for (const slot of there) {
      const quoteId = await world.region.quote(next.id, slot, now);
      expect(await keyOf(holdSlot(ctx, { bookingId: next.id, quoteId, contactIndex: null }))).toBe(
        "no error",
      );
    }
    // The one on board sits there now, and no longer at the planned time.
    const [moved] = await claimsOf(early.id);
    expect(moved?.from.getTime()).toBeLessThanOrEqual(now.getTime());
    expect(moved?.until.getTime()).toBeLessThan(planned?.until.getTime() ?? 0);
  });
});

describe("claims that follow the trip", () => {
  it("give back what lies behind an early end", async () => {
    await world.region.fleet(await world.region.operator());
    const { id } = await assigned();
    const system = (now: Date) => world.region.system(now);
    await inTransaction(system(later(hour)), (tx) =>
      moveClaims(tx, id, { from: later(0), until: later(hour) }),
    );
    expect(await claimsOf(id)).toEqual([{ from: later(0), until: later(hour) }]);
    await inTransaction(system(later(hour)), (tx) => endClaims(tx, id, later(1200)));
    expect(await claimsOf(id)).toEqual([{ from: later(0), until: later(1200) }]);
  });

  it("never take what another holds: the constraint decides, and the free part is taken", async () => {
    await world.region.fleet(await world.region.operator());
    const [one, two] = [await assigned(), await assigned()];
    const [[first], [second]] = [await claimsOf(one.id), await claimsOf(two.id)];
    if (!first || !second) throw new Error("two rides expected");
    expect(first.until <= second.from).toBe(true);
    const late = new Date(second.until.getTime() - 60_000);
    await inTransaction(world.region.system(first.until), (tx) => moveClaims(tx, one.id, { until: late }));
    expect(await claimsOf(one.id)).toEqual([{ from: first.from, until: second.from }]);
    expect(await claimsOf(two.id)).toEqual([second]);
  });

  it("keep a vehicle that must be cleaned until it is", async () => {
    await world.region.fleet(await world.region.operator());
    const { id } = await assigned();
    await world.database
      .owner`UPDATE booking SET needs = needs || '{"isolation":"alone","disinfectionSeconds":1800}'::jsonb
      WHERE id = ${id}`;
    const [before] = await claimsOf(id);
    const ended = new Date((before?.from.getTime() ?? 0) + 900_000);
    await inTransaction(world.region.system(ended), (tx) => endClaims(tx, id, ended));
    expect((await claimsOf(id))[0]?.until).toEqual(new Date(ended.getTime() + 1_800_000));
  });
});
