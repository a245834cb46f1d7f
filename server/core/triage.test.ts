import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import seeded from "@/db/seed/rules/triage.json";
import { callerParties } from "./booking";
import { mobilities } from "./patient";
import { assess } from "./triage";
import { checkQuestionSet } from "./triage/check-set";
import type { TriageContext } from "./triage/context";
import {
  type Question,
  type QuestionSet,
  questionSet,
  type TriageAnswers,
  triageAnswers,
  triageOutcomes,
} from "./triage/question-set";

const sets = z.array(questionSet).parse(seeded);
const found = (id: string): QuestionSet => {
  const set = sets.find((candidate) => candidate.id === id);
  if (!set) throw new Error(`no set ${id}`);
  return set;
};
const taizhou = found("triage-331000-1");
const dongxihu = found("triage-420112-1");

const at = (changes: Partial<TriageContext> = {}): TriageContext => ({
  callerParty: "with_patient",
  mobility: "wheelchair",
  extras: { oxygen: false, suction: false },
  transferMinutes: 15,
  ...changes,
});
const well: TriageAnswers = { now: ["none"], long_standing: ["none"], infection: ["none"] };
const wellInHospital: TriageAnswers = {
  now: ["none"],
  care: ["none"],
  infection: ["none"],
  vital_signs: "normal",
};
const steady: TriageAnswers = {
  ...wellInHospital,
  care: ["oxygen"],
  consciousness: "awake",
  breathing_support: "low",
  circulation_support: "none",
  main_problem: "steady",
};

describe("question sets of the seed", () => {
  it.each(sets)("$id has no problem and is unreviewed", (set) => {
    expect(checkQuestionSet(set)).toEqual([]);
    expect(set.reviewed).toBe(false);
  });

  it("differ between the two regions", () => {
    const contact = { ...well, infection: ["contact"] };
    expect(assess(taizhou, contact, at()).outcome).toBe("accessible_ride");
    expect(assess(dongxihu, contact, at()).outcome).toBe("clinician_review");
    expect(assess(dongxihu, { now: ["labour"] }, at()).redFlags).toEqual(["flag_labour"]);
  });
});

describe("a family", () => {
  it("gets a ride after three answers when nothing is wrong", () => {
    const assessed = assess(taizhou, well, at());
    expect(assessed).toMatchObject({
      outcome: "accessible_ride",
      serviceLevel: "accessible_ride",
      isolation: "none",
    });
    expect(assessed.asked).toHaveLength(3);
    expect(assessed.unanswered).toEqual([]);
    expect(assessed.nextStep.kind).toBe("slots");
  });

  it("is asked one question after the other and gets no ride before the last", () => {
    const first = assess(taizhou, {}, at());
    expect(first.unanswered).toEqual(["now", "long_standing", "infection"]);
    expect(first).toMatchObject({ outcome: "clinician_review", reasons: [{ ruleId: "incomplete" }] });
  });

  it.each([
    ["home_oxygen", "oxygen"],
    ["tracheostomy", "airway"],
    ["unresponsive", "monitoring"],
  ] as const)("with the long-standing state %s goes to a clinician", (state, need) => {
    const assessed = assess(taizhou, { ...well, long_standing: [state] }, at());
    expect(assessed).toMatchObject({ outcome: "clinician_review", serviceLevel: null });
    expect(assessed.needs[need]).toBe(true);
    expect(assessed.nextStep).toMatchObject({ kind: "await_clinician", phone: "96120" });
  });

  it.each(["oxygen", "suction"] as const)("that asks for %s never gets a plain ride", (extra) => {
    const extras = { oxygen: false, suction: false, [extra]: true };
    const assessed = assess(taizhou, well, at({ extras }));
    expect(assessed.outcome).toBe("clinician_review");
    expect(assessed.needs[extra]).toBe(true);
  });

  it("away from the patient cannot reach the lowest outcome", () => {
    const assessed = assess(taizhou, well, at({ callerParty: "not_with_patient" }));
    expect(assessed).toMatchObject({ outcome: "clinician_review", reasons: [{ ruleId: "away" }] });
  });

  it.each([
    ["airborne", "airborne", "clinician_review"],
    ["contact", "contact", "accessible_ride"],
    ["weak_immunity", "protective", "accessible_ride"],
    ["unsure", "contact", "clinician_review"],
  ])("that answers %s to infection travels apart (%s)", (answer, isolation, outcome) => {
    expect(assess(taizhou, { ...well, infection: [answer] }, at())).toMatchObject({ isolation, outcome });
  });

  it("is sent to 120 by a red flag, with a number to call and the flag kept", () => {
    const assessed = assess(taizhou, { now: ["chest", "bleeding"] }, at());
    expect(assessed).toMatchObject({
      outcome: "handoff_120",
      redFlags: ["flag_chest", "flag_bleeding"],
      unanswered: [],
    });
    expect(assessed.nextStep).toMatchObject({ kind: "call_120", phone: "120" });
  });
});

