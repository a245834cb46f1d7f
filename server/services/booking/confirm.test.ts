import { describe, expect, it } from "vitest";
import { assessBooking } from "@/server/services/booking/assess";
import { cancelBooking } from "@/server/services/booking/cancel";
import { previewCancellation } from "@/server/services/booking/cancel-preview";
import { chooseSlot } from "@/server/services/booking/choose-slot";
import { confirmBooking } from "@/server/services/booking/confirm";
import { confirmBookingByStaff } from "@/server/services/booking/confirm-by-staff";
import { draftBooking } from "@/server/services/booking/draft";
import { getBooking } from "@/server/services/booking/get";
import { listBookings } from "@/server/services/booking/list";
import { renewSlot } from "@/server/services/booking/renew-slot";
import { requestConfirmation } from "@/server/services/booking/request-confirmation";
import { trackBooking } from "@/server/services/booking/track";
import { listQuotes } from "@/server/services/quote/list";
import { asking, between, contextOf, home, inMinutes, naming, testNow, userOf } from "@/server/test-asking";
import {
  codeFor,
  confirmed,
  held,
  later,
  managing,
  newPhone,
  refused,
  testBookings,
} from "@/server/test-booking";

const made = testBookings();

describe("confirming", () => {
  it("twice at the same time books once", async () => {
    const { guest, result } = await held(made);
    await requestConfirmation(guest, naming({ phone: newPhone() }));
    await made.db.owner`update booking set contact_verified_at = ${testNow} where id = ${result.bookingId}`;
    const both = await Promise.allSettled([
      confirmBooking(guest, {}),
      confirmBooking(guest, {}),
      confirmBooking(guest, {}),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const lost of both)
      if (lost.status === "rejected") expect(lost.reason).toMatchObject({ code: "conflict" });
    const accepted = await made.db
      .owner`select id from quote where booking_id = ${result.bookingId} and status = 'accepted'`;
    expect(accepted).toHaveLength(1);
  });

  it("again is a conflict; after the hold ran out the booker chooses again, without a second code", async () => {
    const done = await confirmed(made);
    expect(await refused(confirmBooking(done.guest, {}))).toEqual({
      code: "conflict",
      key: "booking.already_confirmed",
    });
    const { guest, result } = await held(made);
    await requestConfirmation(guest, naming({ phone: newPhone() }));
    const code = await codeFor(made, result.bookingId);
    expect(await refused(confirmBooking(later(guest, 6), { code }))).toEqual({
      code: "expired",
      key: "hold.expired",
    });
    const again = await listQuotes(later(guest, 6), {});
    await chooseSlot(later(guest, 6), { quoteId: again.quotes[0]?.id ?? "" });
    expect((await confirmBooking(later(guest, 7), {})).number).toBe(result.number);
  });

  it("wants a code for a phone that was changed after another one was proved", async () => {
    const { guest, result } = await held(made);
    await requestConfirmation(guest, naming({ phone: newPhone() }));
    await made.db.owner`update booking set contact_verified_at = ${testNow} where id = ${result.bookingId}`;
    const wanted = between(80 + 1440 * 2, 1500 + 1440 * 2);
    await assessBooking(guest, asking(made.hospital, { wanted, callerPhone: newPhone() }));
    const [quote] = (await listQuotes(guest, {})).quotes;
    await chooseSlot(guest, { quoteId: quote?.id ?? "" });
    expect(await refused(confirmBooking(guest, {}))).toEqual({ code: "bad_input", key: "code.needed" });
  });

  it("wants a right identity number with the field named", async () => {
    const { guest } = await held(made);
    const error = await requestConfirmation(guest, naming({ idNumber: "110101209901011237" })).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: "bad_input", data: { field: "idNumber" } });
  });

  it("by a hospital needs no code and shows the booking on its board; another hospital meets nothing", async () => {
    const [own] = await made.db.owner`select org_id from facility where id = ${made.hospital}`;
    const [other] = await made.db
      .owner`select id from organization where region_id = '331000' and type = 'hospital' and id <> ${own?.org_id}`;
    const manager = contextOf(made.db, userOf("case_manager", String(own?.org_id)));
    const answers = { now: ["none"], care: ["none"], infection: ["none"], vital_signs: "normal" };
    const wanted = between(80 + 1440 * 3, 1500 + 1440 * 3);
    const input = asking(made.hospital, {
      callerParty: "case_manager",
      answers,
      wanted,
      from: { ...asking(made.hospital).to },
      to: home,
    });
    const drafted = await assessBooking(manager, input);
    expect(drafted).toMatchObject({ outcome: "accessible_ride", token: null });
    const { quotes } = await listQuotes(manager, { bookingId: drafted.bookingId });
    await chooseSlot(manager, { bookingId: drafted.bookingId, quoteId: quotes[0]?.id ?? "" });
    const { codeBy: _, ...people } = naming({ relation: "hospital" });
    await confirmBookingByStaff(manager, { ...people, bookingId: drafted.bookingId });
    const fromDay = inMinutes(0).slice(0, 10);
    const board = await listBookings(manager, {
      direction: "departures",
      stage: "confirmed",
      fromDay,
      limit: 200,
    });
    expect(board.rows.find(({ id }) => id === drafted.bookingId)).toMatchObject({
      patient: "测*",
      totalFen: quotes[0]?.totalFen,
    });
    const full = await getBooking(manager, { bookingId: drafted.bookingId });
    expect(full).toMatchObject({ patient: "测试病人", to: { detail: "2 单元 301" } });
    const reads = await made.db
      .owner`select id from audit where verb = 'booking.get' and booking_id = ${drafted.bookingId}`;
    expect(reads).toHaveLength(1);
    const stranger = contextOf(made.db, userOf("case_manager", String(other?.id)));
    for (const verb of [getBooking, trackBooking, previewCancellation, draftBooking]) {
      expect((await refused(verb(stranger, { bookingId: drafted.bookingId }))).code).toBe("not_found");
    }
    const regulator = contextOf(made.db, userOf("regulator", null));
    expect(await getBooking(regulator, { bookingId: drafted.bookingId })).toMatchObject({
      patient: "测*",
      to: { label: "临海市", detail: "" },
      trackToken: null,
    });
    expect(
      (
        await refused(
          cancelBooking(regulator, { bookingId: drafted.bookingId, reason: "other", acceptFeeFen: 0 }),
        )
      ).code,
    ).toBe("not_found");
  });

  it("of a round trip confirms both ways or none, in the same names", async () => {
    const draft = await held(made, { wanted: between(1520, 2100), wayBack: between(2200, 3500) });
    const back = draft.result.wayBackId;
    await requestConfirmation(draft.guest, naming({ phone: newPhone() }));
    await confirmBooking(draft.guest, { code: await codeFor(made, draft.result.bookingId) });
    const rows = await made.db
      .owner`select id, confirmed_at, patient_name_sealed from booking where id in (${draft.result.bookingId}, ${back})`;
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row.confirmed_at && row.patient_name_sealed).toBeTruthy();
    const accepted = await made.db
      .owner`select booking_id, total_fen from quote where status = 'accepted' and booking_id in (${draft.result.bookingId}, ${back})`;
    expect(accepted.find(({ booking_id }) => booking_id === back)?.total_fen).toBe(
      draft.quote.wayBack?.totalFen,
    );
    await cancelBooking(managing(draft.guest), { reason: "hospital_changed", acceptFeeFen: 100_000 });
    const [left] = await made.db
      .owner`select count(*)::int as claims from claim where booking_id in (${draft.result.bookingId}, ${back})`;
    expect(left?.claims).toBe(0);
  });

  it("extends the hold once, for a proved contact only", async () => {
    const { guest, result } = await held(made);
    expect(await refused(renewSlot(guest, {}))).toEqual({ code: "bad_input", key: "code.needed" });
    await made.db.owner`update booking set contact_verified_at = ${testNow} where id = ${result.bookingId}`;
    const renewed = await renewSlot(later(guest, 2), {});
    expect(renewed.expiresAt.getTime()).toBe(testNow.getTime() + 420_000);
    expect(await refused(renewSlot(later(guest, 3), {}))).toEqual({ code: "conflict", key: "hold.renewed" });
  });
});
