import { broken, type FitConstraint } from "@/server/core/scheduler/constraints/constraint";

/** Papers of operator, vehicle and crew hold until the shift ends; `null` = no lapse known. */
export const certification: FitConstraint = (request, shift) =>
  shift.papers.flatMap((paper) => {
    if (paper.validUntilSeconds === null || paper.validUntilSeconds >= shift.window.toSeconds) return [];
    return broken("certification", "paper_lapsed", shift, request, {
      subject: paper.subject,
      paper: paper.reason,
      validUntilSeconds: paper.validUntilSeconds,
      neededUntilSeconds: shift.window.toSeconds,
    });
  });
