import { describe, expect, it } from "vitest";
import { startingRegionSettings } from "./region-settings";
import { reviewDue } from "./review-due";

const hours = {
  ...startingRegionSettings.clinicians,
  weekdays: [1, 2, 3, 4, 5],
  opensAt: "08:00",
  closesAt: "17:30",
};
const due = (instant: string) => {
  const { dueAt, inHours } = reviewDue(new Date(instant), hours, "Asia/Shanghai");
  return { dueAt: dueAt.toISOString(), inHours };
};

describe("a review is due", () => {
  it.each([
    // A Wednesday.
    ["within a quarter of an hour in hours", "2026-03-18T02:00:00Z", "2026-03-18T02:15:00.000Z", true],
    ["so at the first minute", "2026-03-18T00:00:00Z", "2026-03-18T00:15:00.000Z", true],
    ["after opening when it is early", "2026-03-17T23:59:00Z", "2026-03-18T00:15:00.000Z", false],
    ["next morning from closing time on", "2026-03-18T09:30:00Z", "2026-03-19T00:15:00.000Z", false],
    ["on Monday over the weekend", "2026-03-20T10:00:00Z", "2026-03-23T00:15:00.000Z", false],
  ])("%s", (_, now, dueAt, inHours) => {
    expect(due(now)).toEqual({ dueAt, inHours });
  });

  it("never, where nobody works", () => {
    expect(() =>
      reviewDue(new Date("2026-03-18T02:00:00Z"), { ...hours, weekdays: [] }, "Asia/Shanghai"),
    ).toThrow(RangeError);
  });
});
