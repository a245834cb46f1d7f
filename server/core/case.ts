import { z } from "zod";

export const caseStatuses = ["open", "answered", "closed", "withdrawn"] as const;
export type CaseStatus = (typeof caseStatuses)[number];

/** What a complaint is about. */
export const caseTopics = ["late", "price", "crew", "vehicle", "safety", "wrong_vehicle", "other"] as const;
export const caseTopic = z.enum(caseTopics);
export type CaseTopic = z.infer<typeof caseTopic>;

/** Where a complaint came from: its link or account, a scanned marking, a ward, the phone, the regulator itself, a rating. */
export const caseSources = ["tracking", "verify", "ward", "phone", "regulator", "rating"] as const;

/** What the regulator found; the first two count against the operator. */
export const caseDecisions = ["upheld", "partly_upheld", "not_upheld"] as const;

/** What is attached to a case by itself, as it stood then. */
export const evidenceKinds = ["trip", "positions", "scan", "rating"] as const;

/** How far an unanswered or undecided case was carried up, in order. */
export const caseAlarms = ["reminded", "overdue", "undecided"] as const;
