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

/** At the door this long before the range begins by the usual way: a stretcher has to be unloaded and a door found. */
const aheadSeconds = 600;
/** Crews leave early enough to be in time in so many of a hundred ways. */
const inTimeQuantile = 0.98;

/**
 * The latest instant (epoch milliseconds) at which a crew should set out for a pickup that was promised for a range: so that by
 * the estimate it stands at the door a little before the range begins, and even a slow way (98 of 100 are quicker) ends
 * within it.
 */
export function leaveBy(of: {
  pickupFrom: number;
  pickupUntil: number;
  estimateSeconds: number;
  law: TravelLaw;
}): number {
  const usual = quantileSeconds(of.estimateSeconds, of.law, 0.5) + aheadSeconds;
  const slow = quantileSeconds(of.estimateSeconds, of.law, inTimeQuantile) + doorSeconds;
  return Math.min(of.pickupFrom - Math.round(usual) * 1000, of.pickupUntil - Math.round(slow) * 1000);
}
