import { z } from "zod";
import { normalQuantile } from "./normal";

/** Hours of departure that are learnt together, by the region's clock: two at a time, the night from 20 to 6 as one. */
export const travelBands = ["night", "h06", "h08", "h10", "h12", "h14", "h16", "h18"] as const;
export type TravelBand = (typeof travelBands)[number];

/** The band of a local hour, 0 to 23. */
export function bandOfHour(hour: number): TravelBand {
  return travelBands[hour < 6 || hour >= 20 ? 0 : Math.floor(hour / 2) - 2] ?? "night";
}

/** What one level of the hierarchy adds to the log ratio of real over estimated time, how unsure that is, from how many legs. */
const effect = z.object({ shift: z.number(), variance: z.number().min(0), legs: z.number().int().min(0) });
export type Effect = z.infer<typeof effect>;

/**
 * What finished trips taught about a region's driving times: deviations in logarithms, each from the level above it
 * (region, band of hours, pair of zones, pair and band). Made by `learnCorrection`.
 */
export const travelCorrection = z.object({
  region: effect,
  /** `logSd`: how much single legs of that band vary around what is expected of them. */
  bands: z.record(z.enum(travelBands), effect.extend({ logSd: z.number().positive() })),
  /** By `pairKey`, directed. */
  pairs: z.record(z.string(), effect.extend({ bands: z.partialRecord(z.enum(travelBands), effect) })),
  /** Variation of single legs whatever the hour. */
  logSd: z.number().positive(),
  /** Variance of what is not known of a pair, and of a pair at a band, that no leg was seen of. */
  unseen: z.object({ pair: z.number().min(0), cell: z.number().min(0) }),
});
export type TravelCorrection = z.infer<typeof travelCorrection>;

export const pairKey = (fromZone: string, toZone: string): string => `${fromZone}>${toZone}`;

/** A driving time's law: the logarithm of real over estimated seconds is normal with this mean and standard deviation. */
export interface TravelLaw {
  logMean: number;
  logSd: number;
}

/** Coefficients of variation of a leg before anything is learnt (domain.md, Volumes: 0.25, and 0.40 at peak). */
const priorVariation = { quiet: 0.25, peak: 0.4 } as const;
const peakBands: readonly TravelBand[] = ["h08", "h10", "h14"];

/** Log-standard deviation of a log-normal leg by its coefficient of variation: √ln(1 + cv²). */
export function priorLogSd(band: TravelBand | null): number {
  const cv = band && peakBands.includes(band) ? priorVariation.peak : priorVariation.quiet;
  return Math.sqrt(Math.log(1 + cv * cv));
}

/** No correction goes beyond half or double the estimate: further off, the road profile itself is wrong. */
const furthest = Math.log(2);

/**
 * The law of a leg between two zones, departing in a band of hours; without a band, over the whole day (for the one table of
 * times that a day is planned by, whose estimate takes the usual delay). Without a correction: the estimate itself as the
 * median, with the prior spread.
 * Means are sums of the levels' effects; the spread holds the variation of single legs and what is unsure of every level.
 */
export function travelLaw(
  correction: TravelCorrection | null,
  fromZone: string,
  toZone: string,
  band: TravelBand | null,
): TravelLaw {
  if (!correction) return { logMean: 0, logSd: priorLogSd(band) };
  const { region, bands, pairs, unseen } = correction;
  const pair = pairs[pairKey(fromZone, toZone)];
  const ofPair = { shift: pair?.shift ?? 0, variance: pair?.variance ?? unseen.pair };
  const at = band ? bands[band] : null;
  const cell = band ? pair?.bands[band] : null;
  const ofCell = { shift: cell?.shift ?? 0, variance: cell?.variance ?? unseen.cell };
  const mean = region.shift + ofPair.shift + (at ? at.shift + ofCell.shift : 0);
  const unsure = region.variance + ofPair.variance + (at ? at.variance + ofCell.variance : 0);
  const single = at?.logSd ?? correction.logSd;
  return {
    logMean: Math.min(furthest, Math.max(-furthest, mean)),
    logSd: Math.sqrt(single * single + unsure),
  };
}

/** What an estimate is multiplied by: the median of the law. */
export const travelFactor = ({ logMean }: TravelLaw): number => Math.exp(logMean);

/**
 * Seconds that a leg of so many estimated seconds takes at most with probability `p` (0 < p < 1): the quantile of a
 * log-normal, exp(μ + z σ). Not rounded; half of all legs are quicker than `quantileSeconds(…, 0.5)`.
 */
export function quantileSeconds(estimateSeconds: number, law: TravelLaw, p: number): number {
  return estimateSeconds * Math.exp(law.logMean + normalQuantile(p) * law.logSd);
}
