import { canonicalJson } from "./audit-chain";
import { type Choice, chooseShift } from "./decision";
import { unpackInput } from "./decision-input";
import { type Ranked, rankInsertions } from "./scheduler/insertion";

/** Candidates as a decision stores them: the ranking with each one's standing. */
export const standingCandidates = (ranked: readonly Ranked[], choice: Choice): Record<string, unknown>[] =>
  ranked.map((it) => ({ ...it, ...choice.standings.get(it.shiftId) }));

/** What came out when a match was worked out again. */
export interface Replay {
  ranking: boolean;
  allocation: boolean;
  chosen: boolean;
  /** Shifts whose place or figures came out differently. */
  differing: string[];
}

/**
 * Work a match out again from what was put down and compare with what was decided, byte for byte in canonical JSON: the
 * ranking with every figure and reason, the allocation, and who was chosen.
 */
export function replayDecision(
  texts: { content: string; partText: (hash: string) => string | undefined },
  decided: { candidates: Record<string, unknown>[]; allocation: unknown; chosenShiftId: string | null },
): Replay {
  const { problem, plan, input } = unpackInput(texts.content, texts.partText);
  const ranked = rankInsertions(problem, plan, input.request);
  const asked = new Set(input.askedBefore);
  const choice = chooseShift(ranked, input.operators, input.withinPercent, input.backingShiftId, asked);
  const again = standingCandidates(ranked, choice);
  const [then, now] = [decided.candidates, again].map((them) => them.map((it) => canonicalJson(it)));
  const differing = again.flatMap(({ shiftId }, at) => (then?.[at] === now?.[at] ? [] : [String(shiftId)]));
  return {
    ranking: then?.length === now?.length && differing.length === 0,
    allocation: canonicalJson(choice.allocation) === canonicalJson(decided.allocation),
    chosen: (choice.chosen?.shiftId ?? null) === decided.chosenShiftId,
    differing,
  };
}
