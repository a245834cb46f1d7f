import { seededRandom } from "@/server/core/scheduler/random";

/** Chance named after what it decides: two runs of one seed meet the same luck, whatever else happens in them. */
export interface Dice {
  /** From 0 up to, not including, 1. */
  uniform(): number;
  /** True in `share` of all cases. */
  hits(share: number): boolean;
  one<T>(things: readonly T[]): T;
  /** One of the things, each as often as its weight says. */
  weighed<T>(things: readonly (readonly [T, number])[]): T;
  /** Mean 0, standard deviation 1 (Box and Muller 1958). */
  normal(): number;
  /** Never below 0, with the mean given (any unit). */
  exponential(mean: number): number;
}

/** FNV-1a of a name, 32 bits. */
function hash(name: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) value = Math.imul(value ^ name.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

const steps = 2 ** 31;

/** Dice of a seed for one name: "lateness/d0-17". The same seed and name throw the same. */
export function diceFor(seed: number, name: string): Dice {
  const below = seededRandom(hash(`${seed}/${name}`));
  const uniform = () => below(steps) / steps;
  const one = <T>(things: readonly T[]): T => {
    const thing = things[below(Math.max(1, things.length))];
    if (thing === undefined) throw new RangeError(`nothing to draw from (${name})`);
    return thing;
  };
  const weighed = <T>(things: readonly (readonly [T, number])[]): T => {
    let left = uniform() * things.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [thing, weight] of things) {
      left -= weight;
      if (left < 0) return thing;
    }
    return one(things)[0];
  };
  return {
    uniform,
    hits: (share) => uniform() < share,
    one,
    weighed,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    exponential: (mean) => -mean * Math.log(1 - uniform()),
  };
}
