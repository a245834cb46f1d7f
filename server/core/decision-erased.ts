/** What of a candidate says nothing about the patient: which vehicle, how far, whose turn. */
const kept = [
  "requestId",
  "shiftId",
  "operatorId",
  "shiftKind",
  "classRank",
  "addedMetres",
  "emptyMetres",
  "addedSeconds",
  "addedCostFen",
  "feasible",
  "place",
  "askedBefore",
  "backsSlot",
];

interface Decided {
  candidates: Record<string, unknown>[];
  basis: Record<string, unknown>;
  explanation: Record<string, unknown>;
}

/**
 * A decision after an erasure: the rules that stood in the way of vehicles are gone, since they say what the patient needed.
 * Who was compared, who was chosen and in whose turn stays: operators' shares are worked out from that.
 */
export function erasedDecision({ candidates, basis, explanation }: Decided): Decided {
  const { fits } = basis;
  const epoch = typeof fits === "object" && fits !== null ? { ...fits, candidates: [] } : fits;
  return {
    candidates: candidates.map((it) => ({
      ...Object.fromEntries(Object.entries(it).filter(([name]) => kept.includes(name))),
      violations: [],
    })),
    basis: { ...basis, fits: epoch, erased: true },
    explanation: { ...explanation, against: [] },
  };
}
