import { describe, expect, it } from "vitest";
import { readyRefusal } from "@/server/core/booking";
import { cancelBooking } from "@/server/services/booking/cancel";
import { sayReady } from "@/server/services/booking/ready";
import { trackBooking } from "@/server/services/booking/track";
import { contextOf, userOf } from "@/server/test-asking";
import { confirmed, managing, refused, testBookings } from "@/server/test-booking";

const made = testBookings();

describe("ready", () => {
  it("is said once with one tap of the link, stays at its first time, and can be taken back", async () => {
    const { guest, quote, result } = await confirmed(made);
    const at = (minutes: number) => ({
      ...guest,
      now: new Date(quote.pickupFrom.getTime() + minutes * 60_000),
    });
    expect((await trackBooking(at(-60), {})).ready).toEqual({ at: null, may: true });
    const [first, second] = await Promise.all([
      sayReady(at(-10), { isReady: true }),
      sayReady(at(-10), { isReady: true }),
    ]);
    expect([first.readyAt, second.readyAt]).toContainEqual(at(-10).now);
    await sayReady(at(-5), { isReady: true });
    const seen = await trackBooking(at(-5), {});
    expect(seen.ready).toEqual({ at: at(-10).now, may: true });
    expect(seen.events.map(({ kind }) => kind)).toContain("ready");
    await sayReady(at(-4), { isReady: false });
    expect((await trackBooking(at(-4), {})).ready.at).toBeNull();
    const deeds = await made.db.owner`
      SELECT after FROM audit WHERE verb = 'booking.ready' AND booking_id = ${result.bookingId} ORDER BY at`;
    expect(deeds.map(({ after }) => after)).toEqual([
      { readyAt: at(-10).now.toISOString() },
      { readyAt: null },
    ]);
  });

  it("is not said the day before, of a cancelled ride, or by somebody else", async () => {
    const { guest, quote, result } = await confirmed(made);
    const early = { ...guest, now: new Date(quote.pickupFrom.getTime() - 7 * 3_600_000) };
    expect(await refused(sayReady(early, { isReady: true }))).toEqual({
      code: "conflict",
      key: "booking.ready_too_early",
    });
    const stranger = contextOf(made.db, userOf("family", null));
    expect(await refused(sayReady(stranger, { bookingId: result.bookingId, isReady: true }))).toEqual({
      code: "not_found",
      key: "booking.not_found",
    });
    await cancelBooking(managing(guest), { reason: "mistake", acceptFeeFen: 1_000_000 });
    expect(await refused(sayReady(guest, { isReady: true }))).toEqual({
      code: "conflict",
      key: "booking.cancelled",
    });
  });

  it("has no sense once the patient is on board", () => {
    const now = new Date("2026-03-10T01:00:00Z");
    const facts = { confirmedAt: now, cancelledAt: null, unservedAt: null, promisedFrom: now };
    const said = (tripStatus: string | null) => readyRefusal({ ...facts, tripStatus }, now);
    expect(["assigned", "en_route", "at_pickup", null].map(said)).toEqual([null, null, null, null]);
    for (const over of ["on_board", "at_dropoff", "completed", "failed", "to_120", "cancelled"])
      expect(said(over)).toBe("booking.ready_not_waiting");
  });
});
