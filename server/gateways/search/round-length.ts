/** How much to search: seconds of the clock, or moves per thread (the same plan every time). */
export type Effort = { seconds: number } | { iterations: number };

/** How long a round lasts: until an instant of the machine's clock, or for a number of moves. */
export type RoundLength = { untilMs: number } | { iterations: number };

/** The share of a round that is over. The clock is read every few dozen moves. */
export function progressOf(length: RoundLength): (iterations: number) => number {
  if ("iterations" in length) return (done) => done / length.iterations;
  const begin = Date.now();
  const span = Math.max(1, length.untilMs - begin);
  return () => (Date.now() - begin) / span;
}
