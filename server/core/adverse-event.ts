import { z } from "zod";

export const adverseKinds = [
  "fall",
  "deterioration",
  "death",
  "accident",
  "infection",
  "equipment",
  "other",
] as const;
export const adverseKind = z.enum(adverseKinds);
export type AdverseKind = z.infer<typeof adverseKind>;
export const adverseStatuses = ["open", "reported", "closed"] as const;

/** Who reported it. */
export const adverseReporters = ["crew", "operator", "ward", "family", "regulator"] as const;
export type AdverseReporter = (typeof adverseReporters)[number];

/** What was done about an event, in the order it may come. */
export const adverseEntryKinds = [
  "reported",
  "told",
  "added",
  "isolation",
  "disinfected",
  "overdue",
  "closed",
] as const;

/** Who is told of an event. */
export const adverseParties = [
  "operator",
  "regulator",
  "region_admin",
  "insurer",
  "booker",
  "co_rider",
  "crew",
] as const;
export type AdverseParty = (typeof adverseParties)[number];

/** What is disinfected after an infection is found, and how. */
export const disinfectionSubjects = ["vehicle", "crew"] as const;
export const disinfectionMethods = ["terminal", "ultraviolet", "hydrogen_peroxide", "personal"] as const;
export const disinfectionMethod = z.enum(disinfectionMethods);
export type DisinfectionMethod = z.infer<typeof disinfectionMethod>;

const hours = z.number().int().min(1).max(720);

/**
 * Hours until the full report on each kind is due, as part of a region's settings. A region that says nothing starts with
 * these: sooner where somebody may still be harmed or evidence lost (assumed; no published rule was found).
 */
export const reportWithinHours = z.strictObject({
  death: hours.default(2),
  accident: hours.default(6),
  deterioration: hours.default(12),
  infection: hours.default(12),
  fall: hours.default(24),
  equipment: hours.default(24),
  other: hours.default(48),
});
type ReportWithinHours = z.infer<typeof reportWithinHours>;

/** When the full report on an adverse event is due by the region's hours; instants in epoch milliseconds. */
export function adverseDueAt(within: ReportWithinHours, kind: AdverseKind, reportedAt: number): number {
  return reportedAt + within[kind] * 3_600_000;
}

/** A vehicle is disinfected with a method for rooms, a person washes and changes. */
export const methodFits = (
  subject: (typeof disinfectionSubjects)[number],
  method: DisinfectionMethod,
): boolean => (subject === "crew") === (method === "personal");
