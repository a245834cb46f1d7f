import { describe, expect, it } from "vitest";
import { whenOfChip } from "./when-of-chip";

const zone = "Asia/Shanghai";
const at = (clock: string) => Date.parse(`2026-03-02T${clock}:00+08:00`);
const chosen = (chip: "now" | "hour" | "afternoon" | "tomorrow" | "other" | "", day = "", time = "") => ({
  chip,
  day,
  time,
  destination: "",
});

describe("the times of the desk", () => {
  it("counts an hour by the region's clock, over midnight too", () => {
    expect(whenOfChip(chosen("hour"), at("09:20"), zone)).toMatchObject({ day: "2026-03-02", time: "10:20" });
    expect(whenOfChip(chosen("hour"), at("23:40"), zone)).toMatchObject({ day: "2026-03-03", time: "00:40" });
  });

  it("begins the afternoon at one, or at once when it has begun", () => {
    expect(whenOfChip(chosen("afternoon"), at("08:00"), zone)).toMatchObject({
      choice: "today",
      time: "13:00",
    });
    expect(whenOfChip(chosen("afternoon"), at("14:10"), zone)).toMatchObject({
      choice: "today",
      time: "14:30",
    });
  });

  it("knows no time before one is chosen, and none of a day without its hour", () => {
    expect(whenOfChip(chosen(""), at("08:00"), zone)).toBeNull();
    expect(whenOfChip(chosen("other", "2026-03-04"), at("08:00"), zone)).toBeNull();
    expect(whenOfChip(chosen("other", "2026-03-04", "07:30"), at("08:00"), zone)).toMatchObject({
      choice: "date",
      day: "2026-03-04",
      time: "07:30",
    });
  });
});
