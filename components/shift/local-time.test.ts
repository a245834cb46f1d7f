import { describe, expect, it } from "vitest";
import { clockIn, dayAfter, dayIn, mondayOf, overlaps } from "./local-time";

const zone = "Asia/Shanghai";

describe("a region's days and hours", () => {
  it("reads an instant in the region's zone, not in UTC", () => {
    const at = new Date("2026-11-22T16:30:00Z");
    expect([dayIn(at, zone), clockIn(at, zone)]).toEqual(["2026-11-23", "00:30"]);
  });

  it.each([
    ["2026-11-23", "2026-11-23"],
    ["2026-11-29", "2026-11-23"],
    ["2026-12-01", "2026-11-30"],
  ])("the week of %s begins on %s", (day, monday) => {
    expect(mondayOf(day)).toBe(monday);
  });

  it("goes over the end of a month", () => {
    expect(dayAfter("2026-11-30", 1)).toBe("2026-12-01");
  });
});

describe("overlapping spans", () => {
  const night = { day: "2026-11-22", from: "22:00", until: "06:00" };
  it.each([
    [{ day: "2026-11-23", from: "05:00", until: "12:00" }, true],
    [{ day: "2026-11-23", from: "06:00", until: "12:00" }, false],
    [{ day: "2026-11-22", from: "08:00", until: "22:00" }, false],
  ])("a night shift and %o: %s", (other, expected) => {
    expect(overlaps(night, other)).toBe(expected);
  });
});
