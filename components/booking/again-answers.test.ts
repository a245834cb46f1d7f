import { expect, it } from "vitest";
import type { AgainView } from "@/server/core/booking-view";
import { answersAgain } from "./again-answers";
import { furthestStep } from "./answers";

const at = (label: string) => ({
  facilityId: null,
  label,
  detail: "",
  lat: 28.85,
  lon: 121.12,
  floor: 3,
  hasLift: false,
});
const view: AgainView = {
  from: at("家"),
  to: at("医院"),
  extras: { oxygen: true, suction: false, escorts: 2, carryFrom: true, carryTo: false },
  mobility: "stretcher",
  weightKg: 62,
  callerParty: "with_patient",
  relation: "child",
};

it("begins with places, mobility and needs, and asks for the day and the patient's state anew", () => {
  const answers = answersAgain(view);
  expect(answers).toMatchObject({ caller: "with", mobility: "stretcher", extras: view.extras, weightKg: "" });
  expect(answers.from?.label).toBe("家");
  expect(answers).toMatchObject({ when: null, triage: {}, draft: null, isComplete: false });
  expect(furthestStep(answers)).toBe("when");
});

it("keeps a weight that the stretcher depends on", () => {
  expect(answersAgain({ ...view, mobility: "bariatric_stretcher", weightKg: 180 }).weightKg).toBe("180");
});

it("asks who books where a hospital did", () => {
  const answers = answersAgain({ ...view, callerParty: "case_manager", relation: "hospital" });
  expect(answers.caller).toBeNull();
  expect(furthestStep(answers)).toBe("who");
});
