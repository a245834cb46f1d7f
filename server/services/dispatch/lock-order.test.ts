import { describe, expect, it } from "vitest";
import type { CancelInput } from "@/server/core/booking-input";
import { inTransaction } from "@/server/scope";
import { cancelBooking } from "@/server/services/booking/cancel";
import { matchBooking } from "@/server/services/dispatch/match-booking";
import { replanShift } from "@/server/services/dispatch/replan";
import { at } from "@/server/services/dispatch/test-region";
import { acceptOffer } from "@/server/services/offer/accept-offer";
import { offerWorld } from "@/server/services/offer/test-offers";
import { testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";

const world = offerWorld(testDatabase);
const cancel = (bookingId: string, acceptFeeFen = 10_000_000): CancelInput => ({
  bookingId,
  reason: "other",
  acceptFeeFen,
});

/** Confirmed bookings of one operator, each with its open offer. */
async function offered(count: number) {
  const org = await world.region.operator();
  const fleets = await Promise.all(Array.from({ length: 3 }, () => world.region.fleet(org)));
  const made: { id: string; orgId: string; offerId: string }[] = [];
  while (made.length < count) {
    const { id } = await world.confirmed();
    await matchBooking(world.region.system(), id);
    const open = await world.openOffer(id);
    made.push({ id, orgId: open?.org_id ?? "", offerId: open?.id ?? "" });
  }
  return { fleets, made };
}

describe("cancelling against accepting", () => {
  it("never ends in a deadlock, and one of the two is true for each booking", async () => {
    for (let round = 0; round < 3; round++) {
      const { made } = await offered(8);
      const answers = await Promise.all(
        made.flatMap(({ id, orgId, offerId }) => [
          keyOf(acceptOffer(world.as(orgId), { offerId })),
          keyOf(cancelBooking(world.region.system(), cancel(id))),
          keyOf(acceptOffer(world.as(orgId), { offerId })),
        ]),
      );
      const known = ["no error", "conflict offer.not_open", "conflict offer.not_possible"];
      expect(answers.filter((it) => !known.includes(it))).toEqual([]);
      const ids = made.map((it) => it.id);
      const rows = await world.database.owner`
        SELECT b.id, (SELECT count(*)::int FROM claim c WHERE c.booking_id = b.id) AS claims,
          (SELECT count(*)::int FROM offer o WHERE o.booking_id = b.id AND o.status = 'open') AS open,
          (SELECT count(*)::int FROM trip t WHERE t.booking_id = b.id AND t.status <> 'cancelled') AS trips
        FROM booking b WHERE b.id = ANY(${ids}) AND b.cancelled_at IS NOT NULL`;
      expect(rows).toHaveLength(ids.length);
      for (const row of rows) expect(row).toMatchObject({ claims: 0, open: 0, trips: 0 });
    }
  });

  it("is run again by itself where the database broke a ring of locks", async () => {
    const { made } = await offered(2);
    const [a, b] = made.map((it) => it.id);
    const runs = { first: 0, second: 0 };
    const crosswise = (name: keyof typeof runs, ids: (string | undefined)[]) =>
      inTransaction(world.region.system(), async (tx) => {
        runs[name]++;
        for (const id of ids) {
          await tx.db.execute(`UPDATE booking SET cancel_fee_fen = 1 WHERE id = '${id}'`);
          await new Promise((done) => setTimeout(done, 100));
        }
      });
    await Promise.all([crosswise("first", [a, b]), crosswise("second", [b, a])]);
    expect(runs.first + runs.second).toBeGreaterThan(2);
  });

  it("holds beside planning anew and matching", async () => {
    const { fleets, made } = await offered(6);
    const answers = await Promise.all([
      ...fleets.map(({ shiftId }) => keyOf(replanShift(world.region.system(), { shiftId }, "breakdown"))),
      ...made.flatMap(({ id, orgId, offerId }) => [
        keyOf(acceptOffer(world.as(orgId), { offerId })),
        keyOf(matchBooking(world.region.system(), id)),
        keyOf(cancelBooking(world.region.system(), cancel(id))),
      ]),
    ]);
    const known = ["no error", "conflict offer.not_open", "conflict offer.not_possible"];
    expect(answers.filter((it) => !known.includes(it))).toEqual([]);
    expect(await world.database.owner`SELECT 1 FROM claim`).toHaveLength(0);
    expect(await world.database.owner`SELECT 1 FROM offer WHERE status = 'open'`).toHaveLength(0);
  });
});

describe("matching against cancelling", () => {
  it("leaves no offer open on a booking that is over", async () => {
    const org = await world.region.operator();
    for (let lane = 0; lane < 3; lane++) await world.region.fleet(org, { from: at(7), until: at(20) });
    const ids: string[] = [];
    for (let each = 0; each < 8; each++) ids.push((await world.confirmed()).id);
    await Promise.all(
      ids.flatMap((id) => [
        matchBooking(world.region.system(), id),
        cancelBooking(world.region.system(), cancel(id)),
      ]),
    );
    const open = await world.database.owner`SELECT o.id FROM offer o JOIN booking b ON b.id = o.booking_id
      WHERE o.status = 'open' AND b.cancelled_at IS NOT NULL`;
    expect(open).toHaveLength(0);
  });

  it("waits for a cancellation under way, and then asks nobody", async () => {
    await world.region.fleet(await world.region.operator());
    const { id } = await world.confirmed();
    let release = () => {};
    const cancelled = inTransaction(world.region.system(), async (tx) => {
      await tx.db.execute(`UPDATE booking SET cancelled_at = now() WHERE id = '${id}'`);
      await new Promise<void>((done) => {
        release = done;
      });
    });
    const matched = matchBooking(world.region.system(), id);
    await new Promise((done) => setTimeout(done, 1500));
    release();
    await Promise.all([cancelled, matched]);
    expect(await world.database.owner`SELECT status FROM offer WHERE booking_id = ${id}`).toHaveLength(0);
  });
});
