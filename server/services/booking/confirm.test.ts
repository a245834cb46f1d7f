import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { seedCity } from "@/db/seed/city";
import { facilityId } from "@/db/seed/city/facilities";
import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { inTransaction } from "@/server/scope";
import {
  asGuest,
  asking,
  between,
  contextOf,
  dongxihu,
  guestOfBooking,
  home,
  naming,
  newVisitor,
  testNow,
  userOf,
} from "@/server/test-asking";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { codeAttempts, sendCode } from "../code";
import { releaseHold } from "../dispatch/release-hold";
import { recentMessages } from "../message";
import { acceptQuote } from "../quote/accept";
import { listQuotes } from "../quote/list";
import { assessBooking } from "./assess";
import { cancelBooking } from "./cancel";
import { previewCancellation } from "./cancel-preview";
import { chooseSlot } from "./choose-slot";
import { confirmBooking } from "./confirm";
import { confirmBookingByStaff } from "./confirm-by-staff";
import { draftBooking } from "./draft";
import { getBooking } from "./get";
import { listBookings } from "./list";
import { requestManageCode, verifyManageCode } from "./manage";
import { releaseSlot } from "./release-slot";
import { repeatBooking } from "./repeat";
import { requestConfirmation } from "./request-confirmation";
import { sendBookingLink } from "./send-link";
import { trackBooking } from "./track";
import { withdrawConsent } from "./withdraw-consent";

let db: TestDatabase;
let hospital: string;
beforeAll(async () => {
  db = await testDatabase();
  await seedCity(db.ownerUrl, testNow);
  hospital = facilityId("331000", "tz-hospital");
}, 120_000);
afterAll(() => db.close());
// What one test left held would count against the next: unverified holds together may take a third of an hour.
beforeEach(async () => {
  const left = await db.owner`select booking_id from slot_hold where status = 'live'`;
  for (const { booking_id } of left)
    await inTransaction(system(), (tx) => releaseHold(tx, String(booking_id)));
});

const system = (now = testNow) => contextOf(db, { kind: "system", job: "test" }, now);
const later = (ctx: Context, minutes: number): Context => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + minutes * 60_000),
});
const managing = (ctx: Context): Context =>
  ctx.actor.kind === "guest" ? { ...ctx, actor: { ...ctx.actor, manage: true } } : ctx;

async function refused(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DomainError)) throw error ?? new Error("it was not refused");
  return { code: error.code, key: error.key };
}

let day = 0;
let phones = 0;
/** A phone of its own, so that no test spends another's codes. */
const newPhone = () => `1990000${String(9100 + phones++)}`;
/** A draft with its quotes; each asks for another part of the week, so that the tests do not take one another's slots. */
async function quoted(changes: Parameters<typeof asking>[1] = {}) {
  day = (day + 1) % 6;
  const visitor = contextOf(db, newVisitor());
  const wanted = between(80 + day * 1440, 470 + day * 1440);
  const result = await assessBooking(visitor, asking(hospital, { wanted, ...changes }));
  const guest = asGuest(visitor, result);
  const { quotes, refusal } = await listQuotes(guest, {});
  return { guest, result, quotes, refusal };
}

async function held(changes: Parameters<typeof asking>[1] = {}) {
  const draft = await quoted(changes);
  const first = draft.quotes.find(({ shiftKind }) => shiftKind === "committed");
  if (!first) throw new Error(`no slot: ${JSON.stringify(draft.refusal)}`);
  await chooseSlot(draft.guest, { quoteId: first.id });
  return { ...draft, quote: first };
}

/** The newest code that was sent about a booking, as its reader gets it. */
async function codeFor(bookingId: string): Promise<string> {
  const [row] =
    await db.owner`select id from one_time_code where subject = ${`331000_${bookingId}`} order by created_at desc, id desc limit 1`;
  await sendCode(system(), String(row?.id));
  const sent = await inTransaction(system(), (tx) => recentMessages(tx, 50));
  const found = sent.find(
    ({ data, template }) => template === "sign_in_code" && data.code !== undefined && row !== undefined,
  );
  return String(found?.data.code);
}

