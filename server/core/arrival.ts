import { quantileSeconds, type TravelLaw } from "./travel-correction";

/** Leaving the gate, finding the entrance: uncertain whatever the distance. */
const doorSeconds = 120;

/** A range that holds with a stated probability; instants in epoch milliseconds. */
export interface ArrivalRange {
  earliestAt: number;
  latestAt: number;
  /** In percent. */
  probability: 80;
}

/** Eight of ten arrivals lie between these quantiles. */
const earliestQuantile = 0.1;
const latestQuantile = 0.9;

/**
 * The range of an arrival when `estimateSeconds` of driving are left at `fromAt`, by the law of that leg: log-normal, since a
 * delay has no end and an early arrival has one. Never before `nowAt`.
 */
export function arrivalRange(of: {
  fromAt: number;
  nowAt: number;
  estimateSeconds: number;
  law: TravelLaw;
}): ArrivalRange {
  const at = (seconds: number) => of.fromAt + Math.round(seconds) * 1000;
  const early = quantileSeconds(of.estimateSeconds, of.law, earliestQuantile);
  const late = quantileSeconds(of.estimateSeconds, of.law, latestQuantile);
  const earliestAt = Math.max(of.nowAt, at(early));
  const latestAt = Math.max(earliestAt + doorSeconds * 1000, at(late + doorSeconds));
  return { earliestAt, latestAt, probability: 80 };
}
