import { describe, expect, it } from "vitest";
import { inTransaction } from "@/server/scope";
import {
  asGuest,
  asking,
  between,
  contextOf,
  dongxihu,
  guestOfBooking,
  home,
  inMinutes,
  newVisitor,
  testNow,
  userOf,
} from "@/server/test-asking";
import { refused, testBookings } from "@/server/test-booking";
import { acknowledgeHandover } from "../emergency/acknowledge";
import { escalateEmergency } from "../emergency/notify";
import { getHandover, listHandovers } from "../emergency/read";
import { assessBooking } from "./assess";
import { draftBooking } from "./draft";

const made = testBookings();

const visitor = (now = testNow) => contextOf(made.db, newVisitor(), now);
const danger = { now: ["breathing"], long_standing: ["none"], infection: ["none"] };

describe("a clear case", () => {
  it("gets a ride with its needs, the rule version behind it and a draft link", async () => {
    const result = await assessBooking(visitor(), asking(made.hospital));
    expect(result.outcome).toBe("accessible_ride");
    expect(result.needs?.vehicleClasses).toContain("stretcher_basic");
    expect(result.token).toMatch(/^331000_/);
    expect(result.number).toMatch(/^\d{2}-\d{6}$/);
    expect(result.rule).toMatchObject({ code: expect.any(String), reviewed: false });
    const [row] = await made.db.owner`select * from booking where id = ${result.bookingId}`;
    expect(row?.from_district).toBe("331082");
    expect(row?.from_lat).toBe(28.851);
    expect(row?.from_sealed).not.toContain("小区");
    const [kept] = await made.db
      .owner`select outcome, rule_version_id, answers from assessment where booking_id = ${result.bookingId}`;
    expect(kept).toMatchObject({ outcome: "accessible_ride", rule_version_id: result.rule.id });
  });

  it("takes point and district of a facility from its own row, whatever the browser says", async () => {
    const input = asking(made.hospital);
    const result = await assessBooking(visitor(), { ...input, to: { ...input.to, lat: 31.2, lon: 121.4 } });
    const [row] = await made.db.owner`select to_lat, to_district from booking where id = ${result.bookingId}`;
    expect(row).toMatchObject({ to_lat: 28.8515, to_district: "331082" });
  });

  it("is assessed anew on its draft link, keeping number and both assessments", async () => {
    const ctx = visitor();
    const first = await assessBooking(ctx, asking(made.hospital));
    const again = await assessBooking(
      asGuest(ctx, first),
      asking(made.hospital, {
        patient: { mobility: "wheelchair", weightKg: 70, birthYear: null, patientId: null },
      }),
    );
    expect(again.number).toBe(first.number);
    const rows = await made.db.owner`select id from assessment where booking_id = ${first.bookingId}`;
    expect(rows).toHaveLength(2);
  });

  it("books the way back as a booking of its own", async () => {
    const wayBack = between(350, 530);
    const result = await assessBooking(visitor(), asking(made.hospital, { wayBack }));
    const [back] = await made.db.owner`select * from booking where id = ${result.wayBackId}`;
    expect(back).toMatchObject({
      outward_id: result.bookingId,
      to_district: "331082",
      from_facility_id: made.hospital,
    });
  });
});

describe("a red flag", () => {
  it("hands over to 120 with a record, a reference, and a call back within two minutes", async () => {
    const result = await assessBooking(
      visitor(),
      asking(made.hospital, { answers: danger, callerPhone: "19900009002" }),
    );
    expect(result.outcome).toBe("handoff_120");
    expect(result.emergency?.reference).toMatch(/^\d{2}-\d{6}$/);
    expect(result.emergency?.callBackBy?.getTime()).toBe(testNow.getTime() + 120_000);
    const [call] = await made.db
      .owner`select reason, phone_sealed from callback where booking_id = ${result.bookingId}`;
    expect(call?.reason).toBe("handoff_120");
    expect(call?.phone_sealed).not.toContain("19900009002");
    const jobs = await made.db
      .owner`select name from pgboss.job where data->>'handoverId' = ${result.emergency?.id ?? ""} order by name`;
    expect(jobs.map(({ name }) => name)).toEqual(["escalate-emergency", "notify-emergency"]);
  });

  it("passes checks that would stop a ride: a past time and both ends far away", async () => {
    const far = { ...home, lat: 39.9, lon: 116.4 };
    const input = asking(made.hospital, {
      answers: danger,
      from: far,
      to: { ...far, lat: 39.95 },
      wanted: between(-9000, -8940),
    });
    expect((await assessBooking(visitor(), input)).outcome).toBe("handoff_120");
  });

  it("sends a changed answer to a clinician, never straight to a ride", async () => {
    const ctx = visitor();
    const first = await assessBooking(ctx, asking(made.hospital, { answers: danger }));
    const second = await assessBooking(asGuest(ctx, first), asking(made.hospital));
    expect(second.outcome).toBe("clinician_review");
    expect(second.reasons.map(({ ruleId }) => ruleId)).toEqual(["needs_after_red_flag"]);
    expect(second.needs).toBeNull();
  });

  it("becomes an alarm when nobody took it, and is taken once by a named person", async () => {
    const result = await assessBooking(visitor(), asking(made.hospital, { answers: danger }));
    const handoverId = result.emergency?.id ?? "";
    const later = new Date(testNow.getTime() + 60_000);
    await escalateEmergency(
      contextOf(made.db, { kind: "system", job: "escalate-emergency" }, later),
      handoverId,
    );
    const [org] = await made.db
      .owner`select id from organization where region_id = '331000' and type = 'call_centre'`;
    const seat = contextOf(made.db, userOf("seat", String(org?.id)), later);
    const listed = await listHandovers(seat, { open: true });
    expect(listed.find(({ id }) => id === handoverId)).toMatchObject({
      status: "escalated",
      place: { detail: "2 单元 301" },
    });
    const taken = await acknowledgeHandover(seat, { handoverId, by: "120 王调度" });
    expect(taken).toMatchObject({ status: "acknowledged", acknowledgedBy: "120 王调度" });
    expect(await refused(acknowledgeHandover(seat, { handoverId, by: "别人" }))).toEqual({
      code: "conflict",
      key: "emergency.already_acknowledged",
    });
    const other = contextOf(made.db, userOf("seat", String(org?.id)), later, dongxihu);
    expect(await refused(getHandover(other, { handoverId }))).toEqual({
      code: "not_found",
      key: "emergency.not_found",
    });
  });
});