async function confirmed(changes: Parameters<typeof asking>[1] = {}) {
  const draft = await held(changes);
  const phone = newPhone();
  await requestConfirmation(draft.guest, naming({ phone }));
  const code = await codeFor(draft.result.bookingId);
  const result = await confirmBooking(draft.guest, { code });
  return { ...draft, token: result.token, phone };
}

const wrong = (code: string) => (code === "000000" ? "111111" : "000000");

describe("quotes", () => {
  it("are three or more, each with its binding price by line and the tariff behind it", async () => {
    const { quotes } = await quoted();
    expect(quotes.length).toBeGreaterThanOrEqual(3);
    for (const quote of quotes) {
      expect(quote.lines.reduce((sum, { fen }) => sum + fen, 0)).toBe(quote.totalFen);
      expect(quote.tariff.code).toBe("taizhou-2025-10");
      expect(quote.expiresAt.getTime()).toBe(testNow.getTime() + 900_000);
    }
    const [row] = await db.owner`select facts, total_fen from quote where id = ${quotes[0]?.id ?? ""}`;
    expect(row?.facts).toMatchObject({ zone: "in_city" });
    expect(row?.total_fen).toBe(quotes[0]?.totalFen);
  });

  it("of a second asking end the first, save the held one", async () => {
    const { guest, quote } = await held();
    await listQuotes(guest, {});
    const rows =
      await db.owner`select id, status from quote where booking_id = ${guest.actor.kind === "guest" ? guest.actor.bookingId : ""}`;
    expect(rows.find(({ id }) => id === quote.id)?.status).toBe("issued");
    expect(rows.filter(({ status }) => status === "superseded").length).toBeGreaterThan(0);
  });

  it("of a round trip have two parts, the way back on its own booking", async () => {
    const { quotes, result } = await quoted({ wanted: between(80, 300), wayBack: between(300, 530) });
    const pair = quotes.find(({ wayBack }) => wayBack !== null);
    expect(pair?.wayBack?.lines.every(({ part }) => part === "return")).toBe(true);
    expect(pair?.lines.every(({ part }) => part === "out")).toBe(true);
    const [back] =
      await db.owner`select booking_id, total_fen from quote where booking_id = ${result.wayBackId} and total_fen = ${pair?.wayBack?.totalFen ?? -1}`;
    expect(back).toBeDefined();
  });

  it("are refused before a ride was decided", async () => {
    const visitor = contextOf(db, newVisitor());
    const result = await assessBooking(visitor, asking(hospital, { callerParty: "not_with_patient" }));
    expect(await refused(listQuotes(asGuest(visitor, result), {}))).toEqual({
      code: "conflict",
      key: "quote.not_ready",
    });
  });

  it("name the reasons and the next steps where nothing fits", async () => {
    const { quotes, refusal } = await quoted({
      wanted: between(870, 930),
      patient: { mobility: "bariatric_stretcher", weightKg: 290, birthYear: null, patientId: null },
    });
    expect(quotes).toEqual([]);
    expect(refusal?.reasons.length).toBeGreaterThan(0);
    expect(refusal).toMatchObject({
      hotline: "96120",
      otherDay: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    });
  });

  it("end after a quarter of an hour", async () => {
    const { guest, quotes } = await quoted();
    const id = quotes[0]?.id ?? "";
    expect(await refused(chooseSlot(later(guest, 16), { quoteId: id }))).toEqual({
      code: "expired",
      key: "quote.expired",
    });
    expect(await refused(inTransaction(later(guest, 16), (tx) => acceptQuote(tx, id)))).toEqual({
      code: "expired",
      key: "quote.expired",
    });
  });

  it("of another booking are not found", async () => {
    const [one, other] = [await quoted(), await quoted()];
    expect(await refused(chooseSlot(one.guest, { quoteId: other.quotes[0]?.id ?? "" }))).toEqual({
      code: "not_found",
      key: "quote.not_found",
    });
  });
});

