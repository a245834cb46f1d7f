import { z } from "zod";
import type { Repair } from "./scheduler/repair";
import { repairKinds } from "./scheduler/repair-kind";

export const repairReasons = ["vehicle_out", "crew_sick"] as const;
export type RepairReason = (typeof repairReasons)[number];
/** `failed`: the worker could not work it out; `stale`: the plan moved on before it was taken. */
export const repairStatuses = ["asked", "ready", "accepted", "left", "stale", "failed"] as const;

/** What was worked out, and on which plan: a preview of an older plan is never written. */
export interface RepairPreview extends Repair {
  day: string;
  /** Local midnight of the day, from which all seconds count. */
  epochMs: number;
  /** Versions of the shifts seen. */
  seen: Record<string, number>;
  /** Of the displaced those whom the operator had accepted. */
  ours: string[];
}

/** A vehicle on shift fails from now on, until the instant given or for the rest of its shift. */
export const repairAsked = z.strictObject({
  shiftId: z.uuid(),
  reason: z.enum(repairReasons),
  until: z.coerce.date().nullable(),
});
export type RepairAsked = z.infer<typeof repairAsked>;
export const repairRef = z.strictObject({ repairId: z.uuid() });
export const repairTaken = repairRef.extend({ kind: z.enum(repairKinds) });
export type RepairTaken = z.infer<typeof repairTaken>;