describe("a hospital", () => {
  it("with vital signs reaches the lowest outcome, without them it does not", () => {
    const context = at({ callerParty: "case_manager" });
    expect(assess(taizhou, wellInHospital, context).outcome).toBe("accessible_ride");
    const unmeasured = { ...wellInHospital, vital_signs: "not_measured" };
    expect(assess(taizhou, unmeasured, context)).toMatchObject({ outcome: "clinician_review" });
  });

  it.each(["case_manager", "clinician"] as const)("gets a clear grade III through (%s)", (callerParty) => {
    const assessed = assess(taizhou, steady, at({ callerParty }));
    expect(assessed).toMatchObject({ outcome: "care_transfer", serviceLevel: "care_transfer", grade: "III" });
    expect(assessed.needs.oxygen).toBe(true);
  });

  it.each(["home_oxygen", "tracheostomy", "unresponsive"])(
    "is graded for a long-standing state like %s",
    (state) => {
      const care = state === "home_oxygen" ? "oxygen" : state;
      const assessed = assess(taizhou, { ...steady, care: [care] }, at({ callerParty: "case_manager" }));
      expect(assessed.outcome).toBe("care_transfer");
    },
  );

  it("asks for the factors as soon as care is needed", () => {
    const context = at({ callerParty: "case_manager", extras: { oxygen: true, suction: false } });
    expect(assess(taizhou, wellInHospital, context).unanswered).toContain("consciousness");
  });

  it.each([
    ["grade II, thresholds unreviewed", { consciousness: "impaired" }, 15, "clinician_review", "II"],
    ["a long way raises III to II", {}, 20, "clinician_review", "II"],
    [
      "a short way lowers II to III, which is not clear",
      { consciousness: "impaired" },
      9,
      "clinician_review",
      "III",
    ],
    ["a factor not known", { main_problem: "unknown" }, 15, "clinician_review", "III"],
    ["the way not known", {}, null, "clinician_review", "III"],
    ["grade I", { breathing_support: "high" }, 15, "handoff_120", "I"],
    ["a long way raises II to I", { consciousness: "impaired" }, 45, "clinician_review", "I"],
    ["grade I on a short way", { main_problem: "critical" }, 5, "handoff_120", "I"],
  ] as const)("%s", (_name, change, transferMinutes, outcome, grade) => {
    const context = at({ callerParty: "case_manager", transferMinutes });
    expect(assess(taizhou, { ...steady, ...change }, context)).toMatchObject({ outcome, grade });
  });

  it("gets grade II through once a regulator has reviewed the thresholds, grade I never", () => {
    const reviewed = { ...taizhou, reviewed: true };
    const context = at({ callerParty: "case_manager" });
    expect(assess(reviewed, { ...steady, consciousness: "impaired" }, context)).toMatchObject({
      outcome: "care_transfer",
      grade: "II",
    });
    expect(assess(reviewed, { ...steady, consciousness: "coma" }, context).outcome).toBe("handoff_120");
  });

  it("has unstable vital signs sent to 120 although nothing else is answered", () => {
    const answers = { ...wellInHospital, vital_signs: "unstable" };
    expect(assess(taizhou, answers, at({ callerParty: "case_manager" })).outcome).toBe("handoff_120");
  });
});

