import { describe, expect, it } from "vitest";
import { askAgain } from "@/server/services/booking/again";
import { assessBooking } from "@/server/services/booking/assess";
import { cancelBooking } from "@/server/services/booking/cancel";
import { previewCancellation } from "@/server/services/booking/cancel-preview";
import { draftBooking } from "@/server/services/booking/draft";
import { requestManageCode, verifyManageCode } from "@/server/services/booking/manage";
import { releaseSlot } from "@/server/services/booking/release-slot";
import { repeatBooking } from "@/server/services/booking/repeat";
import { trackBooking } from "@/server/services/booking/track";
import {
  asking,
  between,
  contextOf,
  guestOfBooking,
  home,
  newVisitor,
  testNow,
  userOf,
} from "@/server/test-asking";
import { codeFor, confirmed, held, managing, refused, testBookings } from "@/server/test-booking";

const made = testBookings();

describe("cancelling", () => {
  it("is free long before, frees the slot, and cannot be done twice", async () => {
    const { guest, result } = await confirmed(made, { wanted: between(80 + 1440 * 5, 470 + 1440 * 5) });
    expect(await previewCancellation(guest, {})).toMatchObject({ allowed: true, feeFen: 0, code: "free" });
    await cancelBooking(managing(guest), { reason: "not_ready", acceptFeeFen: 0 });
    const claims = await made.db.owner`select id from claim where booking_id = ${result.bookingId}`;
    expect(claims).toHaveLength(0);
    expect((await trackBooking(guest, {})).status).toBe("cancelled");
    expect(await refused(cancelBooking(managing(guest), { reason: "not_ready", acceptFeeFen: 0 }))).toEqual({
      code: "conflict",
      key: "booking.cancelled",
    });
  });

  it("shortly before costs the fee that was shown, never an unseen one", async () => {
    const { guest, quote, result } = await confirmed(made);
    const hourBefore = { ...managing(guest), now: new Date(quote.pickupFrom.getTime() - 3_600_000) };
    const preview = await previewCancellation(hourBefore, {});
    expect(preview).toMatchObject({ code: "late_cancellation", demonstration: true });
    expect(preview.feeFen).toBeGreaterThan(0);
    expect(
      await refused(cancelBooking(hourBefore, { reason: "other", acceptFeeFen: preview.feeFen - 1 })),
    ).toEqual({ code: "conflict", key: "booking.fee_changed" });
    await cancelBooking(hourBefore, { reason: "other", acceptFeeFen: preview.feeFen });
    const [row] = await made.db.owner`select cancel_fee_fen from booking where id = ${result.bookingId}`;
    expect(row?.cancel_fee_fen).toBe(preview.feeFen);
  });

  it("by link takes a code to the booker's own contact", async () => {
    const { guest, result, phone } = await confirmed(made);
    expect(await requestManageCode(guest, {})).toMatchObject({
      to: `199****${phone.slice(-4)}`,
      channel: "phone",
    });
    const code = await codeFor(made, result.bookingId);
    const { manageToken, until } = await verifyManageCode(guest, { code });
    expect(manageToken).toMatch(/^\d+\./);
    expect(until.getTime()).toBeGreaterThan(testNow.getTime());
    expect((await refused(verifyManageCode(guest, { code }))).key).toBe("code.expired");
  });

  it("loses against a boarding at the same moment: nothing of it is written", async () => {
    const { guest, result } = await confirmed(made);
    const { bookingId } = result;
    await made.db.owner`
      insert into trip (region_id, id, booking_id, org_id, shift_id, vehicle_id, plate, crew, status,
        boarding_code_sealed, planned_pickup_at, planned_dropoff_at, created_at, viewer_orgs, viewer_users)
      select region_id, gen_random_uuid(), booking_id, operator_id, shift_id, vehicle_id, '浙J·T0001', '[]', 'en_route',
        'sealed', planned_pickup_at, planned_dropoff_at, now(), '{}', '{}'
      from quote where booking_id = ${bookingId} and status = 'accepted'`;
    const cancelled = await made.db.owner.begin(async (sql) => {
      await sql`update trip set status = 'on_board' where booking_id = ${bookingId}`;
      const work = refused(cancelBooking(managing(guest), { reason: "other", acceptFeeFen: 1_000_000 }));
      await new Promise((done) => setTimeout(done, 500));
      return { work };
    });
    expect(await cancelled.work).toEqual({ code: "conflict", key: "booking.cancel_on_board" });
    const [row] = await made.db.owner`select cancelled_at from booking where id = ${bookingId}`;
    expect(row?.cancelled_at).toBeNull();
  });

  it("is open while a trip that was taken off its vehicle is looked for anew", async () => {
    const { guest, result } = await confirmed(made);
    await made.db.owner`
      insert into trip (region_id, id, booking_id, org_id, shift_id, vehicle_id, plate, crew, status,
        boarding_code_sealed, planned_pickup_at, planned_dropoff_at, created_at, viewer_orgs, viewer_users)
      select region_id, gen_random_uuid(), booking_id, operator_id, shift_id, vehicle_id, '浙J·T0002', '[]', 'cancelled',
        'sealed', planned_pickup_at, planned_dropoff_at, now(), '{}', '{}'
      from quote where booking_id = ${result.bookingId} and status = 'accepted'`;
    expect(await previewCancellation(guest, {})).toMatchObject({ allowed: true, refusal: null });
    await cancelBooking(managing(guest), { reason: "other", acceptFeeFen: 1_000_000 });
    const [row] = await made.db.owner`select cancelled_at from booking where id = ${result.bookingId}`;
    expect(row?.cancelled_at).not.toBeNull();
  });

  it("of a draft gives the slot back without a code", async () => {
    const { guest, result } = await held(made);
    await releaseSlot(guest, {});
    expect((await draftBooking(guest, {})).hold).toBeNull();
    await cancelBooking(guest, { reason: "mistake", acceptFeeFen: 0 });
    const [row] = await made.db.owner`select cancelled_at from booking where id = ${result.bookingId}`;
    expect(row?.cancelled_at).not.toBeNull();
  });
});

