import { describe, expect, it } from "vitest";
import { definitions, figureOf, figuresOf } from "./definition";
import { type BookingFacts, measureBooking, noMeasures } from "./measure";
import { stepsBetween } from "./step";

const zone = "Asia/Shanghai";
const at = (minutes: number) => new Date(Date.parse("2026-03-10T01:00:00Z") + minutes * 60_000);

/** Promised 09:00 to 09:30 local, there at 09:20, on board at 09:35, delivered at 10:15. */
const punctual: BookingFacts = {
  bookingId: "b",
  wantedFrom: at(-600),
  confirmedAt: at(-300),
  cancelledAt: null,
  unservedAt: null,
  bookerType: null,
  district: "331002",
  birthYear: 1950,
  distanceMetres: 18_000,
  maxRideSeconds: 3_600,
  orgId: "operator",
  tripStatus: "completed",
  arrivedPickupAt: at(20),
  boardedAt: at(35),
  arrivedDropoffAt: at(75),
  readyAt: null,
  drivenMetres: null,
  emptyMetres: 9_000,
  promisedFrom: at(0),
  promisedUntil: at(30),
  acceptedAt: at(-291),
  isDeclined: false,
  isTo120: false,
  isComplained: false,
  hasAdverse: false,
  rating: null,
  billedFen: 20_000,
  quotedFen: 20_000,
};
const measured = (changes: Partial<BookingFacts> = {}) => measureBooking({ ...punctual, ...changes }, zone);

describe("a measured booking", () => {
  it("counts a punctual trip in every figure it belongs to", () => {
    const { measures, ...where } = measured();
    expect(where).toEqual({
      bookingId: "b",
      day: "2026-03-10",
      orgId: "operator",
      district: "331002",
      age: "60to79",
      payer: "private",
    });
    expect(measures).toEqual({
      ...noMeasures(),
      requests: 1,
      trips: 1,
      completed: 1,
      due: 1,
      onTime: 1,
      accepted: 1,
      acceptedSoon: 1,
      toCollect: 1,
      collected45: 1,
      collected90: 1,
      boarded: 1,
      waitSeconds: 2_100,
      measuredRides: 1,
      wayKnown: 1,
      emptyMetres: 9_000,
      loadedMetres: 18_000,
      billed: 1,
      billedFen: 20_000,
      quotedFen: 20_000,
    });
  });

  it("waits from ready on where somebody said so after the range began, and from the range where it was said before", () => {
    const late = measured({ readyAt: at(25) }).measures;
    expect(late).toMatchObject({ waitSeconds: 600, readySaid: 1, afterReadySeconds: 600, collected45: 1 });
    expect(measured({ readyAt: at(-60) }).measures).toMatchObject({
      waitSeconds: 2_100,
      afterReadySeconds: 2_100,
    });
    expect(measured({ readyAt: at(40) }).measures).toMatchObject({ waitSeconds: 0, readySaid: 1 });
    // Said, and never fetched: nothing to measure from ready, and not collected.
    const left = { boardedAt: null, arrivedPickupAt: null, tripStatus: "failed", readyAt: at(5) };
    expect(measured(left).measures).toMatchObject({
      readySaid: 0,
      afterReadySeconds: 0,
      toCollect: 1,
      collected90: 0,
    });
    // An hour's delay of the patient is not the vehicle's: 50 minutes after the range, 5 after ready.
    expect(measured({ boardedAt: at(50), readyAt: at(45) }).measures.collected45).toBe(1);
    expect(measured({ boardedAt: at(50) }).measures.collected45).toBe(0);
  });

  it("is punctual up to the very end of the first promise, and late a millisecond after", () => {
    expect(measured({ arrivedPickupAt: at(30) }).measures.onTime).toBe(1);
    expect(measured({ arrivedPickupAt: new Date(at(30).getTime() + 1) }).measures.onTime).toBe(0);
  });

  it("was due and late when nobody ever came, and not due when the booker cancelled", () => {
    const nobody = { arrivedPickupAt: null, boardedAt: null, arrivedDropoffAt: null };
    const left = measured({ ...nobody, tripStatus: null, unservedAt: at(-10) }).measures;
    expect([left.due, left.onTime, left.toCollect, left.collected90]).toEqual([1, 0, 1, 0]);
    const failed = measured({ ...nobody, tripStatus: "failed" }).measures;
    expect([failed.due, failed.onTime]).toEqual([1, 0]);
    const cancelled = measured({ ...nobody, tripStatus: "cancelled", cancelledAt: at(-60) }).measures;
    expect([cancelled.due, cancelled.toCollect, cancelled.cancelled]).toEqual([0, 0, 1]);
    const coming = measured({ ...nobody, tripStatus: "assigned" }).measures;
    expect([coming.due, coming.toCollect]).toEqual([0, 0]);
  });

  it("waits from the start of the promised range; 45 and 90 minutes are met to the second", () => {
    const wait = (minutes: number) => measured({ boardedAt: at(minutes), arrivedDropoffAt: null }).measures;
    expect([wait(-5).waitSeconds, wait(-5).boarded]).toEqual([0, 1]);
    expect([
      wait(45).collected45,
      wait(45.1).collected45,
      wait(90).collected90,
      wait(90.1).collected90,
    ]).toEqual([1, 0, 1, 0]);
  });

  it("breaks the ride limit only beyond it", () => {
    expect(measured({ arrivedDropoffAt: at(95) }).measures.longRides).toBe(0);
    expect(measured({ arrivedDropoffAt: at(95.1) }).measures.longRides).toBe(1);
    expect(measured({ maxRideSeconds: null }).measures.measuredRides).toBe(0);
  });

  it("lies on the day of the promise in the region's calendar, else on the day asked for", () => {
    const night = new Date("2026-03-10T16:30:00Z");
    expect(measured({ promisedFrom: night, promisedUntil: night }).day).toBe("2026-03-11");
    expect(measured({ promisedFrom: null, promisedUntil: null, wantedFrom: night }).day).toBe("2026-03-11");
  });

  it("groups ages at 14, 60 and 80 by the year, and payers by whose desk booked", () => {
    const age = (birthYear: number | null) => measured({ birthYear }).age;
    expect([2013, 2012, 1967, 1966, 1947, 1946, null].map(age)).toEqual([
      "under14",
      "14to59",
      "14to59",
      "60to79",
      "60to79",
      "80up",
      "unknown",
    ]);
    expect(measured({ bookerType: "hospital" }).payer).toBe("hospital");
    expect(measured({ bookerType: "call_centre" }).payer).toBe("private");
  });

  it("counts no way that was not measured and no bill that does not stand", () => {
    expect(measured({ emptyMetres: null }).measures).toMatchObject({ wayKnown: 0, loadedMetres: 0 });
    expect(measured({ drivenMetres: 20_000 }).measures.loadedMetres).toBe(20_000);
    expect(measured({ billedFen: null, quotedFen: null }).measures.billed).toBe(0);
    expect(measured({ rating: 4 }).measures).toMatchObject({ rated: 1, ratedGood: 1 });
    expect(measured({ rating: 3 }).measures).toMatchObject({ rated: 1, ratedGood: 0 });
    expect(measured({ billedFen: 20_001 }).measures.aboveQuote).toBe(1);
  });
});