describe("answers", () => {
  it.each([
    [{ nonsense: true }, "triage.unknown_question"],
    [{ now: ["hungry"] }, "triage.answer_does_not_fit"],
    [{ now: ["none", "unsure"] }, "triage.answer_does_not_fit"],
    [{ now: [] }, "triage.answer_does_not_fit"],
  ])("that do not fit are refused: %j", (answers, key) => {
    expect(() => assess(taizhou, answers, at())).toThrow(expect.objectContaining({ code: "bad_input", key }));
  });

  it("to a question no longer asked do not count", () => {
    const answers = { ...well, care: ["ventilator"], consciousness: "coma" };
    expect(assess(taizhou, answers, at()).outcome).toBe("accessible_ride");
  });
});

const answerTo = (question: Question): fc.Arbitrary<TriageAnswers[string]> => {
  if (question.kind === "yes_no") return fc.boolean();
  if (question.kind === "number") return fc.double({ min: question.min, max: question.max, noNaN: true });
  const ids = question.choices.map((choice) => choice.id);
  if (question.kind === "choice") return fc.oneof(fc.constant(ids[0] ?? ""), fc.constantFrom(...ids));
  const alone = question.choices.filter((choice) => choice.exclusive).map((choice) => [choice.id]);
  const several = ids.filter((id) => !alone.flat().includes(id));
  return fc.oneof(
    { arbitrary: fc.constant<string[]>(["none"]), weight: 5 },
    { arbitrary: fc.constantFrom(...alone), weight: 1 },
    { arbitrary: fc.subarray(several, { minLength: 1 }), weight: 2 },
  );
};
const someAnswers = (set: QuestionSet): fc.Arbitrary<TriageAnswers> => {
  const answers = Object.fromEntries(set.questions.map((q) => [q.id, answerTo(q)]));
  const some = fc.record(answers, { requiredKeys: [] });
  return fc.oneof(some, fc.record(answers)).map((given) => triageAnswers.parse(given));
};
const someContext: fc.Arbitrary<TriageContext> = fc.record({
  callerParty: fc.constantFrom(...callerParties),
  mobility: fc.constantFrom(...mobilities),
  extras: fc.record({ oxygen: fc.boolean(), suction: fc.boolean() }),
  transferMinutes: fc.option(fc.integer({ min: 0, max: 600 })),
});
const someReview = fc.boolean();

describe.each(sets)("always, in $id", (set) => {
  const flags = set.questions.flatMap((q) =>
    q.id === "now" && q.kind === "multi" ? q.choices.filter((c) => !c.exclusive).map((c) => c.id) : [],
  );

  it("a red flag goes to 120 whatever else is answered, even contradicting it", () => {
    expect(flags).toHaveLength(set.redFlags.length);
    const contradiction = fc.subarray(["none", "unsure", "gibberish"]);
    fc.assert(
      fc.property(
        someAnswers(set),
        someContext,
        fc.constantFrom(...flags),
        contradiction,
        (answers, context, flag, odd) => {
          const assessed = assess(set, { ...answers, now: [...odd, flag] }, context);
          expect(assessed.outcome).toBe("handoff_120");
          expect(assessed.redFlags).toContain(`flag_${flag}`);
        },
      ),
    );
  });

  it("a ride is complete, near the patient, within what was reviewed, and has its reason and next step", () => {
    fc.assert(
      fc.property(someAnswers(set), someContext, someReview, (answers, context, reviewed) => {
        const assessed = assess({ ...set, reviewed }, answers, context);
        expect(assessed.reasons.length).toBeGreaterThan(0);
        expect(assessed.nextStep.textZh).not.toBe("");
        if (!assessed.serviceLevel) return;
        expect(assessed.unanswered).toEqual([]);
        expect(context.callerParty).not.toBe("not_with_patient");
        expect(assessed.grade).not.toBe("I");
        if (assessed.serviceLevel === "accessible_ride") {
          expect(Object.values(assessed.needs)).not.toContain(true);
        } else if (!reviewed) expect(assessed).toMatchObject({ grade: "III", grading: { clear: true } });
      }),
      { numRuns: 400 },
    );
  });

  it("the samples above reach every outcome", () => {
    const sample = fc.sample(fc.tuple(someAnswers(set), someContext), { numRuns: 3000, seed: 7 });
    const outcomes = new Set(sample.map(([answers, context]) => assess(set, answers, context).outcome));
    expect([...outcomes].sort()).toEqual([...triageOutcomes].sort());
  });
});

