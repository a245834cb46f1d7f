import { seededRandom } from "@/server/core/scheduler/random";

/** The dice of one generated day: integers only, so that every machine throws the same. */
export type Draw = {
  /** A whole number from `from` to `to`, both included. */
  between: (from: number, to: number) => number;
  /** True in so many of a thousand cases. */
  chance: (permille: number) => boolean;
  one: <T>(things: readonly T[]) => T;
  /** One of the words, each as often as its weight says. */
  weighed: <T extends string>(weights: Readonly<Record<T, number>>) => T;
};

export function drawFrom(seed: number): Draw {
  const below = seededRandom(seed);
  const one = <T>(things: readonly T[]): T => {
    const thing = things[below(things.length)];
    if (thing === undefined) throw new RangeError("nothing to draw from");
    return thing;
  };
  return {
    between: (from, to) => from + below(to - from + 1),
    chance: (permille) => below(1000) < permille,
    one,
    weighed: <T extends string>(weights: Readonly<Record<T, number>>): T => {
      const words = Object.keys(weights) as T[];
      let left = below(words.reduce((sum, it) => sum + weights[it], 0));
      const found = words.find((it) => {
        left -= weights[it];
        return left < 0;
      });
      return found ?? one(words);
    },
  };
}
