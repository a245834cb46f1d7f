import { describe, expect, it } from "vitest";
import type { Context } from "@/server/context";
import type { AssessInput } from "@/server/core/booking-input";
import type { DecideReviewInput } from "@/server/core/review-input";
import {
  asGuest,
  asking,
  between,
  contextOf,
  dongxihu,
  home,
  newVisitor,
  userOf,
} from "@/server/test-asking";
import { later, newPhone, refused, testBookings } from "@/server/test-booking";
import { assessBooking } from "../booking/assess";
import { draftBooking } from "../booking/draft";
import { listCallbacks } from "../callback";
import { decideReview, previewReview, takeReview } from "./decide";
import { getReview } from "./get";
import { listReviews } from "./list";
import { remindReview } from "./remind";

const made = testBookings();
const office = "0199aaaa-0000-7000-8000-000000000001";
const clinician = () => contextOf(made.db, userOf("clinician", office));
const seat = () => contextOf(made.db, userOf("seat", office));
const system = () => contextOf(made.db, { kind: "system", job: "test" });

const tracheostomy = { now: ["none"], long_standing: ["tracheostomy"], infection: ["none"] };

/** A long-standing tracheostomy told by a family: a clinician decides. */
async function inReview(changes: Parameters<typeof asking>[1] = {}) {
  const visitor = contextOf(made.db, newVisitor());
  const phone = newPhone();
  const result = await assessBooking(
    visitor,
    asking(made.hospital, { answers: tracheostomy, callerPhone: phone, ...changes }),
  );
  expect(result.outcome).toBe("clinician_review");
  const [row] = await made.db.owner`select id from review where booking_id = ${result.bookingId}`;
  return { guest: asGuest(visitor, result), bookingId: result.bookingId, reviewId: String(row?.id), phone };
}

const ride = (reviewId: string, changes: Partial<Extract<DecideReviewInput, { decision: "ride" }>> = {}) => ({
  decision: "ride" as const,
  reviewId,
  serviceLevel: "care_transfer" as const,
  grade: "III" as const,
  isolation: "none" as const,
  care: ["airway" as const, "suction" as const],
  classes: [],
  licenceNumber: "110331000012345",
  note: "平稳，带吸引器",
  ...changes,
});

describe("the queue", () => {
  it("lists open questions by due time, tells everything needed, and audits the reading", async () => {
    const { reviewId, bookingId } = await inReview();
    const listed = await listReviews(clinician());
    expect(listed.find(({ id }) => id === reviewId)).toMatchObject({
      status: "open",
      booking: { id: bookingId },
    });
    const due = listed.filter(({ status }) => status === "open").map(({ dueAt }) => dueAt.getTime());
    expect(due).toEqual([...due].sort((a, b) => a - b));
    const detail = await getReview(clinician(), { reviewId });
    expect(detail.assessments[0]?.questions.map(({ id }) => id)).toContain("long_standing");
    expect(detail.assessments[0]?.answers).toMatchObject({ long_standing: ["tracheostomy"] });
    expect(detail.caller.phone).toContain("****");
    const reads = await made.db
      .owner`select id from audit where verb = 'review.get' and noun_id = ${reviewId}`;
    expect(reads).toHaveLength(1);
  });

  it("becomes an alarm when it is overdue, and stays quiet once decided", async () => {
    const { reviewId } = await inReview();
    await remindReview(system(), reviewId);
    expect((await getReview(clinician(), { reviewId })).escalated).toBe(false);
    await remindReview(later(system(), 600), reviewId);
    expect((await getReview(clinician(), { reviewId })).escalated).toBe(true);
    await decideReview(clinician(), ride(reviewId));
    await remindReview(later(system(), 660), reviewId);
    const [row] = await made.db.owner`select reminded_count from review where id = ${reviewId}`;
    expect(row?.reminded_count).toBe(1);
  });

  it("is closed to another region, and to nobody of it found", async () => {
    const { reviewId } = await inReview();
    const elsewhere = contextOf(made.db, userOf("clinician", office), undefined, dongxihu);
    expect((await listReviews(elsewhere)).map(({ id }) => id)).not.toContain(reviewId);
    for (const work of [
      () => getReview(elsewhere, { reviewId }),
      () => takeReview(elsewhere, { reviewId }),
      () => decideReview(elsewhere, ride(reviewId)),
    ])
      expect(await refused(work())).toEqual({ code: "not_found", key: "review.not_found" });
  });
});