describe("a figure", () => {
  const sums = { ...noMeasures(), lapses: 0, looseComplaints: 0 };

  it("is its part of its whole, and nothing where there is no whole", () => {
    expect(figureOf("onTime", { ...sums, due: 40, onTime: 38 })).toEqual({
      name: "onTime",
      value: 0.95,
      part: 38,
      whole: 40,
    });
    expect(figureOf("onTime", sums).value).toBeNull();
    expect(figureOf("wait", { ...sums, boarded: 2, waitSeconds: 1_800 }).value).toBe(15);
    expect(figureOf("complaints", { ...sums, trips: 500, complained: 1 }).value).toBe(2);
    expect(figureOf("empty", { ...sums, emptyMetres: 30, loadedMetres: 70 }).value).toBe(0.3);
    expect(figureOf("longRides", sums).value).toBe(0);
  });

  it("exists for every definition", () => {
    expect(figuresOf(sums).map(({ name }) => name)).toEqual(Object.keys(definitions));
  });
});

describe("the steps of a period", () => {
  it("follow the calendar and cover it without gap or overlap", () => {
    expect(stepsBetween("2026-02-27", "2026-03-10", "week")).toEqual([
      { from: "2026-02-27", until: "2026-03-01" },
      { from: "2026-03-02", until: "2026-03-08" },
      { from: "2026-03-09", until: "2026-03-10" },
    ]);
    expect(stepsBetween("2025-12-15", "2026-02-28", "month")).toEqual([
      { from: "2025-12-15", until: "2025-12-31" },
      { from: "2026-01-01", until: "2026-01-31" },
      { from: "2026-02-01", until: "2026-02-28" },
    ]);
    expect(stepsBetween("2026-03-01", "2026-03-03", "day")).toHaveLength(3);
  });
});
