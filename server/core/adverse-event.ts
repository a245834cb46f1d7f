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

/** Hours until the full report is due: sooner where somebody may still be harmed or evidence lost (assumed). */
const dueHours: Record<AdverseKind, number> = {
  death: 2,
  accident: 6,
  deterioration: 12,
  infection: 12,
  fall: 24,
  equipment: 24,
  other: 48,
};

/** When the full report on an adverse event is due; instants in epoch milliseconds. */
export function adverseDueAt(kind: AdverseKind, reportedAt: number): number {
  return reportedAt + dueHours[kind] * 3_600_000;
}
