import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sumTraining, type TrainingRow, trainingBalance, trainingReminder } from "./training";

const row = (heldOn: string, change: Partial<TrainingRow> = {}): TrainingRow => ({
  heldOn,
  hours: 10,
  credits: 5,
  status: "confirmed",
  ...change,
});
const asked = { hoursPerYear: 40, creditsPerQuarter: 5 };

describe("training", () => {
  it("is summed by year and quarter, only what is confirmed and held by then", () => {
    const rows = [
      row("2025-12-31"),
      row("2026-01-01"),
      row("2026-03-31", { credits: 2.5 }),
      row("2026-04-01", { hours: 0.5 }),
      row("2026-05-01", { status: "entered" }),
      row("2026-05-01", { status: "refused" }),
      row("2026-11-24"),
    ];
    expect(sumTraining(rows, "2026-11-23")).toEqual({
      hoursThisYear: 20.5,
      creditsByQuarter: [7.5, 5, 0, 0],
      creditsThisYear: 12.5,
    });
  });

  it("never counts more than all rows hold, and no less for more rows", () => {
    const day = fc.date({
      min: new Date("2025-06-01T00:00:00Z"),
      max: new Date("2027-06-01T00:00:00Z"),
      noInvalidDate: true,
    });
    const rows = fc.array(
      fc.record({
        heldOn: day.map((it) => it.toISOString().slice(0, 10)),
        hours: fc.nat(20),
        credits: fc.nat(9),
        status: fc.constantFrom("confirmed", "entered", "refused"),
      }),
    );
    fc.assert(
      fc.property(rows, rows, (some, more) => {
        const [less, all] = [sumTraining(some, "2026-11-23"), sumTraining([...some, ...more], "2026-11-23")];
        expect(all.hoursThisYear).toBeGreaterThanOrEqual(less.hoursThisYear);
        expect(all.creditsThisYear).toBeLessThanOrEqual(
          [...some, ...more].reduce((sum, it) => sum + it.credits, 0),
        );
        expect(all.creditsThisYear).toBe(all.creditsByQuarter.reduce((sum, it) => sum + it, 0));
      }),
    );
  });

  it.each([
    ["2026-11-23", "2020-01-01", 30, 15, 10, 5],
    ["2026-11-23", "2026-09-01", 30, 15, 0, 0],
    ["2026-02-01", "2020-01-01", 0, 0, 10, 5],
    ["2026-02-01", "2026-01-02", 0, 0, 0, 0],
  ])(
    "on %s, serving since %s, with %i hours and %i credits lacks %i and %i",
    (day, since, hours, credits, hoursShort, creditsShort) => {
      const sum = {
        hoursThisYear: hours,
        creditsByQuarter: [credits, 0, 0, 0] as [number, number, number, number],
        creditsThisYear: credits,
      };
      expect(trainingBalance(sum, asked, since, day)).toMatchObject({ hoursShort, creditsShort });
    },
  );

  it("lacks nothing where nothing is asked", () => {
    const sum = sumTraining([], "2026-11-23");
    expect(
      trainingBalance(sum, { hoursPerYear: null, creditsPerQuarter: null }, "2020-01-01", "2026-11-23"),
    ).toEqual({
      hoursDue: null,
      creditsDue: null,
      hoursShort: 0,
      creditsShort: 0,
    });
  });

  it.each([
    ["2026-11-30", null],
    ["2026-12-01", 30],
    ["2026-12-17", 14],
    ["2026-12-28", 3],
    ["2026-12-31", 3],
    ["2026-03-01", 30],
  ])("on %s the reminder is %s", (day, bucket) => {
    expect(trainingReminder(day)?.bucket ?? null).toBe(bucket);
  });
});
