import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { digest } from "./audit-chain";
import type { RiskKind, Risks, RiskWeights } from "./sample";

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
export function lotsOf(risks: Risks, weights: RiskWeights): number {
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

/** A draw under way: the caller hands over the trips in stretches, so that nobody else waits for a long list. */
export interface DrawUnderWay {
  /** The next trips; all stretches together in the order of their ids, none twice. */
  take: (candidates: readonly Candidate[]) => void;
  end: () => Draw;
}

/** Begin to draw `wanted` trips (all, where there are fewer) by a seed. */
export function beginDraw(weights: RiskWeights, seed: string, wanted: number): DrawUnderWay {
  const list = sha256.create();
  let population = 0;
  let last = "";
  let lowest: Omit<Drawn, "place">[] = [];
  const keep = () => {
    lowest = lowest.sort((a, b) => byText(a.drawn, b.drawn)).slice(0, wanted);
  };
  return {
    take: (candidates) => {
      for (const { tripId, risks } of candidates) {
        if (tripId <= last) throw new Error("The trips of a draw are out of order");
        last = tripId;
        const lots = lotsOf(risks, weights);
        list.update(utf8ToBytes(`${tripId} ${lots}\n`));
        population += 1;
        lowest.push({ tripId, lots, drawn: lowestLot(seed, tripId, lots) });
        if (lowest.length >= 4 * wanted + 64) keep();
      }
    },
    end: () => {
      keep();
      const drawn = lowest.map((it, at) => ({ ...it, place: at + 1 }));
      return { drawn, population, populationHash: bytesToHex(list.digest()) };
    },
  };
}

/** Draw `wanted` trips (all, where there are fewer) by a seed. The order in which candidates are given does not matter. */
export function drawSample(
  candidates: readonly Candidate[],
  weights: RiskWeights,
  seed: string,
  wanted: number,
): Draw {
  const draw = beginDraw(weights, seed, wanted);
  draw.take([...candidates].sort((a, b) => byText(a.tripId, b.tripId)));
  return draw.end();
}
