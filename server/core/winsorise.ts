/** A value with the groups it belongs to, the smallest first. */
export interface Grouped {
  value: number;
  groups: readonly string[];
}

/** A smaller group does not know what is usual in it. */
const fewest = 8;
/** So many standard deviations from the middle of its group a value is still taken as it is. */
const reach = 2.5;
/** Groups that hardly vary are not cut to a point. */
const leastSd = 0.05;
/** The median distance from the median of a normal variable is so many times smaller than its standard deviation. */
const normalMad = 1.4826;

function median(values: readonly number[]): number {
  const order = values.toSorted((a, b) => a - b);
  const half = order.length >> 1;
  const upper = order[half] ?? 0;
  return order.length % 2 === 1 ? upper : (upper + (order[half - 1] ?? upper)) / 2;
}

function rangeOf(values: readonly number[]): [number, number] {
  const middle = median(values);
  const sd = normalMad * median(values.map((it) => Math.abs(it - middle)));
  const far = reach * Math.max(leastSd, sd);
  return [middle - far, middle + far];
}

/**
 * Values with outliers drawn in to 2.5 robust standard deviations (1.4826 × the median absolute deviation) from the median
 * of the smallest of their groups that has eight members; where none has, they stay as they are. P. J. Huber, E. M.
 * Ronchetti, "Robust Statistics", 2nd edition 2009, chapters 1 and 5.
 */
export function winsorised(all: readonly Grouped[]): number[] {
  const members = new Map<string, number[]>();
  for (const { value, groups } of all)
    for (const group of groups) {
      const its = members.get(group);
      if (its) its.push(value);
      else members.set(group, [value]);
    }
  const ranges = new Map<string, [number, number]>();
  return all.map(({ value, groups }) => {
    const group = groups.find((it) => (members.get(it)?.length ?? 0) >= fewest);
    if (group === undefined) return value;
    const range = ranges.get(group) ?? rangeOf(members.get(group) ?? []);
    ranges.set(group, range);
    return Math.min(range[1], Math.max(range[0], value));
  });
}
