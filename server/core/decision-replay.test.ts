import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digest } from "./audit-chain";
import { chooseShift } from "./decision";
import { packInput } from "./decision-input";
import { replayDecision, standingCandidates } from "./decision-replay";
import { namesOthers, ownReasons } from "./own-reasons";
import { arbitraryProblem } from "./scheduler/factory";
import { rankInsertions } from "./scheduler/insertion";
import { withRequest } from "./scheduler/problem";
import { solve } from "./scheduler/search";

const towns = fc.oneof(arbitraryProblem(20), arbitraryProblem(60), arbitraryProblem(200));

/** A match on an arbitrary town: somebody more on a planned day, with what was put down and what came out. */
function matchOn(problem: Parameters<typeof solve>[0], shares: readonly number[]) {
  const request = problem.requests.at(-1);
  if (!request) throw new Error("no request");
  const rest = { ...problem, requests: problem.requests.slice(0, -1) };
  const plan = solve(rest, { seed: 1, stop: { iterations: 200 } });
  const ranked = rankInsertions(withRequest(rest, request), plan, request);
  const ids = [...new Set(problem.shifts.map(({ operatorId }) => operatorId))].sort();
  const operators = ids.map((operatorId, at) => ({
    operatorId,
    capacitySeconds: (shares[at % shares.length] ?? 0) * 3600,
    assignedTrips: shares[(at + 1) % shares.length] ?? 0,
  }));
  const given = {
    withinPercent: 10,
    backingShiftId: ranked[0]?.shiftId ?? null,
    askedBefore: new Set<string>(),
  };
  const choice = chooseShift(ranked, operators, given.withinPercent, given.backingShiftId, given.askedBefore);
  const input = packInput(rest, plan, { ...given, request, operators }, digest);
  const own = ownReasons(ranked, request.id);
  const decided = {
    candidates: standingCandidates(own, choice),
    allocation: choice.allocation,
    chosenShiftId: choice.chosen?.shiftId ?? null,
  };
  const named = { ...decided, candidates: standingCandidates(ranked, choice) };
  return { input, decided, named, ranked, request };
}

describe("a match worked out again", () => {
  it("comes out the same, byte for byte, from what was put down", () => {
    let [candidates, others] = [0, 0];
    fc.assert(
      fc.property(towns, fc.array(fc.nat(50), { minLength: 2, maxLength: 5 }), (problem, shares) => {
        const { input, decided, named, request } = matchOn(problem, shares);
        const stored = JSON.parse(JSON.stringify(decided)) as typeof decided;
        candidates += stored.candidates.length;
        const texts = { content: input.content, partText: (hash: string) => input.parts.get(hash)?.text };
        const same = { ranking: true, allocation: true, chosen: true, differing: [] };
        expect(replayDecision(texts, stored)).toEqual(same);
        // As decisions were stored in the first days: with the trips of others named in the reasons.
        expect(replayDecision(texts, JSON.parse(JSON.stringify(named)) as typeof named)).toEqual(same);
        expect(namesOthers(stored.candidates, request.id)).toBe(false);
        if (namesOthers(named.candidates, request.id)) others += 1;
        const ids = problem.requests.map(({ id }) => id).filter((id) => id !== request.id);
        const said = JSON.stringify(stored.candidates);
        expect(ids.filter((id) => said.includes(`"${id}"`))).toEqual([]);
      }),
      { numRuns: 80, seed: 20_261_123 },
    );
    expect(candidates).toBeGreaterThan(100);
    expect(others).toBeGreaterThan(0);
  });

  it("shows a figure, a turn or a winner that was changed afterwards, and a part that was exchanged", () => {
    const [problem] = fc.sample(arbitraryProblem(60), { numRuns: 1, seed: 7 });
    if (!problem) throw new Error("no problem");
    const { input, decided, ranked } = matchOn(problem, [10, 20, 30]);
    const texts = { content: input.content, partText: (hash: string) => input.parts.get(hash)?.text };
    const [first, ...others] = decided.candidates;
    const dearer = { ...decided, candidates: [{ ...first, addedCostFen: 1 }, ...others] };
    expect(replayDecision(texts, dearer)).toMatchObject({ ranking: false, differing: [ranked[0]?.shiftId] });
    expect(replayDecision(texts, { ...decided, chosenShiftId: "another" }).chosen).toBe(false);
    const shares = { ...decided.allocation, withinPercent: 50 };
    expect(replayDecision(texts, { ...decided, allocation: shares }).allocation).toBe(false);
    const exchanged = { ...texts, partText: () => [...input.parts.values()][0]?.text.replace("1", "2") };
    expect(() => replayDecision(exchanged, decided)).toThrow("missing or changed");
  });
});
