import { describe, expect, it } from "vitest";
import { inTransaction } from "@/server/scope";
import { requestSignInCode } from "@/server/services/account/request-code";
import { confirmBooking } from "@/server/services/booking/confirm";
import { draftBooking } from "@/server/services/booking/draft";
import { requestConfirmation } from "@/server/services/booking/request-confirmation";
import { codeAttempts } from "@/server/services/code";
import { recentMessages } from "@/server/services/message";
import { contextOf, naming, userOf } from "@/server/test-asking";
import {
  codeFor,
  confirmed,
  held,
  later,
  newPhone,
  refused,
  systemOf,
  testBookings,
  wrongCode,
} from "@/server/test-booking";

const made = testBookings();

describe("the code", () => {
  it("confirms: the quote is accepted, names are sealed, consents kept, the booker told", async () => {
    const { result, quote, token, phone } = await confirmed(made);
    expect(token).toMatch(/^331000_/);
    const [row] = await made.db.owner`select * from booking where id = ${result.bookingId}`;
    expect(row?.confirmed_at).not.toBeNull();
    expect(row?.patient_name_sealed).not.toContain("测试病人");
    const [accepted] = await made.db.owner`select status from quote where id = ${quote.id}`;
    expect(accepted?.status).toBe("accepted");
    const consents = await made.db
      .owner`select purpose from consent where booking_id = ${result.bookingId} order by purpose`;
    expect(consents.map(({ purpose }) => purpose)).toEqual(["location_tracking", "transfer_health_data"]);
    const sent = await inTransaction(systemOf(made.db), (tx) => recentMessages(tx, 50));
    const told = sent.find(
      ({ template, data }) => template === "booking_confirmed" && data.bookingNumber === result.number,
    );
    expect(told).toMatchObject({ channel: "sms", to: `+86${phone}` });
    expect(told?.data.totalFen).toBe(quote.totalFen);
    // A home is told by its district only: mail and messages lie open.
    expect(told?.data.from).toBe("临海市");
  });

  it("counts every try, locks after five, and nothing is confirmed", async () => {
    const { guest, result } = await held(made);
    await requestConfirmation(guest, naming({ phone: newPhone() }));
    const code = await codeFor(made, result.bookingId);
    for (let left = codeAttempts - 1; left > 0; left--) {
      const error = await confirmBooking(guest, { code: wrongCode(code) }).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ key: "code.wrong", data: { attemptsLeft: left } });
    }
    expect(await refused(confirmBooking(guest, { code: wrongCode(code) }))).toEqual({
      code: "too_many",
      key: "code.locked",
    });
    expect(await refused(confirmBooking(guest, { code }))).toEqual({ code: "too_many", key: "code.locked" });
    expect((await draftBooking(guest, {})).status).toBe("held");
  });

  it("cannot be guessed faster in parallel", async () => {
    const { guest, result } = await held(made);
    await requestConfirmation(guest, naming({ phone: newPhone() }));
    const code = await codeFor(made, result.bookingId);
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => refused(confirmBooking(guest, { code: wrongCode(code) }))),
    );
    expect(tries.filter(({ key }) => key === "code.wrong").length).toBeLessThanOrEqual(codeAttempts - 1);
    const [row] = await made.db
      .owner`select attempts from one_time_code where subject = ${`331000_${result.bookingId}`}`;
    expect(row?.attempts).toBe(codeAttempts);
  });

  it("proves no contact that was put in its place while it was tried", async () => {
    const { guest, result } = await held(made);
    const { bookingId } = result;
    await requestConfirmation(guest, naming({ phone: newPhone() }));
    const code = await codeFor(made, bookingId);
    const tried = await made.db.owner.begin(async (sql) => {
      await sql`select id from one_time_code where subject = ${`331000_${bookingId}`} for update`;
      const work = refused(confirmBooking(guest, { code }));
      await new Promise((done) => setTimeout(done, 500));
      await made.db.owner`update booking set booker_phone_sealed = 'another' where id = ${bookingId}`;
      return { work };
    });
    expect(await tried.work).toEqual({ code: "bad_input", key: "code.needed" });
    const [row] = await made.db
      .owner`select confirmed_at, contact_verified_at from booking where id = ${bookingId}`;
    expect(row).toEqual({ confirmed_at: null, contact_verified_at: null });
  });

  it("ends after ten minutes, and an earlier one when a new one is asked for", async () => {
    const { guest, result } = await held(made);
    const phone = newPhone();
    await requestConfirmation(guest, naming({ phone }));
    const first = await codeFor(made, result.bookingId);
    expect(await refused(confirmBooking(later(guest, 11), { code: first }))).toEqual({
      code: "expired",
      key: "code.expired",
    });
    await requestConfirmation(later(guest, 1), naming({ phone }));
    const second = await codeFor(made, result.bookingId);
    const stale = first === second ? wrongCode(second) : first;
    expect((await refused(confirmBooking(later(guest, 1), { code: stale }))).key).toBe("code.wrong");
  });

  it("is not sent without end to one contact", async () => {
    const { guest } = await held(made);
    const phone = "19900009777";
    for (let sent = 0; sent < 5; sent++) await requestConfirmation(guest, naming({ phone }));
    expect(await refused(requestConfirmation(guest, naming({ phone })))).toEqual({
      code: "too_many",
      key: "rate.too_many",
    });
  });

  it("is not sent to everybody's contact by one account either", async () => {
    const account = contextOf(made.db, userOf("family", null));
    const ask = (n: number) =>
      requestSignInCode(account, { contact: `somebody${n}@example.org`, locale: "zh-CN" });
    for (let sent = 0; sent < 30; sent++) await ask(sent);
    expect(await refused(ask(30))).toEqual({ code: "too_many", key: "rate.too_many" });
  });

  it("is asked for before anything is confirmed, and names too", async () => {
    const { guest } = await held(made);
    expect(await refused(confirmBooking(guest, {}))).toEqual({ code: "bad_input", key: "code.needed" });
  });
});