describe("the same question asked again", () => {
  const again = async (guest: Context, changes: Partial<AssessInput> = {}) =>
    assessBooking(guest, asking(made.hospital, { answers: tracheostomy, ...changes }));
  const reviewsOf = (bookingId: string) =>
    made.db.owner`select id, status from review where booking_id = ${bookingId} order by created_at`;

  it("returns the open review with its first due time, and keeps the phone that was left", async () => {
    const { guest, bookingId, reviewId } = await inReview();
    const first = await draftBooking(guest, {});
    const phone = newPhone();
    const wanted = between(200, 600);
    const result = await again(later(guest, 9), { callerPhone: phone, wanted });
    expect(result.review).toMatchObject({ status: "open", dueAt: first.review?.dueAt });
    expect((await draftBooking(later(guest, 9), {})).review?.dueAt).toEqual(first.review?.dueAt);
    expect(await reviewsOf(bookingId)).toEqual([{ id: reviewId, status: "open" }]);
    await decideReview(clinician(), ride(reviewId));
    const calls = (await listCallbacks(seat())).filter((call) => call.bookingId === bookingId);
    expect(calls).toMatchObject([{ phone: `+86${phone}` }]);
  });

  it("reopens with a new due time when an answer or the way changed", async () => {
    const { guest, bookingId, reviewId } = await inReview();
    const answers = { ...tracheostomy, long_standing: ["home_oxygen"] };
    const changed = await again(later(guest, 9), { answers });
    const reviews = await reviewsOf(bookingId);
    expect(reviews).toMatchObject([{ id: reviewId, status: "withdrawn" }, { status: "open" }]);
    expect(changed.review?.dueAt.getTime()).toBe(later(guest, 9 + 15).now.getTime());
    await again(later(guest, 10), { answers, from: { ...home, floor: 6 } });
    expect(await reviewsOf(bookingId)).toHaveLength(3);
  });

  it("keeps the clinician's decision and its vehicle, and asks nobody again", async () => {
    const { guest, bookingId, reviewId } = await inReview();
    await decideReview(clinician(), ride(reviewId));
    const decided = await draftBooking(guest, {});
    const result = await again(later(guest, 5), { wanted: between(1500, 1900) });
    expect(result).toMatchObject({ outcome: "care_transfer", review: null, needs: decided.needs });
    expect(await draftBooking(guest, {})).toMatchObject({ status: "draft", outcome: "care_transfer" });
    expect(await reviewsOf(bookingId)).toEqual([{ id: reviewId, status: "decided" }]);
  });
});

describe("a decision", () => {
  it("previews the vehicle the table gives, sends the booker to the slots, and tells the booker", async () => {
    const { guest, reviewId, bookingId, phone } = await inReview();
    const { care, grade, isolation, serviceLevel } = ride(reviewId);
    const preview = await previewReview(clinician(), { reviewId, care, grade, isolation, serviceLevel });
    expect(preview.outcome).toBe("matched");
    await takeReview(clinician(), { reviewId });
    await decideReview(clinician(), ride(reviewId));
    const draft = await draftBooking(guest, {});
    expect(draft).toMatchObject({ status: "draft", outcome: "care_transfer", needs: { grade: "III" } });
    const rows = await made.db
      .owner`select outcome, decided_by from assessment where booking_id = ${bookingId} order by created_at, id`;
    expect(rows).toHaveLength(2);
    expect(rows[1]?.decided_by).toContain("110331000012345");
    const calls = (await listCallbacks(seat())).filter((call) => call.bookingId === bookingId);
    expect(calls).toMatchObject([{ reason: "review_decided", phone: `+86${phone}` }]);
  });

  it("tells a caller of the seat too, whose booking stands in the call centre's name", async () => {
    const answers = { now: ["unsure"], long_standing: ["none"], infection: ["none"] };
    const result = await assessBooking(seat(), asking(made.hospital, { answers, callerPhone: newPhone() }));
    const [row] = await made.db.owner`select id from review where booking_id = ${result.bookingId}`;
    await decideReview(
      clinician(),
      ride(String(row?.id), { serviceLevel: "accessible_ride", grade: null, care: [] }),
    );
    const calls = (await listCallbacks(seat())).filter((call) => call.bookingId === result.bookingId);
    expect(calls).toHaveLength(1);
  });

  it("hands over to 120 with the clinician's words", async () => {
    const { guest, reviewId } = await inReview();
    await decideReview(clinician(), {
      decision: "handoff_120",
      reviewId,
      licenceNumber: "110331000012345",
      note: "血氧掉得快",
    });
    const draft = await draftBooking(guest, {});
    expect(draft.status).toBe("handed_to_120");
    expect(draft.emergency?.status).toBe("open");
  });

  it("is made once: of two clinicians at the same instant one wins, the other hears it", async () => {
    const { reviewId } = await inReview();
    const ends = await Promise.allSettled([
      decideReview(clinician(), ride(reviewId)),
      decideReview(clinician(), ride(reviewId)),
    ]);
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await refused(decideReview(clinician(), ride(reviewId)))).toEqual({
      code: "conflict",
      key: "review.not_open",
    });
    expect(await refused(takeReview(clinician(), { reviewId }))).toMatchObject({ key: "review.not_open" });
  });

  it("never lets grade I or an unknown combination travel, and leaves the question open", async () => {
    const { reviewId } = await inReview();
    const wrong = [
      [ride(reviewId, { grade: "I" }), "review.grade_one"],
      [
        ride(reviewId, { serviceLevel: "accessible_ride", grade: null }),
        "review.no_vehicle.care_on_plain_ride",
      ],
      [ride(reviewId, { classes: ["seat"] }), "review.class_not_allowed"],
    ] as const;
    for (const [input, key] of wrong)
      expect(await refused(decideReview(clinician(), input))).toEqual({ code: "bad_input", key });
    expect((await getReview(clinician(), { reviewId })).status).toBe("open");
  });
});
