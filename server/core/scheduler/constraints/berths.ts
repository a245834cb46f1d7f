import { at } from "@/server/core/scheduler/at";
import {
  broken,
  type FitConstraint,
  type RouteConstraint,
} from "@/server/core/scheduler/constraints/constraint";
import type { Request, Rules } from "@/server/core/scheduler/problem";
import { togetherAfter } from "@/server/core/scheduler/route";
import { type BerthKind, type Berths, berthKinds } from "@/server/core/vehicle";

/** Berths the requests take up: one of the patient's kind each, and one per escort. */
function demandOf(requests: readonly Request[]): Record<BerthKind, number> {
  const demand = { escort: 0, seat: 0, wheelchair: 0, stretcher: 0 };
  for (const it of requests) {
    demand[it.berth]++;
    demand.escort += it.escorts;
  }
  return demand;
}

/**
 * Do people find berths, given who may use whose? By Hall's theorem it is enough that every set of kinds finds as many
 * berths as it has people; with four kinds that is fifteen sums. Answers with the shortest set, undefined = all fit.
 */
export function berthShortage(
  requests: readonly Request[],
  capacity: Berths,
  rules: Rules,
): { kinds: string; needed: number; available: number } | undefined {
  const demand = demandOf(requests);
  for (let set = 1; set < 1 << berthKinds.length; set++) {
    const kinds = berthKinds.filter((_, bit) => set & (1 << bit));
    const usable = new Set<BerthKind>(kinds);
    for (const [needs, mayUse] of rules.berthUpgrades) if (kinds.includes(needs)) usable.add(mayUse);
    const needed = kinds.reduce((sum, kind) => sum + demand[kind], 0);
    const available = [...usable].reduce((sum, kind) => sum + capacity[kind], 0);
    if (needed > available) return { kinds: kinds.join(","), needed, available };
  }
  return undefined;
}

/** The vehicle has the berths for this request alone. */
export const berthsAlone: FitConstraint = (request, shift, problem) => {
  const shortage = berthShortage([request], shift.berths, problem.rules);
  return shortage ? broken("berths", "berth_missing", shift, request, shortage) : [];
};

/** Everybody on board at once has a berth, and only those ride together who may. */
export const berths: RouteConstraint = ({ problem, shift, codes }) =>
  togetherAfter(codes).flatMap((indexes, stop) => {
    if (indexes.length < 2 || stop < shift.driven.length) return [];
    const riders = indexes.map((index) => at(problem.requests, index));
    const request = at(problem.requests, at(codes, stop) >> 1);
    const alone = riders.filter((it) => !it.shareable);
    const shortage = berthShortage(riders, shift.berths, problem.rules);
    return [
      ...alone.flatMap((it) => broken("berths", "ride_not_shareable", shift, it, { riders: riders.length })),
      ...(shortage ? broken("berths", "berths_full", shift, request, shortage) : []),
    ];
  });
