import { describe, expect, it } from "vitest";
import { seal } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { billingOf } from "@/server/services/billing/view";
import { cancelBooking } from "@/server/services/booking/cancel";
import { draftBooking } from "@/server/services/booking/draft";
import { getBooking } from "@/server/services/booking/get";
import { ownBookingIds } from "@/server/services/booking/own";
import { repeatBooking } from "@/server/services/booking/repeat";
import { sendBookingLink } from "@/server/services/booking/send-link";
import { trackBooking } from "@/server/services/booking/track";
import { withdrawConsent } from "@/server/services/booking/withdraw-consent";
import { recentMessages } from "@/server/services/message";
import { listQuotes } from "@/server/services/quote/list";
import {
  between,
  contextOf,
  dongxihu,
  guestOfBooking,
  newVisitor,
  testNow,
  userOf,
} from "@/server/test-asking";
import { confirmed, managing, refused, systemOf, testBookings } from "@/server/test-booking";

const made = testBookings();

describe("a tracking link", () => {
  it("shows nothing sensitive and changes nothing", async () => {
    const { result, quote } = await confirmed(made);
    const relative = contextOf(made.db, guestOfBooking(result.bookingId, newVisitor(), "track"));
    const view = await trackBooking(relative, {});
    expect(view).toMatchObject({
      patient: "测*",
      from: { label: "临海市", district: "331082" },
      quote: { totalFen: quote.totalFen },
      manage: false,
    });
    expect(JSON.stringify(view)).not.toMatch(/测试病人|小区|301|19900009001/);
    expect(await refused(listQuotes(relative, {}))).toEqual({ code: "forbidden", key: "link.read_only" });
    expect(await refused(draftBooking(relative, {}))).toEqual({ code: "forbidden", key: "link.read_only" });
    expect(await refused(repeatBooking(relative, { wanted: between(2000, 2300), swap: false }))).toEqual({
      code: "forbidden",
      key: "booking.code_needed",
    });
    expect(await refused(cancelBooking(relative, { reason: "other", acceptFeeFen: 100_000 }))).toEqual({
      code: "forbidden",
      key: "booking.code_needed",
    });
  });

  it("of another region or booking opens nothing", async () => {
    const { result } = await confirmed(made);
    const elsewhere = contextOf(
      made.db,
      guestOfBooking(result.bookingId, newVisitor(), "track"),
      testNow,
      dongxihu,
    );
    expect((await refused(trackBooking(elsewhere, {}))).code).toBe("not_found");
    const other = contextOf(
      made.db,
      guestOfBooking(result.wayBackId ?? "018f0000-0000-7000-8000-000000000000", newVisitor(), "track"),
    );
    expect((await refused(trackBooking(other, { bookingId: result.bookingId }))).code).toBe("not_found");
  });

  it("goes to a named relative on consent, and ends when that is withdrawn", async () => {
    const { guest, result } = await confirmed(made);
    const share = {
      name: "测试姐姐",
      relation: "sibling" as const,
      phone: "19900009003",
      email: null,
      locale: "zh-CN" as const,
      consent: true as const,
      consentTextVersion: "2026-01",
    };
    expect((await refused(sendBookingLink(guest, share))).key).toBe("booking.code_needed");
    expect((await sendBookingLink(managing(guest), share)).to).toEqual(["199****9003"]);
    const sent = await inTransaction(systemOf(made.db), (tx) => recentMessages(tx, 50));
    expect(
      sent.find(({ template, to }) => template === "tracking_shared" && to === "+8619900009003"),
    ).toBeDefined();
    const { token } = await withdrawConsent(managing(guest), { purpose: "share_with_relative" });
    expect(token).not.toBeNull();
    const [row] = await made.db.owner`select link_generation from booking where id = ${result.bookingId}`;
    expect(row?.link_generation).toBe(2);
    expect((await refused(withdrawConsent(managing(guest), { purpose: "share_with_relative" }))).key).toBe(
      "consent.not_given",
    );
  });
});

it("the hospital that only receives the patient learns no price, also once an operator carries it", async () => {
  const { guest, result, quote } = await confirmed(made);
  const { bookingId } = result;
  const [facility] = await made.db.owner`select org_id from facility where id = ${made.hospital}`;
  const orgId = String(facility?.org_id);
  await made.db.owner`update quote set viewer_orgs = array[${orgId}]::text[] where booking_id = ${bookingId}`;
  const manager = contextOf(made.db, userOf("case_manager", orgId));
  const free = { quote: null, cancellation: { allowed: false, feeFen: 0 } };
  expect(await getBooking(manager, { bookingId })).toMatchObject({
    ...free,
    totalFen: null,
    trackToken: null,
  });
  expect(await trackBooking(manager, { bookingId })).toMatchObject({ ...free, bill: null, payment: null });
  expect((await refused(billingOf(manager, { bookingId }))).code).toBe("not_found");
  expect((await billingOf(guest, { bookingId })).quote?.totalFen).toBe(quote.totalFen);
});

it("an account that is named as crew meets nothing of the booking before its second factor", async () => {
  const { result } = await confirmed(made);
  const { bookingId } = result;
  const actor = userOf("family", null);
  const accountId = actor.kind === "user" ? actor.accountId : "";
  await made.db.owner`update booking set viewer_users = array[${accountId}]::text[] where id = ${bookingId}`;
  for (const verb of [getBooking, trackBooking, billingOf])
    expect((await refused(verb(contextOf(made.db, actor), { bookingId }))).code).toBe("not_found");
});

it("a family follows the bookings of its own account and region", async () => {
  const [mine, other] = [await confirmed(made), await confirmed(made)];
  const actor = userOf("family", null);
  const accountId = actor.kind === "user" ? actor.accountId : "";
  await made.db.owner`update booking set booked_by = ${accountId}, viewer_users = array[${accountId}]::text[]
    where id = ${mine.result.bookingId}`;
  await made.db
    .owner`update booking set viewer_users = array[${accountId}]::text[] where id = ${other.result.bookingId}`;
  expect(await ownBookingIds(contextOf(made.db, actor))).toEqual([mine.result.bookingId]);
  expect(await ownBookingIds(contextOf(made.db, actor, testNow, dongxihu))).toEqual([]);
  expect(await ownBookingIds(mine.guest)).toEqual([]);
});

it("the boarding code is shown to whoever booked, not to everybody the link was handed on to", async () => {
  const { result } = await confirmed(made);
  const { bookingId } = result;
  const sealed = seal("4711", "331000/trip/boarding_code");
  await made.db.owner`
    insert into trip (region_id, id, booking_id, org_id, shift_id, vehicle_id, plate, crew, status,
      boarding_code_sealed, planned_pickup_at, planned_dropoff_at, created_at, viewer_orgs, viewer_users)
    select region_id, gen_random_uuid(), booking_id, operator_id, shift_id, vehicle_id, '浙J·T0009', '[]', 'en_route',
      ${sealed}, planned_pickup_at, planned_dropoff_at, now(), '{}', '{}'
    from quote where booking_id = ${bookingId} and status = 'accepted'`;
  const codeOf = async (link: "draft" | "track", manage: boolean) =>
    (await trackBooking(contextOf(made.db, guestOfBooking(bookingId, newVisitor(), link, manage)), {}))
      .boardingCode;
  expect(await codeOf("track", false)).toBeNull();
  expect(await codeOf("track", true)).toBe("4711");
  expect(await codeOf("draft", false)).toBe("4711");
});
