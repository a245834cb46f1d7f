import { z } from "zod";

export const caseStatuses = ["open", "answered", "closed", "withdrawn"] as const;
export type CaseStatus = (typeof caseStatuses)[number];

/** What a complaint is about. */
export const caseTopics = ["late", "price", "crew", "vehicle", "safety", "wrong_vehicle", "other"] as const;
export const caseTopic = z.enum(caseTopics);
export type CaseTopic = z.infer<typeof caseTopic>;

/** Where a complaint came from: its link or account, a scanned marking, a ward, the phone, the regulator itself, a rating. */
export const caseSources = ["tracking", "verify", "ward", "phone", "regulator", "rating"] as const;
export type CaseSource = (typeof caseSources)[number];

/** What the regulator found; the first two count against the operator. */
export const caseDecisions = ["upheld", "partly_upheld", "not_upheld"] as const;
export const caseDecision = z.enum(caseDecisions);
export type CaseDecision = z.infer<typeof caseDecision>;

/** What is attached to a case by itself, as it stood then. */
export const evidenceKinds = ["trip", "positions", "scan", "rating"] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** How far an unanswered or undecided case was carried up, in order. */
export const caseAlarms = ["reminded", "overdue", "undecided"] as const;
export type CaseAlarm = (typeof caseAlarms)[number];

interface CaseClock {
  status: CaseStatus;
  /** By when the operator answers, epoch milliseconds. */
  dueAt: number;
  /** By when the regulator decides, epoch milliseconds; null until it is its turn. */
  decideBy: number | null;
  alarm: CaseAlarm | null;
}

/**
 * The alarm that a case has come to at an instant and that was not raised yet: the operator is reminded some hours before
 * its deadline; past it the case goes up to the regulator; past the regulator's own deadline to the region's
 * administration. Null: nothing to raise.
 */
export function caseAlarmDue(its: CaseClock, remindHoursBefore: number, at: number): CaseAlarm | null {
  const raised = its.alarm === null ? -1 : caseAlarms.indexOf(its.alarm);
  const reached = reachedAlarm(its, remindHoursBefore, at);
  return reached !== null && caseAlarms.indexOf(reached) > raised ? reached : null;
}

function reachedAlarm({ status, dueAt, decideBy }: CaseClock, hours: number, at: number): CaseAlarm | null {
  if (status !== "open" && status !== "answered") return null;
  if (decideBy !== null && at >= decideBy) return "undecided";
  if (status === "answered") return null;
  if (at >= dueAt) return "overdue";
  return at >= dueAt - hours * 3_600_000 ? "reminded" : null;
}
