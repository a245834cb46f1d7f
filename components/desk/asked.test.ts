import { expect, test } from "vitest";
import seeded from "@/db/seed/rules/triage.json";
import { questionSet } from "@/server/core/triage/question-set";
import { askedOf } from "./asked";

const set = questionSet.parse(seeded[0]);

test("after a red flag nothing more is asked, and what was asked stays in sight", () => {
  const calm = askedOf(set, { mobility: "stretcher", triage: { now: ["none"] } });
  expect(calm.hasFlag).toBe(false);
  expect(calm.asked.length).toBeGreaterThan(1);
  const flagged = askedOf(set, { mobility: "stretcher", triage: { now: ["breathing"] } });
  expect(flagged.hasFlag).toBe(true);
  expect(flagged.asked).toEqual(["now"]);
  expect(flagged.open.length).toBeGreaterThan(0);
});

test("oxygen named among the care is not asked again", () => {
  const { extras } = askedOf(set, { mobility: "stretcher", triage: { now: ["none"], care: ["oxygen"] } });
  expect(extras).toEqual({ oxygen: true, suction: false });
});