it("a booking is asked again with its old answers, judged by today's rules", async () => {
  const { guest, result } = await confirmed(made);
  const again = await repeatBooking(guest, { wanted: between(2000, 2300), swap: true });
  expect(again.bookingId).not.toBe(result.bookingId);
  const [row] = await made.db
    .owner`select from_facility_id, repeat_of_id, patient_name_sealed, confirmed_at from booking where id = ${again.bookingId}`;
  expect(row).toMatchObject({
    from_facility_id: made.hospital,
    repeat_of_id: result.bookingId,
    confirmed_at: null,
  });
  expect(row?.patient_name_sealed).not.toBeNull();
});

describe("the form for the same again", () => {
  it("begins with places and needs, there or back; a link that was handed on gives a code first", async () => {
    const extras = { oxygen: false, suction: false, escorts: 2, carryFrom: true, carryTo: false };
    const { guest, result } = await confirmed(made, { extras });
    const family = managing(guest);
    await cancelBooking(family, { reason: "other", acceptFeeFen: 100_000 });
    const there = await askAgain(family, { swap: false });
    expect(there).toMatchObject({ mobility: "stretcher", extras, callerParty: "with_patient" });
    expect(there.from).toMatchObject({ label: home.label, detail: home.detail, floor: 3 });
    expect(there.to.facilityId).toBe(made.hospital);
    expect(there).not.toHaveProperty("wanted");
    expect(there).not.toHaveProperty("answers");
    const back = await askAgain(family, { swap: true });
    expect([back.from, back.to]).toEqual([there.to, there.from]);
    expect(back.extras).toMatchObject({ carryFrom: false, carryTo: true });
    const reads = await made.db
      .owner`select id from audit where verb = 'booking.again' and booking_id = ${result.bookingId}`;
    expect(reads).toHaveLength(2);
    const handed = contextOf(made.db, guestOfBooking(result.bookingId, newVisitor(), "track"));
    expect(await refused(askAgain(handed, { swap: false }))).toEqual({
      code: "forbidden",
      key: "booking.code_needed",
    });
  });

  it("is a signed-in family's own, and nobody else's", async () => {
    const mine = contextOf(made.db, userOf("family", null));
    const { bookingId } = await assessBooking(mine, asking(made.hospital));
    expect((await askAgain(mine, { bookingId, swap: false })).to.facilityId).toBe(made.hospital);
    const other = contextOf(made.db, userOf("family", null));
    expect((await refused(askAgain(other, { bookingId, swap: false }))).code).toBe("not_found");
  });

  it("is closed where 120 took over", async () => {
    const mine = contextOf(made.db, userOf("family", null));
    const answers = { now: ["breathing"], long_standing: ["none"], infection: ["none"] };
    const { bookingId } = await assessBooking(mine, asking(made.hospital, { answers }));
    expect(await refused(askAgain(mine, { bookingId, swap: false }))).toEqual({
      code: "conflict",
      key: "booking.cannot_repeat",
    });
  });
});