describe("an unclear case", () => {
  const oxygen = { now: ["none"], long_standing: ["home_oxygen"], infection: ["none"] };

  it("waits for a clinician within 15 minutes in hours", async () => {
    const result = await assessBooking(visitor(), asking(made.hospital, { answers: oxygen }));
    expect(result.outcome).toBe("clinician_review");
    expect(result.review).toMatchObject({
      status: "open",
      inHours: true,
      dueAt: new Date(testNow.getTime() + 900_000),
    });
    const [row] = await made.db
      .owner`select status, reasons from review where booking_id = ${result.bookingId}`;
    expect(row).toMatchObject({ status: "open" });
  });

  it("says when at night", async () => {
    const night = new Date(inMinutes(950));
    const wanted = between(1520, 1900);
    const result = await assessBooking(visitor(night), asking(made.hospital, { answers: oxygen, wanted }));
    expect(result.review?.inHours).toBe(false);
    expect(result.review?.dueAt.getTime()).toBeGreaterThan(night.getTime() + 3_600_000);
  });

  it("goes to a clinician when the caller is not with the patient", async () => {
    const result = await assessBooking(visitor(), asking(made.hospital, { callerParty: "not_with_patient" }));
    expect(result.outcome).toBe("clinician_review");
  });
});

describe("input that cannot be", () => {
  const keyOf = (changes: Parameters<typeof asking>[1]) =>
    refused(assessBooking(visitor(), asking(made.hospital, changes)));
  const far = { ...home, lat: 39.9, lon: 116.4 };

  it.each([
    ["a past day", { wanted: between(-1390, -1270) }, "booking.past"],
    ["a day too far ahead", { wanted: between(90 * 1440, 90 * 1440 + 120) }, "booking.too_far_ahead"],
    ["both ends outside", { from: far, to: { ...far, lat: 39.95 } }, "booking.both_outside"],
    ["the same place twice", { to: { ...home } }, "booking.same_place"],
    ["more than 800 km", { to: far }, "booking.too_far"],
    [
      "a family answering as made.hospital staff",
      { callerParty: "case_manager" as const },
      "booking.caller_party",
    ],
    ["an open question", { answers: { now: ["none"] } }, "triage.unanswered"],
  ])("%s", async (_, changes, key) => {
    expect(await keyOf(changes)).toEqual({ code: "bad_input", key });
  });

  it("somebody else's draft", async () => {
    const first = await assessBooking(visitor(), asking(made.hospital));
    const family = contextOf(made.db, userOf("family", null));
    expect(
      await refused(assessBooking(family, asking(made.hospital, { bookingId: first.bookingId }))),
    ).toEqual({
      code: "not_found",
      key: "booking.not_found",
    });
    const elsewhere = contextOf(made.db, guestOfBooking(first.bookingId), testNow, dongxihu);
    expect(await refused(draftBooking(elsewhere, {}))).toEqual({
      code: "not_found",
      key: "booking.not_found",
    });
  });
});

it("a guest sees only its own booking", async () => {
  const ctx = visitor();
  const mine = await assessBooking(ctx, asking(made.hospital));
  await assessBooking(visitor(), asking(made.hospital));
  const seen = await inTransaction(asGuest(ctx, mine), (tx) => tx.db.execute("select id from booking"));
  expect([...seen].map(({ id }) => id)).toEqual([mine.bookingId]);
});
