import { describe, expect, it } from "vitest";
import { asking, contextOf, dongxihu, home, testNow, userOf } from "@/server/test-asking";
import { refused, testBookings } from "@/server/test-booking";
import { assessBooking } from "../booking/assess";
import { draftBooking } from "../booking/draft";
import { acknowledgeHandover } from "./acknowledge";
import { handOverTo120 } from "./hand-over";
import { getHandover, listHandovers } from "./read";
import { receiveFrom120, settleFrom120 } from "./receive";

const made = testBookings();
const centre = "0199aaaa-0000-7000-8000-000000000002";
const seat = () => contextOf(made.db, userOf("seat", centre));
const elsewhere = () => contextOf(made.db, userOf("seat", centre), testNow, dongxihu);
const passedOn = {
  caseNumber: "TZ-2026-0077",
  spokesperson: "李调度",
  patientName: "王阿婆",
  phone: "19900009031",
  relation: "child" as const,
  mobility: "stretcher" as const,
  placeText: "临海市古城街道测试小区 5 幢",
  known: "骨折术后，平稳",
};
const spoken = {
  patientName: "王阿婆",
  phone: "19900009032",
  relation: null,
  mobility: null,
  placeText: "临海市古城街道测试小区 5 幢 301",
  place: null,
  answers: {},
  note: "",
};

describe("a caller from 120", () => {
  it("is kept with its case number, sealed, and settled by the booking that came of it, once", async () => {
    const got = await receiveFrom120(seat(), passedOn);
    expect(got).toMatchObject({
      direction: "from_120",
      status: "open",
      caseNumber: "TZ-2026-0077",
      phone: "+8619900009031",
      patient: { name: "王阿婆", mobility: "stretcher" },
      details: { spokesperson: "李调度", known: "骨折术后，平稳" },
    });
    const [row] = await made.db
      .owner`select record::text as text from emergency_handover where id = ${got.id}`;
    expect(row?.text).not.toContain("王阿婆");
    expect((await listHandovers(seat(), { open: true })).map(({ id }) => id)).toContain(got.id);
    const booking = await assessBooking(seat(), asking(made.hospital));
    const settle = () =>
      settleFrom120(seat(), { handoverId: got.id, bookingId: booking.bookingId, outcome: "" });
    const ends = await Promise.allSettled([settle(), settle()]);
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await refused(settle())).toEqual({ code: "conflict", key: "emergency.settled_already" });
    expect(await getHandover(seat(), { handoverId: got.id })).toMatchObject({
      status: "closed",
      bookingNumber: booking.number,
    });
    expect((await draftBooking(seat(), { bookingId: booking.bookingId })).emergency).toBeNull();
  });

  it("ends in words where no booking came of it, and never waits for 120 to take it", async () => {
    const { id } = await receiveFrom120(seat(), passedOn);
    expect(await refused(acknowledgeHandover(seat(), { handoverId: id, by: "某人" }))).toMatchObject({
      key: "emergency.came_from_120",
    });
    const done = await settleFrom120(seat(), { handoverId: id, bookingId: null, outcome: "家属自己送" });
    expect(done).toMatchObject({ status: "closed", outcome: "家属自己送" });
  });

  it("stays within its region", async () => {
    const { id } = await receiveFrom120(seat(), passedOn);
    const away = settleFrom120(elsewhere(), { handoverId: id, bookingId: null, outcome: "x" });
    expect(await refused(away)).toMatchObject({ code: "not_found" });
    const foreign = await assessBooking(seat(), asking(made.hospital));
    const mixed = settleFrom120(seat(), { handoverId: id, bookingId: foreign.bookingId, outcome: "" });
    expect((await mixed).bookingId).toBe(foreign.bookingId);
  });
});

describe("a caller put before 120 by the seat", () => {
  it("carries the red flags by the rule in force, the answers, the place as said, and the call back", async () => {
    const { id, callBackBy } = await handOverTo120(seat(), {
      ...spoken,
      place: home,
      answers: { now: ["chest"] },
    });
    expect(callBackBy?.getTime()).toBe(testNow.getTime() + 120_000);
    const record = await getHandover(seat(), { handoverId: id });
    expect(record).toMatchObject({
      direction: "to_120",
      status: "open",
      redFlags: ["flag_chest"],
      place: { label: home.label },
      details: { placeText: spoken.placeText },
      patient: { name: "王阿婆" },
    });
    const [row] = await made.db
      .owner`select record -> 'answers' as answers from emergency_handover where id = ${id}`;
    expect(row?.answers).toEqual({ now: ["chest"] });
    const jobs = await made.db.owner`select name from pgboss.job where data ->> 'handoverId' = ${id}`;
    expect(jobs.map(({ name }) => name).sort()).toEqual(["escalate-emergency", "notify-emergency"]);
  });

  it("needs a red flag or the seat's own words", async () => {
    expect(await refused(handOverTo120(seat(), spoken))).toEqual({
      code: "bad_input",
      key: "emergency.reason_missing",
    });
    const { id } = await handOverTo120(seat(), { ...spoken, note: "电话里一直在喘" });
    const { findings } = await getHandover(seat(), { handoverId: id });
    expect(findings).toMatchObject([{ ruleId: "seat", textZh: "电话里一直在喘" }]);
  });
});
