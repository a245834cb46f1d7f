import { z } from "zod";
import type { Ranked } from "@/server/core/scheduler/insertion";
import { constraintNames } from "@/server/core/scheduler/plan";
import type { Request } from "@/server/core/scheduler/problem";

const seconds = z.number().int();

const violation = z.object({
  constraint: z.enum(constraintNames),
  reason: z.string(),
  shiftId: z.string(),
  requestId: z.string().optional(),
  detail: z.record(z.string(), z.union([z.number(), z.string()])),
});

const candidate = z.object({
  requestId: z.string(),
  shiftId: z.string(),
  operatorId: z.string(),
  shiftKind: z.enum(["committed", "on_offer"]),
  classRank: z.number().int(),
  pickupWindow: z.object({ fromSeconds: seconds, toSeconds: seconds }),
  pickupStop: z.number().int(),
  dropStop: z.number().int(),
  pickupSeconds: seconds,
  dropSeconds: seconds,
  addedMetres: z.number().int(),
  emptyMetres: z.number().int(),
  addedSeconds: seconds,
  addedCostFen: z.number().int(),
  violations: z.array(violation),
  feasible: z.boolean(),
});

/** What the decision record keeps of a match: every candidate with its figures and every rule against it, as JSON. */
export const fitRecord = z.object({
  format: z.literal("fit-record-1"),
  requestId: z.string(),
  /** The day's epoch that all seconds count from, epoch milliseconds. */
  epochMs: z.number().int(),
  nowSeconds: seconds,
  candidates: z.array(candidate),
});
export type FitRecord = z.infer<typeof fitRecord>;

/** Puts a ranking into the form that is stored; `epochMs` is the instant the problem's seconds count from. */
export function makeFitRecord(
  request: Request,
  ranked: readonly Ranked[],
  epochMs: number,
  nowSeconds: number,
): FitRecord {
  const candidates = ranked.map((it) => ({ ...it, violations: it.violations.map((one) => ({ ...one })) }));
  return { format: "fit-record-1", requestId: request.id, epochMs, nowSeconds, candidates };
}
