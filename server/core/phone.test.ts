import { describe, expect, it } from "vitest";
import { nationalPhone, normalisePhone } from "./phone";

describe("mainland phone numbers", () => {
  it.each([
    ["13800138000", "mobile", "+8613800138000", "13800138000", null],
    ["+86 138-0013-8000", "mobile", "+8613800138000", "13800138000", null],
    ["0086 138 0013 8000", "mobile", "+8613800138000", "13800138000", null],
    ["１９８００１３８０００", "mobile", "+8619800138000", "19800138000", null],
    ["8613800138000", "mobile", "+8613800138000", "13800138000", null],
    ["0576-87654321", "landline", "+8657687654321", "0576-87654321", null],
    ["（0576）8765 4321", "landline", "+8657687654321", "0576-87654321", null],
    ["+86 576 87654321", "landline", "+8657687654321", "0576-87654321", null],
    ["+86-10-62345678", "landline", "+861062345678", "010-62345678", null],
    ["021 62345678", "landline", "+862162345678", "021-62345678", null],
    ["0794-6234567", "landline", "+867946234567", "0794-6234567", null],
    ["0576-87654321-8012", "landline", "+8657687654321", "0576-87654321", "8012"],
    ["0576-87654321转8012", "landline", "+8657687654321", "0576-87654321", "8012"],
    ["0576 87654321 ext. 12", "landline", "+8657687654321", "0576-87654321", "12"],
  ])("%s", (input, kind, e164, national, extension) => {
    expect(normalisePhone(input)).toEqual({ ok: true, kind, e164, national, extension });
  });

  it("takes the region's area code for a bare landline, and asks where there is none", () => {
    expect(normalisePhone("87654321", "0576")).toMatchObject({ e164: "+8657687654321" });
    expect(normalisePhone("87654321")).toEqual({ ok: false, reason: "area_code_missing" });
  });

  it("is stable on its own results", () => {
    for (const input of ["138 0013 8000", "010-62345678", "0576-87654321"]) {
      const once = normalisePhone(input);
      if (!once.ok) throw new Error(input);
      expect(normalisePhone(once.e164)).toEqual(once);
      expect(normalisePhone(once.national)).toEqual(once);
    }
  });

  it.each([
    "12800138000",
    "1380013800",
    "138001380000",
    "010-6234567",
    "0576-17654321",
    "+1 415 555 0100",
    "96120",
    "abc",
    "",
  ])("%j is refused", (input) => expect(normalisePhone(input)).toEqual({ ok: false, reason: "format" }));
});

describe("a stored number for people", () => {
  it.each([
    ["+8613800138000", "13800138000"],
    ["+8657687654321", "0576-87654321"],
    ["12345", "12345"],
  ])("%s", (stored, shown) => expect(nationalPhone(stored)).toBe(shown));
});
