import { describe, expect, it } from "vitest";
import { yuanToFen } from "./yuan";

describe("an amount as typed", () => {
  it.each([
    ["12", 1200],
    ["12.5", 1250],
    ["12.05", 1205],
    [" 0.07 ", 7],
    ["１２．５０", 1250],
    ["19.99", 1999],
  ])("%s is %i fen", (typed, fen) => {
    expect(yuanToFen(typed)).toBe(fen);
  });

  it.each(["", "-3", "1.234", "十二", "1,200", "12.", "1e3"])("%s is no amount", (typed) => {
    expect(yuanToFen(typed)).toBeNull();
  });
});
