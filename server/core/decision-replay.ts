import { canonicalJson } from "./audit-chain";
import { type Choice, chooseShift } from "./decision";
import { unpackInput } from "./decision-input";
import { ownReasons } from "./own-reasons";
import { type Ranked, rankInsertions } from "./scheduler/insertion";

/** Candidates as a decision stores them: the ranking with each one's standing. */
export const standingCandidates = (ranked: readonly Ranked[], choice: Choice): Record<string, unknown>[] =>
  ranked.map((it) => ({ ...it, ...choice.standings.get(it.shiftId) }));

const texts = (candidates: readonly Record<string, unknown>[]) => candidates.map((it) => canonicalJson(it));

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
  given: { content: string; partText: (hash: string) => string | undefined },
  decided: { candidates: Record<string, unknown>[]; allocation: unknown; chosenShiftId: string | null },
): Replay {
  const { problem, plan, input } = unpackInput(given.content, given.partText);
  const ranked = rankInsertions(problem, plan, input.request);
  const asked = new Set(input.askedBefore);
  const choice = chooseShift(ranked, input.operators, input.withinPercent, input.backingShiftId, asked);
  const then = texts(decided.candidates);
  const now = texts(standingCandidates(ownReasons(ranked, input.request.id), choice));
  // Decisions of the first days named other people's trips in their reasons.
  const named = texts(standingCandidates(ranked, choice));
  const differing = ranked.flatMap(({ shiftId }, at) =>
    then[at] === now[at] || then[at] === named[at] ? [] : [shiftId],
  );
  return {
    ranking: then.length === now.length && differing.length === 0,
    allocation: canonicalJson(choice.allocation) === canonicalJson(decided.allocation),
    chosen: (choice.chosen?.shiftId ?? null) === decided.chosenShiftId,
    differing,
  };
}