describe("the code", () => {
  it("confirms: the quote is accepted, names are sealed, consents kept, the booker told", async () => {
    const { result, quote, token, phone } = await confirmed();
    expect(token).toMatch(/^331000_/);
    const [row] = await db.owner`select * from booking where id = ${result.bookingId}`;
    expect(row?.confirmed_at).not.toBeNull();
    expect(row?.patient_name_sealed).not.toContain("测试病人");
    const [accepted] = await db.owner`select status from quote where id = ${quote.id}`;
    expect(accepted?.status).toBe("accepted");
    const consents =
      await db.owner`select purpose from consent where booking_id = ${result.bookingId} order by purpose`;
    expect(consents.map(({ purpose }) => purpose)).toEqual(["location_tracking", "transfer_health_data"]);
    const sent = await inTransaction(system(), (tx) => recentMessages(tx, 50));
    const told = sent.find(
      ({ template, data }) => template === "booking_confirmed" && data.bookingNumber === result.number,
    );
    expect(told).toMatchObject({ channel: "sms", to: `+86${phone}` });
    expect(told?.data.totalFen).toBe(quote.totalFen);
    // A home is told by its district only: mail and messages lie open.
    expect(told?.data.from).toBe("临海市");
  });

  it("counts every try, locks after five, and nothing is confirmed", async () => {
    const { guest, result } = await held();
    await requestConfirmation(guest, naming({ phone: newPhone() }));
    const code = await codeFor(result.bookingId);
    for (let left = codeAttempts - 1; left > 0; left--) {
      const error = await confirmBooking(guest, { code: wrong(code) }).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ key: "code.wrong", data: { attemptsLeft: left } });
    }
    expect(await refused(confirmBooking(guest, { code: wrong(code) }))).toEqual({
      code: "too_many",
      key: "code.locked",
    });
    expect(await refused(confirmBooking(guest, { code }))).toEqual({ code: "too_many", key: "code.locked" });
    expect((await draftBooking(guest, {})).status).toBe("held");
  });

  it("cannot be guessed faster in parallel", async () => {
    const { guest, result } = await held();
    await requestConfirmation(guest, naming({ phone: newPhone() }));
    const code = await codeFor(result.bookingId);
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => refused(confirmBooking(guest, { code: wrong(code) }))),
    );
    expect(tries.filter(({ key }) => key === "code.wrong").length).toBeLessThanOrEqual(codeAttempts - 1);
    const [row] =
      await db.owner`select attempts from one_time_code where subject = ${`331000_${result.bookingId}`}`;
    expect(row?.attempts).toBe(codeAttempts);
  });

  it("ends after ten minutes, and an earlier one when a new one is asked for", async () => {
    const { guest, result } = await held();
    const phone = newPhone();
    await requestConfirmation(guest, naming({ phone }));
    const first = await codeFor(result.bookingId);
    expect(await refused(confirmBooking(later(guest, 11), { code: first }))).toEqual({
      code: "expired",
      key: "code.expired",
    });
    await requestConfirmation(later(guest, 1), naming({ phone }));
    const second = await codeFor(result.bookingId);
    const stale = first === second ? wrong(second) : first;
    expect((await refused(confirmBooking(later(guest, 1), { code: stale }))).key).toBe("code.wrong");
  });

  it("is not sent without end to one contact", async () => {
    const { guest } = await held();
    const phone = "19900009777";
    for (let sent = 0; sent < 5; sent++) await requestConfirmation(guest, naming({ phone }));
    expect(await refused(requestConfirmation(guest, naming({ phone })))).toEqual({
      code: "too_many",
      key: "rate.too_many",
    });
  });

  it("is asked for before anything is confirmed, and names too", async () => {
    const { guest } = await held();
    expect(await refused(confirmBooking(guest, {}))).toEqual({ code: "bad_input", key: "code.needed" });
  });
});

