import { z } from "zod";
import { callerParty } from "../booking";
import { mobility } from "../patient";
import type { Facts } from "./condition";

/** What is known before the questions: who answers, how the patient travels, and how long the way takes. */
export const triageContext = z.strictObject({
  callerParty,
  mobility,
  extras: z.object({ oxygen: z.boolean(), suction: z.boolean() }),
  /** Minutes with the patient on board; null while one end is unknown. */
  transferMinutes: z.number().min(0).nullable(),
});
export type TriageContext = z.infer<typeof triageContext>;

/** The facts of the context that a condition may look at. */
export function contextFacts(context: TriageContext): Record<string, Facts[string]> {
  return {
    callerParty: context.callerParty,
    mobility: context.mobility,
    "extras.oxygen": context.extras.oxygen,
    "extras.suction": context.extras.suction,
    transferMinutes: context.transferMinutes ?? undefined,
  };
}
