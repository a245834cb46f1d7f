/** A fast source of chance (mulberry32, public domain) whose state can be read and set, so that a run can be repeated. */
export type Chance = { state: number };

/** A number in [0, 1). */
export function draw(chance: Chance): number {
  chance.state = (chance.state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(chance.state ^ (chance.state >>> 15), 1 | chance.state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

/** A whole number below `bound`. */
export const drawBelow = (chance: Chance, bound: number): number => Math.floor(draw(chance) * bound);
