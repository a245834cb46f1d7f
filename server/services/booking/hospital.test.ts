import { beforeAll, expect, it } from "vitest";
import type { Context } from "@/server/context";
import { inTransaction } from "@/server/scope";
import { asking, between, contextOf, home, naming, userOf } from "@/server/test-asking";
import { newPhone, refused, systemOf, testBookings } from "@/server/test-booking";
import { recentMessages } from "../message";
import { listQuotes } from "../quote/list";
import { assessBooking } from "./assess";
import { chooseSlot } from "./choose-slot";
import { confirmBookingByStaff } from "./confirm-by-staff";
import { draftBooking } from "./draft";
import { getBooking } from "./get";
import { repeatBooking } from "./repeat";
import { sendBookingLink } from "./send-link";

const made = testBookings();
let manager: Context;
let stranger: Context;
let bookingId = "";

/** A discharge that a case manager booked and confirmed. */
beforeAll(async () => {
  const [own] = await made.db.owner`select org_id from facility where id = ${made.hospital}`;
  const [other] = await made.db
    .owner`select id from organization where region_id = '331000' and type = 'hospital' and id <> ${own?.org_id}`;
  manager = contextOf(made.db, userOf("case_manager", String(own?.org_id)));
  stranger = contextOf(made.db, userOf("case_manager", String(other?.id)));
  const answers = { now: ["none"], care: ["none"], infection: ["none"], vital_signs: "normal" };
  const wanted = between(80 + 1440 * 3, 1500 + 1440 * 3);
  const ends = { from: asking(made.hospital).to, to: home };
  const asked = asking(made.hospital, { callerParty: "case_manager", answers, wanted, ...ends });
  ({ bookingId } = await assessBooking(manager, asked));
  const { quotes } = await listQuotes(manager, { bookingId });
  await chooseSlot(manager, { bookingId, quoteId: quotes[0]?.id ?? "" });
  const { codeBy: _, ...people } = naming({ relation: "hospital" });
  await confirmBookingByStaff(manager, { ...people, bookingId });
});

it("books the same patient again or back without a code, and another hospital does not", async () => {
  const wanted = between(80 + 1440 * 4, 1500 + 1440 * 4);
  const again = await repeatBooking(manager, { bookingId, wanted, swap: true });
  expect(again.outcome).toBe("accessible_ride");
  const draft = await draftBooking(manager, { bookingId: again.bookingId });
  expect(draft).toMatchObject({ status: "draft", to: { facilityId: made.hospital } });
  expect((await getBooking(manager, { bookingId: again.bookingId })).patient).toBe("测试病人");
  expect((await listQuotes(manager, { bookingId: again.bookingId })).quotes.length).toBeGreaterThan(0);
  expect((await refused(repeatBooking(stranger, { bookingId, wanted, swap: false }))).code).toBe("not_found");
});

it("sends the link to a named relative on consent, which is kept, and has it to print", async () => {
  const phone = newPhone();
  const share = {
    bookingId,
    name: "测试姐姐",
    relation: "sibling" as const,
    phone,
    email: null,
    locale: "zh-CN" as const,
    consent: true as const,
    consentTextVersion: "2026-01",
  };
  await sendBookingLink(manager, share);
  const sent = await inTransaction(systemOf(made.db), (tx) => recentMessages(tx, 50));
  const message = sent.find(({ template, to }) => template === "tracking_shared" && to === `+86${phone}`);
  expect(String(message?.data.trackUrl)).toContain("/track/331000_");
  const [kept] = await made.db
    .owner`select given_by from consent where booking_id = ${bookingId} and purpose = 'share_with_relative'`;
  expect(kept).toBeDefined();
  expect((await getBooking(manager, { bookingId })).trackToken).toMatch(/^331000_/);
  expect((await refused(sendBookingLink(stranger, share))).code).toBe("not_found");
});
