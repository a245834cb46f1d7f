import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GradeFactor, gradeFactors, gradePatient, type TransferTimeRule } from "./grade";
import { type CareGrade, careGrades } from "./patient";

const rule: TransferTimeRule = {
  lowerBelowMinutes: 10,
  lower: { II: "III" },
  raiseFromMinutes: 20,
  raise: { III: "II", II: "I" },
};
type Factors = Record<GradeFactor, CareGrade | null>;
const all = (grade: CareGrade | null): Factors => ({
  vital_signs: grade,
  consciousness: grade,
  breathing_support: grade,
  circulation_support: grade,
  main_problem: grade,
});

describe("gradePatient", () => {
  it.each(gradeFactors)("lets %s alone decide when it is the worst", (factor) => {
    expect(gradePatient({ ...all("III"), [factor]: "II" }, 15, rule)).toMatchObject({
      grade: "II",
      byTime: "kept",
      worstFactors: [factor],
      clear: true,
    });
  });

  it.each([
    ["II", 9, "III", "lowered", false],
    ["II", 10, "II", "kept", true],
    ["III", 19, "III", "kept", true],
    ["III", 20, "II", "raised", true],
    ["II", 20, "I", "raised", true],
    ["I", 5, "I", "kept", true],
    ["III", 5, "III", "kept", true],
    ["III", null, "III", "unknown", false],
  ] as const)("%s over %s min is %s (%s)", (grade, transferMinutes, expected, byTime, clear) => {
    expect(gradePatient(all(grade), transferMinutes, rule)).toMatchObject({ grade: expected, byTime, clear });
  });

  it("has no grade without any factor, and no clear one with a gap", () => {
    expect(gradePatient(all(null), 15, rule)).toBeNull();
    expect(gradePatient({ ...all("III"), main_problem: null }, 15, rule)).toMatchObject({
      grade: "III",
      clear: false,
      missingFactors: ["main_problem"],
    });
  });

  it("never grows milder when a factor grows worse", () => {
    const grade = fc.constantFrom(...careGrades);
    const factors = fc.record({
      vital_signs: grade,
      consciousness: grade,
      breathing_support: grade,
      circulation_support: grade,
      main_problem: grade,
    });
    const seriousness = (given: Factors, minutes: number) =>
      careGrades.indexOf(gradePatient(given, minutes, rule)?.grade ?? "III");
    fc.assert(
      fc.property(
        factors,
        fc.nat(120),
        fc.constantFrom(...gradeFactors),
        grade,
        (given, minutes, factor, next) => {
          const worse = careGrades.indexOf(next) <= careGrades.indexOf(given[factor]);
          const moved = seriousness({ ...given, [factor]: next }, minutes) - seriousness(given, minutes);
          expect(worse ? moved <= 0 : moved >= 0).toBe(true);
        },
      ),
    );
  });
});
