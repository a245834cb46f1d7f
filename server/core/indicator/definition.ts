import type { Measures } from "./measure";

/** What is added up over a period: the bookings' measures and what belongs to no booking. */
export interface Sums extends Measures {
  /** Certifications that ended by date without renewal. */
  lapses: number;
  /** Complaints about a vehicle somebody saw, without a trip. */
  looseComplaints: number;
}
export type SumName = keyof Sums;

interface Definition {
  /** How the number reads: a count, a share of 1, a rate per 1,000, minutes. */
  unit: "count" | "share" | "perThousand" | "minutes";
  part: SumName;
  /** What it is a share or mean of; null for a count. */
  whole: SumName | null;
  /** Which way is better; null: neither. */
  better: "more" | "less" | null;
  /** What others reach and we want (domain.md, What others reach), in the number's own unit. */
  target?: number;
}

/**
 * Every indicator of the region: what it counts, of what. The words of each definition stand in
 * `messages/<language>/indicator.json` beside the figure; the counting itself is `measure.ts`.
 */
export const definitions = {
  requests: { unit: "count", part: "requests", whole: null, better: null },
  trips: { unit: "count", part: "trips", whole: null, better: null },
  onTime: { unit: "share", part: "onTime", whole: "due", better: "more", target: 0.97 },
  collected45: { unit: "share", part: "collected45", whole: "toCollect", better: "more", target: 0.9 },
  collected90: { unit: "share", part: "collected90", whole: "toCollect", better: "more", target: 0.98 },
  wait: { unit: "minutes", part: "waitSeconds", whole: "boarded", better: "less" },
  afterReady: { unit: "minutes", part: "afterReadySeconds", whole: "readySaid", better: "less" },
  response: { unit: "share", part: "acceptedSoon", whole: "accepted", better: "more" },
  satisfaction: { unit: "share", part: "ratedGood", whole: "rated", better: "more" },
  declined: { unit: "share", part: "declined", whole: "requests", better: "less" },
  cancelled: { unit: "share", part: "cancelled", whole: "requests", better: null },
  complaints: { unit: "perThousand", part: "complained", whole: "trips", better: "less" },
  looseComplaints: { unit: "count", part: "looseComplaints", whole: null, better: "less" },
  adverse: { unit: "count", part: "adverse", whole: null, better: "less" },
  longRides: { unit: "count", part: "longRides", whole: "measuredRides", better: "less", target: 0 },
  empty: { unit: "share", part: "emptyMetres", whole: null, better: "less" },
  price: { unit: "share", part: "billedFen", whole: "quotedFen", better: "less", target: 1 },
  aboveQuote: { unit: "share", part: "aboveQuote", whole: "billed", better: "less" },
  lapses: { unit: "count", part: "lapses", whole: null, better: "less" },
  to120: { unit: "count", part: "to120", whole: null, better: null },
} as const satisfies Record<string, Definition>;

export type IndicatorName = keyof typeof definitions;
export const indicatorNames = Object.keys(definitions) as IndicatorName[];

/** One figure with what it was made of, so that nobody has to trust a percentage alone; null where nothing was there to measure. */
export interface Figure {
  name: IndicatorName;
  value: number | null;
  part: number;
  whole: number | null;
}

function wholeOf(name: IndicatorName, sums: Sums): number | null {
  if (name === "empty") return sums.emptyMetres + sums.loadedMetres;
  const { whole } = definitions[name];
  return whole === null ? null : sums[whole];
}

const perUnit = { count: 1, share: 1, perThousand: 1000, minutes: 1 / 60 };

/** The figure of one indicator from what was added up. */
export function figureOf(name: IndicatorName, sums: Sums): Figure {
  const { unit, part: partName } = definitions[name];
  const [part, whole] = [sums[partName], wholeOf(name, sums)];
  if (unit === "count") return { name, value: part, part, whole };
  return { name, value: whole ? (part / whole) * perUnit[unit] : null, part, whole };
}

export function figuresOf(sums: Sums): Figure[] {
  return indicatorNames.map((name) => figureOf(name, sums));
}
