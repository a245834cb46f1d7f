import { describe, expect, it } from "vitest";
import { asking, contextOf, newVisitor, userOf } from "@/server/test-asking";
import { clearValueIn } from "@/server/test-audit";
import { confirmed, managing, newPhone, testBookings } from "@/server/test-booking";
import { assessBooking } from "./booking/assess";
import { sendBookingLink } from "./booking/send-link";
import { closeCallback, listCallbacks } from "./callback";
import { openComplaint } from "./complaint/open";
import { acknowledgeHandover } from "./emergency/acknowledge";
import { handOverTo120 } from "./emergency/hand-over";
import { listHandovers } from "./emergency/read";
import { receiveFrom120, settleFrom120 } from "./emergency/receive";
import { decideReview } from "./review/decide";
import { getReview } from "./review/get";

const made = testBookings();
const office = "0199aaaa-0000-7000-8000-000000000001";
const seat = () => contextOf(made.db, userOf("seat", office));
const clinician = () => contextOf(made.db, userOf("clinician", office));

/** What people say in free fields: a name, a telephone, an identity number, an illness. */
const name = "欧阳测试甲";
const said = `${name} 19900008888 330102199001011234 肺癌晚期`;
const secrets = [name, "19900008888", "330102199001011234", "肺癌晚期", "110331000012345"];

async function auditWords(): Promise<string> {
  const rows = await made.db
    .owner`select concat_ws(' ', verb, noun_id, before::text, after::text) as words from audit`;
  return rows.map(({ words }) => String(words)).join("\n");
}

/** Every text and json column of the tables that free words go to. */
async function storedWords(): Promise<string> {
  const parts = await Promise.all([
    made.db.owner`select t::text as words from review t`,
    made.db.owner`select t::text as words from callback t`,
    made.db.owner`select t.record::text as words from emergency_handover t`,
    made.db.owner`select t.result::text as words from assessment t`,
  ]);
  return parts.flatMap((rows) => rows.map(({ words }) => String(words))).join("\n");
}

async function reviewToDecide(): Promise<string> {
  const visitor = contextOf(made.db, newVisitor());
  const answers = { now: ["none"], long_standing: ["tracheostomy"], infection: ["none"] };
  const asked = asking(made.hospital, { answers, callerPhone: newPhone() });
  const { bookingId } = await assessBooking(visitor, asked);
  const [row] = await made.db.owner`select id from review where booking_id = ${bookingId}`;
  return String(row?.id);
}

async function reviews(): Promise<void> {
  const licenceNumber = "110331000012345";
  const riding = { serviceLevel: "care_transfer", grade: "III", isolation: "none" } as const;
  const reviewId = await reviewToDecide();
  const care = ["airway" as const, "suction" as const];
  const ride = { decision: "ride", reviewId, ...riding, care, classes: [], licenceNumber } as const;
  await decideReview(clinician(), { ...ride, care, classes: [], note: said });
  expect((await getReview(clinician(), { reviewId })).note).toBe(said);
  const other = await reviewToDecide();
  await decideReview(clinician(), { decision: "handoff_120", reviewId: other, licenceNumber, note: said });
}

async function emergencies(): Promise<void> {
  const open = await listHandovers(seat(), { open: true });
  expect(open.flatMap(({ findings }) => findings.map(({ textZh }) => textZh))).toContain(said);
  const answers = { now: ["none"], long_standing: ["none"], infection: ["none"] };
  const about = { patientName: name, mobility: null, relation: null, answers, place: null, phone: null };
  const told = await handOverTo120(seat(), { ...about, placeText: said, note: said });
  await acknowledgeHandover(seat(), { handoverId: told.id, by: name });
  const words = { patientName: name, placeText: said, known: said, spokesperson: name };
  const passed = { ...words, phone: newPhone(), caseNumber: "A-1", mobility: null, relation: null };
  const received = await receiveFrom120(seat(), passed);
  const settled = await settleFrom120(seat(), { handoverId: received.id, bookingId: null, outcome: said });
  expect(settled.outcome).toBe(said);
}

async function calls(): Promise<void> {
  const [call] = await listCallbacks(seat());
  await closeCallback(seat(), { callbackId: String(call?.id), outcome: said });
  expect((await listCallbacks(seat())).find(({ id }) => id === call?.id)?.outcome).toBe(said);
}

async function families(): Promise<void> {
  const { guest } = await confirmed(made);
  await sendBookingLink(managing(guest), {
    name,
    relation: "child",
    phone: "19900008888",
    email: null,
    locale: "zh-CN",
    consent: true,
    consentTextVersion: "2026-01",
  });
  await openComplaint(guest, { topic: "other", text: said, files: [], contact: "19900008888" });
}

describe("what is written down for auditors", () => {
  it("holds nobody's name, telephone, number or illness, and free words stand sealed", async () => {
    await reviews();
    await emergencies();
    await calls();
    await families();
    const [audited, stored] = [await auditWords(), await storedWords()];
    for (const verb of ["review.decide", "emergency.acknowledge", "emergency.settle", "callback.close"])
      expect(audited).toContain(verb);
    for (const secret of secrets) expect(audited).not.toContain(secret);
    for (const secret of secrets.slice(0, 4)) {
      // Who at 120 took it is the hand-over's own fact.
      expect(stored.replaceAll(/"acknowledged_by"[^,]*/g, "")).not.toContain(secret);
    }
  });

  it.each([
    ["打 19900008888", "a mobile phone"],
    ["+8619900008888", "a mobile phone"],
    ["330102199001011234", "an identity number"],
    ["zhang.san@example.com", "an e-mail address"],
    ["199****8888 330102********1234 z***@example.com", null],
    ["0199aaaa-0000-7000-8000-119900008888", null],
    ["110331000012", null],
  ])("knows %s by its shape", (text, found) => {
    expect(clearValueIn(text)).toBe(found);
  });
});
