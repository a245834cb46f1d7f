import { digest } from "./audit-chain";
import type { RiskKind, Risks } from "./sample";

/*
 * A draw of trips for an audit that anybody can repeat. Each trip has one lot, and more for its risks; a lot's number is the
 * SHA-256 of seed, trip and the lot's place. The trips with the lowest numbers are drawn. A trip with ten lots is ahead of one
 * with a single lot ten times as often (Efraimidis and Spirakis 2006: the lowest of w uniform numbers stands for a weight of
 * w), without a fraction anywhere that two machines could round differently.
 */

/** The rule by its name, as samples keep it. */
export const drawRule = "lots-1";
/** The same risk met more often than this adds nothing more. */
const mostOfOne = 3;

/** One trip that takes part. */
export interface Candidate {
  tripId: string;
  risks: Risks;
}

export interface Drawn {
  tripId: string;
  /** In the order of the lots, from 1. */
  place: number;
  lots: number;
  /** Its lowest lot. */
  drawn: string;
}

export interface Draw {
  drawn: Drawn[];
  population: number;
  /** SHA-256 of the list of all that took part with their lots, by trip. */
  populationHash: string;
}

/** One lot, and those that the risks add by their weights. */
export function lotsOf(risks: Risks, weights: Record<RiskKind, number>): number {
  const added = Object.entries(weights).map(
    ([kind, weight]) => Math.min(mostOfOne, risks[kind as RiskKind] ?? 0) * weight,
  );
  return added.reduce((sum, lots) => sum + lots, 1);
}

function lowestLot(seed: string, tripId: string, lots: number): string {
  let lowest = digest(`${seed}\n${tripId}\n1`);
  for (let place = 2; place <= lots; place++) {
    const lot = digest(`${seed}\n${tripId}\n${place}`);
    if (lot < lowest) lowest = lot;
  }
  return lowest;
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Draw `wanted` trips (all, where there are fewer) by a seed. The order in which candidates are given does not matter. */
export function drawSample(
  candidates: readonly Candidate[],
  weights: Record<RiskKind, number>,
  seed: string,
  wanted: number,
): Draw {
  const all = candidates.map(({ tripId, risks }) => {
    const lots = lotsOf(risks, weights);
    return { tripId, lots, drawn: lowestLot(seed, tripId, lots) };
  });
  const listed = [...all].sort((a, b) => byText(a.tripId, b.tripId));
  const drawn = all.sort((a, b) => byText(a.drawn, b.drawn)).slice(0, wanted);
  return {
    drawn: drawn.map((it, at) => ({ ...it, place: at + 1 })),
    population: listed.length,
    populationHash: digest(listed.map(({ tripId, lots }) => `${tripId} ${lots}\n`).join("")),
  };
}
