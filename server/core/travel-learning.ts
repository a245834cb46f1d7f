import {
  type Effect,
  pairKey,
  priorLogSd,
  type TravelBand,
  type TravelCorrection,
  travelBands,
} from "./travel-correction";
import { winsorised } from "./winsorise";

/** One leg that was really driven, in whole seconds, with what the road times said of it before any correction. */
export interface DrivenLeg {
  fromZone: string;
  toZone: string;
  band: TravelBand;
  estimateSeconds: number;
  realSeconds: number;
}

/** With fewer legs a region keeps the estimate: then one odd leg could not be told from the rule. */
export const fewestLegs = 30;

/** How far each level is believed to lie from the one above before anything is seen (log-standard deviations; assumed). */
const believed = { region: 0.2, band: 0.1, pair: 0.15, cell: 0.1 };
/** The belief counts as much as so many groups, or, for the variation of single legs, so many legs. */
const beliefGroups = 4;
const beliefLegs = 20;

type Residual = { leg: DrivenLeg; value: number };
const sum = (values: readonly number[]): number => values.reduce((total, it) => total + it, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

/**
 * Variance of single legs: squares around their own cell's mean, with the prior's as so many legs more.
 */
function variationOf(residuals: readonly Residual[]): number {
  const prior = priorLogSd(null) ** 2;
  const cells = [...Map.groupBy(residuals, ({ leg }) => `${pairKey(leg.fromZone, leg.toZone)} ${leg.band}`)];
  const squares = cells.map(([, its]) => {
    const middle = mean(its.map((it) => it.value));
    return sum(its.map((it) => (it.value - middle) ** 2));
  });
  const free = residuals.length - cells.length;
  return (beliefLegs * prior + sum(squares)) / (beliefLegs + free);
}

/**
 * How far groups really lie apart (τ²): the method of moments with a known mean of zero. With w = n/σ² the sum Σ w d² is
 * expected to be k + τ² Σ w (R. DerSimonian, N. Laird, "Meta-analysis in clinical trials", Controlled Clinical Trials
 * 7/3, 1986). The belief stands for some groups more, so that τ² is never zero and many legs always convince.
 */
function betweenVariance(groups: readonly number[][], sigma2: number, belief: number): number {
  const weights = groups.map((its) => its.length / sigma2);
  const spread = sum(groups.map((its, at) => (weights[at] ?? 0) * mean(its) ** 2));
  const moment = groups.length > 0 ? Math.max(0, (spread - groups.length) / sum(weights)) : 0;
  return (beliefGroups * belief ** 2 + groups.length * moment) / (beliefGroups + groups.length);
}

/** One level: each group's mean deviation, shrunk towards zero by τ² / (τ² + σ²/n); takes the effects off the residuals. */
function level(
  residuals: readonly Residual[],
  keyOf: (leg: DrivenLeg) => string,
  sigma2: number,
  belief: number,
): { effects: Map<string, Effect>; rest: Residual[]; unseen: number } {
  const groups = Map.groupBy(residuals, ({ leg }) => keyOf(leg));
  const values = [...groups.values()].map((its) => its.map((it) => it.value));
  const tau2 = betweenVariance(values, sigma2, belief);
  const effects = new Map(
    [...groups].map(([key, its]) => {
      const kept = tau2 / (tau2 + sigma2 / its.length);
      const shift = kept * mean(its.map((it) => it.value));
      return [key, { shift, variance: (1 - kept) * tau2, legs: its.length }] as const;
    }),
  );
  const rest = residuals.map(({ leg, value }) => ({
    leg,
    value: value - (effects.get(keyOf(leg))?.shift ?? 0),
  }));
  return { effects, rest, unseen: tau2 };
}

/** Spread of single legs by band around what is expected of them now, with the whole region's as so many legs more. */
function spreads(rest: readonly Residual[], sigma2: number): Map<TravelBand, number> {
  const groups = Map.groupBy(rest, ({ leg }) => leg.band);
  return new Map(
    travelBands.map((band) => {
      const its = groups.get(band) ?? [];
      const squares = sum(its.map((it) => it.value ** 2));
      return [band, Math.sqrt((beliefLegs * sigma2 + squares) / (beliefLegs + its.length))];
    }),
  );
}

const cellKey = (leg: DrivenLeg) => `${leg.band} ${pairKey(leg.fromZone, leg.toZone)}`;

/**
 * What driven legs teach: deviations of ln(real/estimate) by region, band of hours, pair of zones and pair at a band, each
 * shrunk towards the level above (empirical Bayes: B. Efron, C. Morris, "Stein's Estimation Rule and Its Competitors", JASA
 * 68, 1973; the hierarchy after A. Gelman, J. Hill, "Data Analysis Using Regression and Multilevel/Hierarchical Models",
 * 2007, chapter 12, fitted from the top down). Outliers are drawn in first (`winsorised`); the spread is taken from the
 * values as they were, so that it is rather too wide than too narrow. Null with fewer than `fewestLegs` legs.
 */
export function learnCorrection(legs: readonly DrivenLeg[]): TravelCorrection | null {
  if (legs.length < fewestLegs) return null;
  const raw = legs.map((leg) => ({ leg, value: Math.log(leg.realSeconds / leg.estimateSeconds) }));
  const sigma2 = variationOf(raw);
  const drawnIn = winsorised(raw.map((it) => ({ ...it, groups: groupsOf(it.leg) })));
  const start = raw.map(({ leg }, at) => ({ leg, value: drawnIn[at] ?? 0 }));
  const region = level(start, () => "", sigma2, believed.region);
  const bands = level(region.rest, (leg) => leg.band, sigma2, believed.band);
  const pairs = level(bands.rest, (leg) => pairKey(leg.fromZone, leg.toZone), sigma2, believed.pair);
  const cells = level(pairs.rest, cellKey, sigma2, believed.cell);
  const taken = cells.rest.map(({ leg, value }, at) => ({
    leg,
    value: value + (raw[at]?.value ?? 0) - (start[at]?.value ?? 0),
  }));
  const spread = spreads(taken, sigma2);
  const none: Effect = { shift: 0, variance: bands.unseen, legs: 0 };
  return {
    region: region.effects.get("") ?? none,
    bands: Object.fromEntries(
      travelBands.map((band) => [
        band,
        { ...(bands.effects.get(band) ?? none), logSd: spread.get(band) ?? Math.sqrt(sigma2) },
      ]),
    ) as TravelCorrection["bands"],
    pairs: Object.fromEntries(
      [...pairs.effects].map(([key, its]) => [key, { ...its, bands: cellsOf(cells.effects, key) }]),
    ),
    logSd: Math.sqrt(
      (beliefLegs * sigma2 + sum(taken.map((it) => it.value ** 2))) / (beliefLegs + taken.length),
    ),
    unseen: { pair: pairs.unseen, cell: cells.unseen },
  };
}

/** From the smallest group that a leg belongs to up to the whole region. */
const groupsOf = (leg: DrivenLeg): string[] => [
  cellKey(leg),
  pairKey(leg.fromZone, leg.toZone),
  leg.band,
  "",
];

const cellsOf = (cells: ReadonlyMap<string, Effect>, pair: string): Partial<Record<TravelBand, Effect>> =>
  Object.fromEntries(
    travelBands.flatMap((band) => {
      const its = cells.get(`${band} ${pair}`);
      return its ? [[band, its]] : [];
    }),
  );
