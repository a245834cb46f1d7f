import { z } from "zod";
import { constraintNames } from "./scheduler/plan";

const whole = z.number().int();

const violation = z.object({
  constraint: z.enum(constraintNames),
  reason: z.string(),
  detail: z.record(z.string(), z.union([z.number(), z.string()])),
});
export type RecordedViolation = z.infer<typeof violation>;

/** A candidate as a stored decision tells it to an auditor: how it fits, what it breaks, and its turn. */
const recordedCandidate = z.object({
  shiftId: z.string(),
  operatorId: z.string(),
  addedMetres: whole,
  emptyMetres: whole,
  addedSeconds: whole,
  addedCostFen: whole,
  feasible: z.boolean(),
  violations: z.array(violation),
  /** Place in the order of asking, 1 first; null: not asked. */
  place: whole.nullish(),
  askedBefore: z.boolean().nullish(),
  backsSlot: z.boolean().nullish(),
});
export type RecordedCandidate = z.infer<typeof recordedCandidate>;

/** What a decision row keeps as JSON, in the part that people read. */
export const recordedDecision = z.object({
  candidates: z.array(recordedCandidate),
  basis: z.object({
    round: whole,
    /** The reasons were erased with the booking's people. */
    erased: z.boolean().default(false),
    /** Where the seconds of all figures count from, epoch milliseconds. */
    fits: z.object({ epochMs: z.number() }),
    /** Decisions made before the standards were stored with them name none. */
    ruleVersions: z.object({
      allocation: z.string(),
      region: z.string().nullable(),
      standard: z.string().nullish(),
    }),
    allocation: z.object({
      bestCostFen: whole,
      limitCostFen: whole,
      operators: z.array(
        z.object({ operatorId: z.string(), capacitySeconds: z.number(), assignedTrips: whole }),
      ),
      standings: z.array(
        z.object({
          operatorId: z.string(),
          capacityPpm: whole,
          assignedPpm: whole,
          shortfallPpm: whole,
        }),
      ),
    }),
  }),
});
