import { z } from "zod";
import { type Allocation, type AllocationFit, allocate, type OperatorRecord } from "./allocation";
import type { FitRecord } from "./scheduler/fit-record";
import type { Ranked } from "./scheduler/insertion";

/** How one candidate stood in a decision. */
export interface CandidateStanding {
  /** Place in the order of asking, 1 first; null: does not fit. */
  place: number | null;
  /** This booking was put to the operator before. */
  askedBefore: boolean;
  /** Its claim backs the slot that was sold. */
  backsSlot: boolean;
}

/** What a decision was made from: enough to check it, and to replay the allocation by `allocate`. */
export interface DecisionBasis {
  /** 1 for the first operator asked. */
  round: number;
  /** Plan version of every shift that was looked at. */
  planVersions: Record<string, number>;
  ruleVersions: { allocation: string; region: string | null; standard: string | null };
  allocation: Allocation;
  fits: FitRecord;
  askedBefore: string[];
  backingShiftId: string | null;
}

export interface Choice {
  chosen: Ranked | null;
  allocation: Allocation;
  standings: Map<string, CandidateStanding>;
}

const fitOf = (it: Ranked): AllocationFit => ({
  shiftId: it.shiftId,
  operatorId: it.operatorId,
  addedCostFen: it.addedCostFen,
});

/**
 * Who is asked next (decisions.md, Shifts, slots, offers): first the operator whose claim backs the slot, then the next
 * by the allocation rule among those that keep the window. An operator that declined or let an offer lapse is not
 * asked again.
 */
export function chooseShift(
  ranked: readonly Ranked[],
  operators: readonly OperatorRecord[],
  withinPercent: number,
  backingShiftId: string | null,
  askedBefore: ReadonlySet<string>,
): Choice {
  const fits = ranked.filter((it) => it.feasible && !askedBefore.has(it.operatorId));
  const allocation = allocate(fits.map(fitOf), operators, withinPercent);
  const backing = allocation.order.filter((it) => it.shiftId === backingShiftId);
  const order = [...backing, ...allocation.order.filter((it) => it.shiftId !== backingShiftId)];
  const standings = new Map(
    ranked.map((it): [string, CandidateStanding] => {
      const at = order.findIndex((fit) => fit.shiftId === it.shiftId);
      return [
        it.shiftId,
        {
          place: at < 0 ? null : at + 1,
          askedBefore: askedBefore.has(it.operatorId),
          backsSlot: it.shiftId === backingShiftId,
        },
      ];
    }),
  );
  const chosen = ranked.find((it) => it.shiftId === order[0]?.shiftId) ?? null;
  return { chosen, allocation, standings };
}

/** A reason as a message key with its data. */
export interface Reason {
  key: string;
  data: Record<string, string | number>;
}

/** Why this operator is asked, in the words of the published rule. */
export function reasonsFor(choice: Choice, backingShiftId: string | null, round: number): Reason[] {
  const { chosen, allocation } = choice;
  if (!chosen) return [];
  const standing = allocation.standings.find((it) => it.operatorId === chosen.operatorId);
  const figures: Reason = {
    key: "fit",
    data: {
      addedMetres: chosen.addedMetres,
      emptyMetres: chosen.emptyMetres,
      addedCostFen: chosen.addedCostFen,
    },
  };
  const first: Reason =
    chosen.shiftId === backingShiftId
      ? { key: "backs_slot", data: {} }
      : { key: "next_in_turn", data: { round } };
  const share: Reason = {
    key: "share",
    data: {
      capacityPpm: standing?.capacityPpm ?? 0,
      assignedPpm: standing?.assignedPpm ?? 0,
      shortfallPpm: standing?.shortfallPpm ?? 0,
    },
  };
  const close: Reason = {
    key: "within_limit",
    data: { bestCostFen: allocation.bestCostFen, limitCostFen: allocation.limitCostFen },
  };
  return chosen.addedCostFen <= allocation.limitCostFen
    ? [first, figures, close, share]
    : [first, figures, share];
}

/** How many vehicles each rule kept away from a booking, the most first. */
export function countReasons(ranked: readonly Ranked[]): { constraint: string; vehicles: number }[] {
  const kept = new Map<string, Set<string>>();
  for (const { shiftId, violations } of ranked)
    for (const { constraint } of violations)
      kept.set(constraint, (kept.get(constraint) ?? new Set()).add(shiftId));
  return [...kept]
    .map(([constraint, shifts]) => ({ constraint, vehicles: shifts.size }))
    .sort((a, b) => b.vehicles - a.vehicles || (a.constraint < b.constraint ? -1 : 1));
}

export const decisionInput = z.object({ bookingId: z.uuid() });