describe("guards no data can switch off", () => {
  const careless: QuestionSet = {
    ...taizhou,
    outcomes: [{ id: "ride", when: { all: [] }, outcome: "accessible_ride", textZh: "走", textEn: "go" }],
  };
  it.each([
    ["oxygen", at({ extras: { oxygen: true, suction: false } }), well, "needs_care"],
    ["a caller away", at({ callerParty: "not_with_patient" }), well, "away"],
    ["no answer", at(), {}, "incomplete"],
    [
      "no vital signs",
      at({ callerParty: "case_manager" }),
      { ...wellInHospital, vital_signs: "not_measured" },
      "no_vitals",
    ],
    ["grade I", at({ callerParty: "clinician" }), { ...steady, consciousness: "coma" }, "grade_one"],
  ])("%s", (_name, context, answers, ruleId) => {
    const assessed = assess(careless, answers, context);
    expect(assessed.serviceLevel).toBeNull();
    expect(assessed.reasons[0]?.ruleId).toBe(ruleId);
  });

  it("a care transfer without a grade", () => {
    const rule = {
      id: "care",
      when: { all: [] },
      outcome: "care_transfer" as const,
      textZh: "走",
      textEn: "go",
    };
    const assessed = assess({ ...taizhou, reviewed: true, outcomes: [rule] }, well, at());
    expect(assessed.reasons[0]?.ruleId).toBe("ungraded");
  });

  it("no rule at all", () => {
    const never = { ...careless, outcomes: [{ ...taizhou.outcomes[0], when: { any: [] } }] };
    const parsed = questionSet.safeParse(never);
    expect(parsed.success).toBe(false);
    const assessed = assess({ ...taizhou, outcomes: taizhou.outcomes.slice(0, 1) }, well, at());
    expect(assessed).toMatchObject({ outcome: "clinician_review", reasons: [{ ruleId: "no_rule" }] });
  });
});

describe("checkQuestionSet", () => {
  const broken = (change: Partial<QuestionSet>) => checkQuestionSet({ ...taizhou, ...change });
  it("finds what a regulator may get wrong", () => {
    const [flag] = taizhou.redFlags;
    const [first] = taizhou.questions;
    if (!flag || !first) throw new Error("empty seed");
    const unknownFact = { ...flag, when: { fact: "answer.nothing", is: true } };
    expect(broken({ redFlags: [unknownFact] })).toEqual([{ at: flag.id, problem: "unknown_fact" }]);
    const unknownChoice = { ...flag, when: { fact: "answer.now", includesAny: ["hungry"] } };
    expect(broken({ redFlags: [unknownChoice] })).toEqual([{ at: flag.id, problem: "unknown_choice" }]);
    expect(broken({ redFlags: [flag, flag] })).toEqual([{ at: flag.id, problem: "duplicate_id" }]);
    const late = { ...first, askWhen: { fact: "answer.infection", known: true } };
    expect(broken({ questions: [late, ...taizhou.questions.slice(1)] })).toEqual([
      { at: "now", problem: "asked_too_late" },
    ]);
    const vital = { question: "vital_signs", grades: { normal: "III" as const } };
    const factors = { ...taizhou.grading.factors, vital_signs: vital };
    expect(broken({ grading: { ...taizhou.grading, factors } })).toEqual([
      { at: "vital_signs", problem: "grade_missing" },
    ]);
  });
});
