import { expect, it } from "vitest";
import { capitalAmount } from "@/server/core/capital-amount";

it.each([
  [0, "零元整"],
  [27_550, "贰佰柒拾伍元伍角整"],
  [140_950, "壹仟肆佰零玖元伍角整"],
  [600_714, "陆仟零柒元壹角肆分"],
  [10_768_053, "壹拾万柒仟陆佰捌拾元伍角叁分"],
  [1_640_902, "壹万陆仟肆佰零玖元零贰分"],
  [32_504, "叁佰贰拾伍元零肆分"],
  [10_000_000, "壹拾万元整"],
  [100_000_100, "壹佰万零壹元整"],
  [100_000_000_000, "壹拾亿元整"],
  [5, "伍分"],
  [50, "伍角整"],
  [-1_000, "负壹拾元整"],
])("%i fen", (fen, text) => {
  expect(capitalAmount(fen)).toBe(text);
});

it("refuses what is no sum", () => {
  expect(() => capitalAmount(1.5)).toThrow(RangeError);
});
