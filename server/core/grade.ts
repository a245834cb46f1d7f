import { z } from "zod";
import { type CareGrade, careGrade } from "./patient";

/** The five clinical factors of the care grade; the sixth is the transfer time (domain.md, Triage). */
export const gradeFactors = [
  "vital_signs",
  "consciousness",
  "breathing_support",
  "circulation_support",
  "main_problem",
] as const;
export const gradeFactor = z.enum(gradeFactors);
export type GradeFactor = z.infer<typeof gradeFactor>;

const minutes = z.number().int().min(0);
/** How the transfer time moves the grade; a grade that is not named stays. */
export const transferTimeRule = z.strictObject({
  lowerBelowMinutes: minutes,
  lower: z.partialRecord(careGrade, careGrade),
  raiseFromMinutes: minutes,
  raise: z.partialRecord(careGrade, careGrade),
});
export type TransferTimeRule = z.infer<typeof transferTimeRule>;

export interface Grading {
  grade: CareGrade;
  /** The worst of the clinical factors, before the transfer time. */
  byFactors: CareGrade;
  byTime: "raised" | "lowered" | "kept" | "unknown";
  worstFactors: GradeFactor[];
  missingFactors: GradeFactor[];
  /** Nothing missing, and not brought down by a short way: such a grade needs no second look. */
  clear: boolean;
}

// Lower is more serious.
const rank: Record<CareGrade, number> = { I: 1, II: 2, III: 3 };

function moveByTime(grade: CareGrade, transferMinutes: number | null, rule: TransferTimeRule) {
  if (transferMinutes === null) return { grade, byTime: "unknown" } as const;
  const target =
    transferMinutes < rule.lowerBelowMinutes
      ? rule.lower[grade]
      : transferMinutes >= rule.raiseFromMinutes
        ? rule.raise[grade]
        : undefined;
  if (target === undefined || target === grade) return { grade, byTime: "kept" } as const;
  return { grade: target, byTime: rank[target] < rank[grade] ? "raised" : "lowered" } as const;
}

/**
 * The care grade from six factors: the worst clinical factor wins, a short way may lower it, a long one raises it
 * (domain.md, Triage). `null` for a factor means not measured; with all of them null there is no grade.
 */
export function gradePatient(
  factors: Readonly<Record<GradeFactor, CareGrade | null>>,
  transferMinutes: number | null,
  rule: TransferTimeRule,
): Grading | null {
  const missingFactors = gradeFactors.filter((factor) => factors[factor] === null);
  const known = gradeFactors.flatMap((factor) => factors[factor] ?? []);
  if (known.length === 0) return null;
  const byFactors = known.reduce((worst, next) => (rank[next] < rank[worst] ? next : worst));
  const moved = moveByTime(byFactors, transferMinutes, rule);
  return {
    ...moved,
    byFactors,
    worstFactors: gradeFactors.filter((factor) => factors[factor] === byFactors),
    missingFactors,
    clear: missingFactors.length === 0 && (moved.byTime === "kept" || moved.byTime === "raised"),
  };
}
