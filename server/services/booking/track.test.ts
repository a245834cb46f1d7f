import { describe, expect, it } from "vitest";
import { inTransaction } from "@/server/scope";
import { cancelBooking } from "@/server/services/booking/cancel";
import { sendBookingLink } from "@/server/services/booking/send-link";
import { trackBooking } from "@/server/services/booking/track";
import { withdrawConsent } from "@/server/services/booking/withdraw-consent";
import { recentMessages } from "@/server/services/message";
import { listQuotes } from "@/server/services/quote/list";
import { contextOf, dongxihu, guestOfBooking, newVisitor, testNow } from "@/server/test-asking";
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
