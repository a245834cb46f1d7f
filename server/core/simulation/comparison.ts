import { type Indicators, indicatorsOf } from "./indicators";

/** A mean with its 95 % confidence interval; without interval where there are fewer than two days. */
export interface Estimate {
  days: number;
  mean: number;
  low: number | null;
  high: number | null;
}

/** Two-sided 95 % points of Student's t by degrees of freedom 1 to 30; beyond, a value not below the true one. */
const studentT = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/** Mean and 95 % interval of days taken for independent (Student 1908); null of no day. */
export function estimate(values: readonly number[]): Estimate | null {
  const days = values.length;
  if (days === 0) return null;
  const mean = values.reduce((sum, it) => sum + it, 0) / days;
  if (days === 1) return { days, mean, low: null, high: null };
  const variance = values.reduce((sum, it) => sum + (it - mean) ** 2, 0) / (days - 1);
  const reach = (studentT[days - 2] ?? 2.042) * Math.sqrt(variance / days);
  return { days, mean, low: mean - reach, high: mean + reach };
}

const z = 1.959964;

/** 95 % interval of a share of which `part` in `whole` were seen (Wilson 1927); null of nothing. */
export function shareInterval(part: number, whole: number): { low: number; high: number } | null {
  if (whole === 0) return null;
  const seen = part / whole;
  const scale = 1 + z ** 2 / whole;
  const middle = (seen + z ** 2 / (2 * whole)) / scale;
  const reach = (z / scale) * Math.sqrt((seen * (1 - seen)) / whole + z ** 2 / (4 * whole ** 2));
  return { low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}

export type Compared = Exclude<keyof Indicators, "ends">;
export type Differences = Partial<Record<Compared, Estimate>>;

/**
 * Second run minus first, paired by day over the same seed, so that demand and luck of a day fall out: mean difference of
 * every figure with its 95 % interval. A day on which a figure is missing in either run is left out of that figure.
 */
export function compareRuns(first: readonly Indicators[], second: readonly Indicators[]): Differences {
  if (first.length !== second.length) throw new RangeError("two runs of different length are not paired");
  const names = Object.keys(indicatorsOf([], [], [])).filter((name) => name !== "ends") as Compared[];
  return Object.fromEntries(
    names.flatMap((name) => {
      const differences = first.flatMap((day, index) => {
        const [before, after] = [day[name], second[index]?.[name]];
        return before === null || after === null || after === undefined ? [] : [after - before];
      });
      const found = estimate(differences);
      return found ? [[name, found]] : [];
    }),
  );
}
