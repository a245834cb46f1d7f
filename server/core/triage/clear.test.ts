import { expect, it } from "vitest";
import rules from "@/db/seed/rules/triage.json";
import { assess } from "../triage";
import { clearAnswers } from "./clear";
import { questionSet } from "./question-set";

const set = questionSet.parse(rules.find(({ regionId }) => regionId === "331000"));
const context = {
  callerParty: "case_manager" as const,
  mobility: "stretcher" as const,
  extras: { oxygen: false, suction: false },
  transferMinutes: 15,
};

it("finds the region's own answers for a patient with nothing to report", () => {
  const answers = clearAnswers(set, context);
  expect(answers).toEqual({ now: ["none"], care: ["none"], infection: ["none"], vital_signs: "normal" });
  expect(assess(set, answers ?? {}, context)).toMatchObject({
    outcome: "accessible_ride",
    unanswered: [],
    redFlags: [],
  });
});

it("offers no short cut where the oxygen asked for makes it a care transfer", () => {
  expect(clearAnswers(set, { ...context, extras: { oxygen: true, suction: false } })).toBeNull();
});

it("offers no short cut where no answers give a ride", () => {
  const strict = { ...set, outcomes: set.outcomes.filter(({ outcome }) => outcome !== "accessible_ride") };
  expect(clearAnswers(strict, context)).toBeNull();
});
