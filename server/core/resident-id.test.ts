import { describe, expect, it } from "vitest";
import vectors from "@/db/seed/rules/identifiers.json";
import { checkResidentId, yearsBetween } from "./resident-id";

const today = "2026-03-02";

describe("resident identity number (GB 11643)", () => {
  it.each(vectors.residentId.valid)("%s is valid", (id) => expect(checkResidentId(id, today).ok).toBe(true));
  it.each(vectors.residentId.invalid)("%s has a wrong check character", (id) => {
    expect(checkResidentId(id, today)).toEqual({ ok: false, reason: "check_digit" });
  });

  it("tells birth date and sex, and warns about a birth in 1880 only", () => {
    expect(checkResidentId("11010519491231002X", today)).toEqual({
      ok: true,
      value: "11010519491231002X",
      birthDate: "1949-12-31",
      sex: "female",
      warnings: [],
    });
    expect(checkResidentId("440524188001010014", today)).toMatchObject({
      sex: "male",
      warnings: ["implausible_age"],
    });
    expect(checkResidentId("53010219200508011X", today)).toMatchObject({ sex: "male", warnings: [] });
  });

  it("folds full width, a small x and spaces", () => {
    expect(checkResidentId("１１０１０５ 19491231 ００２ｘ", today)).toMatchObject({
      value: "11010519491231002X",
    });
  });

  it.each([
    ["11010519491231002", "format"],
    ["1101051949123100211", "format"],
    ["11010519491231X02X", "format"],
    ["00010519491231002X", "region"],
    ["110105194902300021", "birth_date"],
    ["110105190002290021", "birth_date"],
    ["110105202603030021", "birth_date"],
    ["110105194913010021", "birth_date"],
  ])("%s is refused: %s", (id, reason) => expect(checkResidentId(id, today)).toEqual({ ok: false, reason }));

  it("every single wrong digit is caught", () => {
    const id = "53010219200508011X";
    for (let place = 0; place < 17; place++) {
      for (let digit = 0; digit <= 9; digit++) {
        const changed = id.slice(0, place) + digit + id.slice(place + 1);
        if (changed !== id) expect(checkResidentId(changed, today).ok).toBe(false);
      }
    }
  });

  it("counts whole years", () => {
    expect([yearsBetween("2000-03-02", today), yearsBetween("2000-03-03", today)]).toEqual([26, 25]);
  });
});
