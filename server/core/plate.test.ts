import { describe, expect, it } from "vitest";
import vectors from "@/db/seed/rules/identifiers.json";
import { checkPlate } from "./plate";

describe("plates (GA 36)", () => {
  it.each(vectors.plate.valid)("%s is valid", (plate) =>
    expect(checkPlate(plate)).toMatchObject({ ok: true, value: plate }),
  );
  it.each(vectors.plate.invalid)("%s is refused", (plate) => expect(checkPlate(plate).ok).toBe(false));

  it.each([
    ["浙A12345", "ordinary"],
    ["浙AB12C5", "ordinary"],
    ["浙AD12345", "new_energy_small"],
    ["浙AFB2345", "new_energy_small"],
    ["浙A12345D", "new_energy_large"],
    ["浙A1234警", "police"],
    ["浙A1234学", "coach"],
    ["浙A1234挂", "trailer"],
    ["粤Z1234港", "hong_kong"],
    ["粤ZA234澳", "macau"],
    ["沪A1234领", "consulate"],
    ["014578使", "embassy"],
  ])("%s is %s", (plate, kind) => expect(checkPlate(plate)).toMatchObject({ kind }));

  it("folds small letters, full width, spaces and the dot", () => {
    expect(checkPlate(" 浙ｊ·１２3a5 ")).toEqual({ ok: true, value: "浙J123A5", kind: "ordinary" });
  });

  it.each([
    "浙ABC2D5",
    "浙A1234",
    "浙A123456",
    "台A12345",
    "浙112345",
    "浙A1234港",
    "浙AD1234E",
    "浙A12345L",
    "",
  ])("%j is refused", (plate) => expect(checkPlate(plate)).toEqual({ ok: false, reason: "format" }));
});
