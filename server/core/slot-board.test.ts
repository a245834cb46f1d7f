import { describe, expect, it } from "vitest";
import { shownSlots } from "./slot-board";

const shown = (slots: string[], count: number) =>
  shownSlots(slots, count, (slot) => slot.endsWith("*")).join(" ");

describe("the slots shown", () => {
  it("are the earliest where nothing later is cheaper", () => {
    expect(shown(["1", "2", "3", "4"], 3)).toBe("1 2 3");
    expect(shown(["1", "2"], 3)).toBe("1 2");
  });

  it("give their last places to later ones that are cheaper, in the order of time", () => {
    expect(shown(["1", "2", "3", "4", "5*", "6*", "7*"], 4)).toBe("1 2 5* 6*");
    expect(shown(["1", "2", "3", "4", "5", "6*"], 4)).toBe("1 2 3 6*");
  });

  it("leave an early cheaper one where it is", () => {
    expect(shown(["1", "2", "3*", "4", "5*"], 4)).toBe("1 2 3* 5*");
    expect(shown(["1*", "2*", "3", "4*"], 3)).toBe("1* 2* 3");
  });
});
