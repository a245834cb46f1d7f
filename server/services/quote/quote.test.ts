import { describe, expect, it } from "vitest";
import { inTransaction } from "@/server/scope";
import { assessBooking } from "@/server/services/booking/assess";
import { chooseSlot } from "@/server/services/booking/choose-slot";
import { acceptQuote } from "@/server/services/quote/accept";
import { listQuotes } from "@/server/services/quote/list";
import {
  asGuest,
  asking,
  between,
  contextOf,
  guestOfBooking,
  newVisitor,
  testNow,
} from "@/server/test-asking";
import { held, later, quoted, refused, testBookings } from "@/server/test-booking";

const made = testBookings();

describe("quotes", () => {
  it("are three or more, each with its binding price by line and the tariff behind it", async () => {
    const { quotes } = await quoted(made);
    expect(quotes.length).toBeGreaterThanOrEqual(3);
    for (const quote of quotes) {
      expect(quote.lines.reduce((sum, { fen }) => sum + fen, 0)).toBe(quote.totalFen);
      expect(quote.tariff.code).toBe("taizhou-2025-10");
      expect(quote.expiresAt.getTime()).toBe(testNow.getTime() + 900_000);
    }
    const [row] = await made.db.owner`select facts, total_fen from quote where id = ${quotes[0]?.id ?? ""}`;
    expect(row?.facts).toMatchObject({ zone: "in_city" });
    expect(row?.total_fen).toBe(quotes[0]?.totalFen);
  });

  it("of a second asking end the first, save the held one", async () => {
    const { guest, quote } = await held(made);
    await listQuotes(guest, {});
    const rows = await made.db
      .owner`select id, status from quote where booking_id = ${guest.actor.kind === "guest" ? guest.actor.bookingId : ""}`;
    expect(rows.find(({ id }) => id === quote.id)?.status).toBe("issued");
    expect(rows.filter(({ status }) => status === "superseded").length).toBeGreaterThan(0);
  });

  it("of a round trip have two parts, the way back on its own booking", async () => {
    const { quotes, result } = await quoted(made, { wanted: between(80, 600), wayBack: between(700, 2000) });
    const pair = quotes.find(({ wayBack }) => wayBack !== null);
    expect(pair?.wayBack?.lines.every(({ part }) => part === "return")).toBe(true);
    expect(pair?.lines.every(({ part }) => part === "out")).toBe(true);
    const [back] = await made.db
      .owner`select booking_id, total_fen from quote where booking_id = ${result.wayBackId} and total_fen = ${pair?.wayBack?.totalFen ?? -1}`;
    expect(back).toBeDefined();
  });

  it("are refused before a ride was decided", async () => {
    const visitor = contextOf(made.db, newVisitor());
    const result = await assessBooking(visitor, asking(made.hospital, { callerParty: "not_with_patient" }));
    expect(await refused(listQuotes(asGuest(visitor, result), {}))).toEqual({
      code: "conflict",
      key: "quote.not_ready",
    });
  });

  it("name the reasons and the next steps where nothing fits", async () => {
    const { quotes, refusal } = await quoted(made, {
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
    const { guest, quotes } = await quoted(made);
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
    const [one, other] = [await quoted(made), await quoted(made)];
    expect(await refused(chooseSlot(one.guest, { quoteId: other.quotes[0]?.id ?? "" }))).toEqual({
      code: "not_found",
      key: "quote.not_found",
    });
  });

  it("cover the way back too once a clinician has decided the way out", async () => {
    const visitor = contextOf(made.db, newVisitor());
    const extras = { oxygen: false, suction: false, escorts: 1, carryFrom: true, carryTo: false };
    const round = { extras, wanted: between(80, 600), wayBack: between(700, 2000) };
    const clear = await assessBooking(visitor, asking(made.hospital, round));
    const unclear = await assessBooking(
      contextOf(made.db, newVisitor()),
      asking(made.hospital, { ...round, callerParty: "not_with_patient" }),
    );
    await made.db
      .owner`update booking set needs = (select needs from booking where id = ${clear.bookingId}) where id = ${unclear.bookingId}`;
    await made.db
      .owner`insert into assessment select region_id, gen_random_uuid(), ${unclear.bookingId}, rule_version_id, answers, outcome, grade, result, 'user:clinician', created_at + interval '1 minute', viewer_orgs, viewer_users from assessment where booking_id = ${clear.bookingId}`;
    const guest = { ...visitor, actor: guestOfBooking(unclear.bookingId) };
    const { quotes } = await listQuotes(guest, {});
    expect(quotes.some(({ wayBack }) => wayBack !== null)).toBe(true);
    const [times] = await made.db
      .owner`select b.needs->'dropoffServiceSeconds' as back, o.needs->'dropoffServiceSeconds' as out from booking b join booking o on o.id = b.outward_id where b.id = ${unclear.wayBackId}`;
    // The stairs are at the home: carried down at the start, carried up at the end of the way back.
    expect(Number(times?.back)).toBe(Number(times?.out) + 600);
  });
});