describe("confirming", () => {
  it("twice at the same time books once", async () => {
    const { guest, result } = await held();
    await requestConfirmation(guest, naming({ phone: newPhone() }));
    await db.owner`update booking set contact_verified_at = ${testNow} where id = ${result.bookingId}`;
    const both = await Promise.allSettled([
      confirmBooking(guest, {}),
      confirmBooking(guest, {}),
      confirmBooking(guest, {}),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const lost of both)
      if (lost.status === "rejected") expect(lost.reason).toMatchObject({ code: "conflict" });
    const accepted =
      await db.owner`select id from quote where booking_id = ${result.bookingId} and status = 'accepted'`;
    expect(accepted).toHaveLength(1);
  });

  it("again is a conflict; after the hold ran out the booker chooses again, without a second code", async () => {
    const done = await confirmed();
    expect(await refused(confirmBooking(done.guest, {}))).toEqual({
      code: "conflict",
      key: "booking.already_confirmed",
    });
    const { guest, result } = await held();
    await requestConfirmation(guest, naming({ phone: newPhone() }));
    const code = await codeFor(result.bookingId);
    expect(await refused(confirmBooking(later(guest, 6), { code }))).toEqual({
      code: "expired",
      key: "hold.expired",
    });
    const again = await listQuotes(later(guest, 6), {});
    await chooseSlot(later(guest, 6), { quoteId: again.quotes[0]?.id ?? "" });
    expect((await confirmBooking(later(guest, 7), {})).number).toBe(result.number);
  });

  it("wants a right identity number with the field named", async () => {
    const { guest } = await held();
    const error = await requestConfirmation(guest, naming({ idNumber: "110101209901011237" })).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: "bad_input", data: { field: "idNumber" } });
  });

  it("by a hospital needs no code and shows the booking on its board; another hospital meets nothing", async () => {
    const [own] = await db.owner`select org_id from facility where id = ${hospital}`;
    const [other] =
      await db.owner`select id from organization where region_id = '331000' and type = 'hospital' and id <> ${own?.org_id}`;
    const manager = contextOf(db, userOf("case_manager", String(own?.org_id)));
    const answers = { now: ["none"], care: ["none"], infection: ["none"], vital_signs: "normal" };
    const wanted = between(80 + 1440 * 3, 470 + 1440 * 3);
    const input = asking(hospital, {
      callerParty: "case_manager",
      answers,
      wanted,
      from: { ...asking(hospital).to },
      to: home,
    });
    const drafted = await assessBooking(manager, input);
    expect(drafted).toMatchObject({ outcome: "accessible_ride", token: null });
    const { quotes } = await listQuotes(manager, { bookingId: drafted.bookingId });
    await chooseSlot(manager, { bookingId: drafted.bookingId, quoteId: quotes[0]?.id ?? "" });
    const { codeBy: _, ...people } = naming({ relation: "hospital" });
    await confirmBookingByStaff(manager, { ...people, bookingId: drafted.bookingId });
    const board = await listBookings(manager, { direction: "departures", stage: "confirmed", limit: 50 });
    expect(board.rows.find(({ id }) => id === drafted.bookingId)).toMatchObject({
      patient: "测*",
      totalFen: quotes[0]?.totalFen,
    });
    const full = await getBooking(manager, { bookingId: drafted.bookingId });
    expect(full).toMatchObject({ patient: "测试病人", to: { detail: "2 单元 301" } });
    const reads =
      await db.owner`select id from audit where verb = 'booking.get' and booking_id = ${drafted.bookingId}`;
    expect(reads).toHaveLength(1);
    const stranger = contextOf(db, userOf("case_manager", String(other?.id)));
    for (const verb of [getBooking, trackBooking, previewCancellation, draftBooking]) {
      expect((await refused(verb(stranger, { bookingId: drafted.bookingId }))).code).toBe("not_found");
    }
    const regulator = contextOf(db, userOf("regulator", null));
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
});

describe("a tracking link", () => {
  it("shows nothing sensitive and changes nothing", async () => {
    const { result, quote } = await confirmed();
    const relative = contextOf(db, guestOfBooking(result.bookingId, newVisitor(), "track"));
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
    const { result } = await confirmed();
    const elsewhere = contextOf(
      db,
      guestOfBooking(result.bookingId, newVisitor(), "track"),
      testNow,
      dongxihu,
    );
    expect((await refused(trackBooking(elsewhere, {}))).code).toBe("not_found");
    const other = contextOf(
      db,
      guestOfBooking(result.wayBackId ?? "018f0000-0000-7000-8000-000000000000", newVisitor(), "track"),
    );
    expect((await refused(trackBooking(other, { bookingId: result.bookingId }))).code).toBe("not_found");
  });

  it("goes to a named relative on consent, and ends when that is withdrawn", async () => {
    const { guest, result } = await confirmed();
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
    const sent = await inTransaction(system(), (tx) => recentMessages(tx, 50));
    expect(
      sent.find(({ template, to }) => template === "tracking_shared" && to === "+8619900009003"),
    ).toBeDefined();
    const { token } = await withdrawConsent(managing(guest), { purpose: "share_with_relative" });
    expect(token).not.toBeNull();
    const [row] = await db.owner`select link_generation from booking where id = ${result.bookingId}`;
    expect(row?.link_generation).toBe(2);
    expect((await refused(withdrawConsent(managing(guest), { purpose: "share_with_relative" }))).key).toBe(
      "consent.not_given",
    );
  });
});

describe("cancelling", () => {
  it("is free long before, frees the slot, and cannot be done twice", async () => {
    const { guest, result } = await confirmed({ wanted: between(80 + 1440 * 5, 470 + 1440 * 5) });
    expect(await previewCancellation(guest, {})).toMatchObject({ allowed: true, feeFen: 0, code: "free" });
    await cancelBooking(managing(guest), { reason: "not_ready", acceptFeeFen: 0 });
    const claims = await db.owner`select id from claim where booking_id = ${result.bookingId}`;
    expect(claims).toHaveLength(0);
    expect((await trackBooking(guest, {})).status).toBe("cancelled");
    expect(await refused(cancelBooking(managing(guest), { reason: "not_ready", acceptFeeFen: 0 }))).toEqual({
      code: "conflict",
      key: "booking.cancelled",
    });
  });

  it("shortly before costs the fee that was shown, never an unseen one", async () => {
    const { guest, quote, result } = await confirmed();
    const hourBefore = { ...managing(guest), now: new Date(quote.pickupFrom.getTime() - 3_600_000) };
    const preview = await previewCancellation(hourBefore, {});
    expect(preview).toMatchObject({ code: "late_cancellation", demonstration: true });
    expect(preview.feeFen).toBeGreaterThan(0);
    expect(
      await refused(cancelBooking(hourBefore, { reason: "other", acceptFeeFen: preview.feeFen - 1 })),
    ).toEqual({ code: "conflict", key: "booking.fee_changed" });
    await cancelBooking(hourBefore, { reason: "other", acceptFeeFen: preview.feeFen });
    const [row] = await db.owner`select cancel_fee_fen from booking where id = ${result.bookingId}`;
    expect(row?.cancel_fee_fen).toBe(preview.feeFen);
  });

  it("by link takes a code to the booker's own contact", async () => {
    const { guest, result, phone } = await confirmed();
    expect(await requestManageCode(guest, {})).toMatchObject({
      to: `199****${phone.slice(-4)}`,
      channel: "phone",
    });
    const code = await codeFor(result.bookingId);
    const { manageToken, until } = await verifyManageCode(guest, { code });
    expect(manageToken).toMatch(/^\d+\./);
    expect(until.getTime()).toBeGreaterThan(testNow.getTime());
    expect((await refused(verifyManageCode(guest, { code }))).key).toBe("code.expired");
  });

  it("of a draft gives the slot back without a code", async () => {
    const { guest, result } = await held();
    await releaseSlot(guest, {});
    expect((await draftBooking(guest, {})).hold).toBeNull();
    await cancelBooking(guest, { reason: "mistake", acceptFeeFen: 0 });
    const [row] = await db.owner`select cancelled_at from booking where id = ${result.bookingId}`;
    expect(row?.cancelled_at).not.toBeNull();
  });
});

it("a booking is asked again with its old answers, judged by today's rules", async () => {
  const { guest, result } = await confirmed();
  const again = await repeatBooking(guest, { wanted: between(2000, 2300), swap: true });
  expect(again.bookingId).not.toBe(result.bookingId);
  const [row] =
    await db.owner`select from_facility_id, repeat_of_id, patient_name_sealed, confirmed_at from booking where id = ${again.bookingId}`;
  expect(row).toMatchObject({
    from_facility_id: hospital,
    repeat_of_id: result.bookingId,
    confirmed_at: null,
  });
  expect(row?.patient_name_sealed).not.toBeNull();
});
