import { parseDarp } from "@/server/core/formats/darp";
import { dayPlanInput, parseDay } from "@/server/core/formats/day";
import { parseHdarp } from "@/server/core/formats/hdarp";
import { parseLiLim } from "@/server/core/formats/li-lim";
import { parsePtp } from "@/server/core/formats/ptp";
import { nodeAnswer, tripAnswer, type Verification } from "@/server/core/scheduler/verify/answer";
import { verifyDarp } from "@/server/core/scheduler/verify/darp";
import { verifyDay } from "@/server/core/scheduler/verify/day";
import { verifyHdarp } from "@/server/core/scheduler/verify/hdarp";
import { verifyLiLim } from "@/server/core/scheduler/verify/li-lim";
import { verifyPtp } from "@/server/core/scheduler/verify/ptp";
import type { Verdict } from "@/server/core/scheduler/verify/verify-plan";

const verifiers = {
  "li-lim": (instance: string, answer: unknown) =>
    verifyLiLim(parseLiLim(instance), nodeAnswer.parse(answer)),
  darp: (instance: string, answer: unknown) => verifyDarp(parseDarp(instance), nodeAnswer.parse(answer)),
  hdarp: (instance: string, answer: unknown) => verifyHdarp(parseHdarp(instance), nodeAnswer.parse(answer)),
  ptp: (instance: string, answer: unknown) => verifyPtp(parsePtp(instance), tripAnswer.parse(answer)),
  day: (instance: string, answer: unknown) => verifyDay(parseDay(instance), dayPlanInput.parse(answer)),
} satisfies Record<string, (instance: string, answer: unknown) => Verification | Verdict>;

export type VerifiedFormat = keyof typeof verifiers;
export const verifiedFormats = Object.keys(verifiers) as VerifiedFormat[];

/**
 * Recomputes an answer (the JSON of `solve`) from the instance's text alone.
 *
 * @throws DomainError bad_input for a bad instance, ZodError for an answer of another shape
 */
export function verifyAnswer(
  format: VerifiedFormat,
  instance: string,
  answer: unknown,
): Verification | Verdict {
  return verifiers[format](instance, answer);
}
