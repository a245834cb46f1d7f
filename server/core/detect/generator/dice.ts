/** Seeded chance: the same seed throws the same (mulberry32 by T. Ettinger, public domain). */
export function diceOf(seed: number) {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number) => low + next() * (high - low);
  return {
    next,
    between,
    whole: (low: number, high: number) => Math.floor(between(low, high + 1)),
    hits: (probability: number) => next() < probability,
    pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
    /** About normal around 0 with deviation 1: twelve throws added. */
    normal: () => Array.from({ length: 12 }, next).reduce((sum, it) => sum + it, -6),
  };
}
export type Dice = ReturnType<typeof diceOf>;
