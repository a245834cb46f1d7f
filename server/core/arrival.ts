/**
 * How long a ride varies around its estimate: coefficient of variation of travel time (domain.md, Volumes: 0.25, and 0.40
 * at peak), taken as log-normal since a delay has no end and an early arrival has one.
 */
const variation = { quiet: 0.25, peak: 0.4 } as const;
/** Peaks of the day in local minutes: 09:00 to 11:30 and 14:00 to 16:00 (domain.md, Volumes). */
const peaks = [
  [540, 690],
  [840, 960],
] as const;
/** Eight of ten normal draws lie within 1.2816 standard deviations. */
const z80 = 1.2816;
/** Leaving the gate, finding the entrance: uncertain whatever the distance. */
const doorSeconds = 120;

/** A range that holds with a stated probability; instants in epoch milliseconds. */
export interface ArrivalRange {
  earliestAt: number;
  latestAt: number;
  /** In percent. */
  probability: 80;
}

/** The range of an arrival when `remainingSeconds` of driving are left at `fromAt`. Never before `nowAt`. */
export function arrivalRange(of: {
  fromAt: number;
  nowAt: number;
  remainingSeconds: number;
  minuteOfDay: number;
}): ArrivalRange {
  const isPeak = peaks.some(([from, until]) => of.minuteOfDay >= from && of.minuteOfDay < until);
  const cv = isPeak ? variation.peak : variation.quiet;
  const sigma = Math.sqrt(Math.log(1 + cv * cv));
  const median = of.remainingSeconds / Math.sqrt(1 + cv * cv);
  const at = (seconds: number) => of.fromAt + Math.round(seconds) * 1000;
  const earliestAt = Math.max(of.nowAt, at(median * Math.exp(-z80 * sigma)));
  const latestAt = Math.max(
    earliestAt + doorSeconds * 1000,
    at(median * Math.exp(z80 * sigma) + doorSeconds),
  );
  return { earliestAt, latestAt, probability: 80 };
}
