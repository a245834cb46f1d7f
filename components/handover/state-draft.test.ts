import { describe, expect, it } from "vitest";
import { patientState } from "@/server/core/handover";
import { emptyState, type StateDraft, stateOf } from "./state-draft";

const answered: StateDraft = { ...emptyState, consciousness: "alert", breathing: "oxygen", pain: "3" };

describe("the checklist of a hand-over", () => {
  it("is refused while anything about the patient is unanswered, under the field's own name", () => {
    const checked = patientState.safeParse(stateOf(emptyState, false));
    const paths = checked.error?.issues.map(({ path }) => path.join(".")).sort();
    expect(paths).toEqual(["breathing", "consciousness", "painScore"]);
  });

  it("is taken without vital signs where nobody asks for them", () => {
    expect(patientState.parse(stateOf(answered, false))).toMatchObject({ painScore: 3, vitals: null });
  });

  it("tells pain that cannot be asked from pain that was not asked", () => {
    expect(patientState.parse(stateOf({ ...answered, pain: "unasked" }, false)).painScore).toBeNull();
  });

  it("reads vital signs typed in full width and leaves out what was not measured", () => {
    const vitals = { ...emptyState.vitals, pulsePerMinute: "８８", temperatureCelsius: "36.8" };
    expect(patientState.parse(stateOf({ ...answered, vitals }, true)).vitals).toEqual({
      pulsePerMinute: 88,
      systolicMmHg: null,
      diastolicMmHg: null,
      oxygenSaturationPercent: null,
      temperatureCelsius: 36.8,
    });
  });

  it("refuses a vital sign that is no number or out of all bounds", () => {
    for (const oxygenSaturationPercent of ["九十", "140"]) {
      const vitals = { ...emptyState.vitals, oxygenSaturationPercent };
      expect(patientState.safeParse(stateOf({ ...answered, vitals }, true)).success).toBe(false);
    }
  });
});
