import { z } from "zod";

export const caseStatuses = ["open", "answered", "closed", "withdrawn"] as const;
export type CaseStatus = (typeof caseStatuses)[number];

/** What a complaint is about. */
export const caseTopics = ["late", "price", "crew", "vehicle", "safety", "wrong_vehicle", "other"] as const;
export const caseTopic = z.enum(caseTopics);
export type CaseTopic = z.infer<typeof caseTopic>;
