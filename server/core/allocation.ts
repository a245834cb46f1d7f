/** One feasible fit, as ranked by the scheduler. */
export type AllocationFit = { shiftId: string; operatorId: string; addedCostFen: number };

/** An operator over the last 28 days: shift time it put at the region's disposal, and trips it was given. */
export type OperatorRecord = { operatorId: string; capacitySeconds: number; assignedTrips: number };

/** What the allocation rule saw and did, enough for any operator to replay it: `allocate(fits, operators, withinPercent)`. */
export type Allocation = {
  rule: "allocation-1";
  fits: AllocationFit[];
  operators: OperatorRecord[];
  /** The region's setting; decisions made before it was recorded were all made by 10. */
  withinPercent: number;
  bestCostFen: number;
  /** Fits above it are out of the comparison. */
  limitCostFen: number;
  standings: Standing[];
  /** Fits in the order in which they are to be asked; the first is chosen. */
  order: AllocationFit[];
};

/** Shares in parts per million of the region, rounded down; `shortfallPpm` above 0 = has carried less than its share. */
export type Standing = { operatorId: string; capacityPpm: number; assignedPpm: number; shortfallPpm: number };

const ppm = (part: number, total: number): number =>
  total === 0 ? 0 : Math.floor((part * 1_000_000) / total);

/** Ids by code unit, so that no language setting changes an allocation. */
const before = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

function standingsOf(fits: readonly AllocationFit[], operators: readonly OperatorRecord[]): Standing[] {
  const capacity = operators.reduce((sum, it) => sum + it.capacitySeconds, 0);
  const trips = operators.reduce((sum, it) => sum + it.assignedTrips, 0);
  const ids = [...new Set(fits.map((it) => it.operatorId))].toSorted();
  return ids.map((operatorId) => {
    const record = operators.find((it) => it.operatorId === operatorId);
    const capacityPpm = ppm(record?.capacitySeconds ?? 0, capacity);
    const assignedPpm = ppm(record?.assignedTrips ?? 0, trips);
    return { operatorId, capacityPpm, assignedPpm, shortfallPpm: capacityPpm - assignedPpm };
  });
}

/**
 * The published allocation rule (decisions.md, Shifts, slots, offers): among fits within so many percent of the best added
 * cost (a setting of the region), the operator furthest below its capacity share of the last 28 days; of one operator its
 * cheaper fit; then by id. Fits beyond follow by cost. The order of the arguments does not matter.
 */
export function allocate(
  fits: readonly AllocationFit[],
  operators: readonly OperatorRecord[],
  withinPercent: number,
): Allocation {
  const bestCostFen = fits.length === 0 ? 0 : Math.min(...fits.map((it) => it.addedCostFen));
  const limitCostFen = bestCostFen + Math.floor((Math.abs(bestCostFen) * withinPercent) / 100);
  const standings = standingsOf(fits, operators);
  const shortfall = new Map(standings.map((it) => [it.operatorId, it.shortfallPpm]));
  const byId = (a: AllocationFit, b: AllocationFit): number =>
    before(a.operatorId, b.operatorId) || before(a.shiftId, b.shiftId);
  const order = fits.toSorted((a, b) => {
    const [closeA, closeB] = [a.addedCostFen <= limitCostFen, b.addedCostFen <= limitCostFen];
    if (closeA !== closeB) return closeA ? -1 : 1;
    const fairness = closeA ? (shortfall.get(b.operatorId) ?? 0) - (shortfall.get(a.operatorId) ?? 0) : 0;
    return fairness || a.addedCostFen - b.addedCostFen || byId(a, b);
  });
  const kept = order.map(({ shiftId, operatorId, addedCostFen }) => ({ shiftId, operatorId, addedCostFen }));
  return {
    rule: "allocation-1",
    fits: kept.toSorted(byId),
    operators: operators.toSorted((a, b) => before(a.operatorId, b.operatorId)),
    withinPercent,
    bestCostFen,
    limitCostFen,
    standings,
    order: kept,
  };
}
