import { promiseFen, type Standing } from "@/server/core/scheduler/engine/day-rules";

/** Beyond it a number no longer tells fen apart from one another. */
const mostFen = 1e18;

/**
 * What leaving each request out costs in a search, in fen: read from left to right as the published objective is. Within
 * a priority by price; one of a priority outweighs all of the next together, and the last any cost and any promise.
 * Exact for some hundred requests, which is what is searched at a time.
 */
export function absencePrices({ priority, price, hasPromise }: Standing): Float64Array {
  const prices = new Float64Array(priority.length);
  const promises = hasPromise.reduce((sum, it) => sum + it, 0);
  let weight = 2 * promiseFen * (1 + promises);
  for (const level of [...new Set(priority)].sort((a, b) => b - a)) {
    const members = Array.from(priority.keys()).filter((it) => priority[it] === level);
    const least = members.reduce((low, it) => {
      const fen = price[it] as number;
      return fen > 0 && fen < low ? fen : low;
    }, Number.POSITIVE_INFINITY);
    let sum = 0;
    for (const it of members) {
      const share = Number.isFinite(least) ? (price[it] as number) / least : 0;
      prices[it] = Math.min(mostFen, weight * share);
      sum += prices[it] as number;
    }
    weight = Math.min(mostFen, weight + sum);
  }
  return prices;
}

/** Compares who is left out of two plans as `objective.ts` does: the sums of prices by priority, from left to right. */
export function compareLeft({ priority, price }: Standing, one: Int32Array, other: Int32Array): number {
  const sums = new Map<number, number>();
  for (let request = 0; request < priority.length; request++) {
    const difference = Number((one[request] as number) < 0) - Number((other[request] as number) < 0);
    const level = priority[request] as number;
    sums.set(level, (sums.get(level) ?? 0) + difference * (price[request] as number));
  }
  for (const level of [...sums.keys()].sort((a, b) => a - b)) {
    const sum = sums.get(level) ?? 0;
    if (sum !== 0) return sum;
  }
  return 0;
}
