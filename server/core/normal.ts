/** A polynomial by its coefficients, constant first. */
const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, it) => sum * x + it, 0);

const middle = {
  over: [3.3871327179, 50.434271938, 159.29113202, 59.10937472],
  under: [1, 17.895169469, 78.757757664, 67.1875636],
};
const tail = {
  over: [1.4234372777, 2.75681539, 1.3067284816, 0.17023821103],
  under: [1, 0.737001642, 0.12021132975],
};
const farTail = {
  over: [6.657905115, 3.081226386, 0.42868294337, 0.017337203997],
  under: [1, 0.24197894225, 0.012258202635],
};

const ratio = ({ over, under }: typeof middle, x: number): number =>
  polynomial(over, x) / polynomial(under, x);

/**
 * How many standard deviations above its mean a normal variable lies with probability `p` (0 < p < 1) at most. Good to seven
 * figures: M. J. Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution", Applied Statistics 37/3
 * (1988), routine PPND7. Throws RangeError outside the open interval.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError("A probability lies between 0 and 1");
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(middle, 0.180625 - q * q);
  const r = Math.sqrt(-Math.log(Math.min(p, 1 - p)));
  const size = r <= 5 ? ratio(tail, r - 1.6) : ratio(farTail, r - 5);
  return q < 0 ? -size : size;
}

/** The error function to 1.5e-7: M. Abramowitz, I. Stegun, "Handbook of Mathematical Functions", 1964, formula 7.1.26. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const tail =
    polynomial([0, 0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429], t) * Math.exp(-x * x);
  return x < 0 ? tail - 1 : 1 - tail;
}

/** The probability that a standard normal variable lies at or below `z`. */
export const normalChance = (z: number): number => (1 + erf(z / Math.SQRT2)) / 2;

/** The density of the standard normal at `z`. */
export const normalDensity = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
