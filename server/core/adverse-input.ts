import { z } from "zod";
import { adverseKind, adverseStatuses } from "./adverse-event";
import { fewest } from "./said";

/** An adverse event of a trip, reported by its crew, its operator or the regulator. `reportId` is made by the client. */
export const adverseReport = z.strictObject({
  reportId: z.uuid(),
  tripId: z.uuid(),
  kind: adverseKind,
  happenedAt: z.iso.datetime({ offset: true }),
  description: z.string().trim().min(fewest.story, "adverse.say_what_happened").max(2000),
  /** Who was hurt or saw it; kept sealed. */
  people: z.string().trim().max(500).default(""),
});
export type AdverseReport = z.infer<typeof adverseReport>;
export const adverseRef = z.strictObject({ adverseId: z.uuid() });
export const adverseList = z.strictObject({ status: z.enum(adverseStatuses).optional() });
/** What was done: told the insurer, disinfected, told the co-riders. */
export const adverseTellInsurer = z.strictObject({
  adverseId: z.uuid(),
  insurer: z.string().trim().min(fewest.words).max(80),
});
export const adverseClose = z.strictObject({
  adverseId: z.uuid(),
  outcome: z.string().trim().min(fewest.story).max(2000),
});
