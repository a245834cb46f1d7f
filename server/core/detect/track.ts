import type { SeenFix } from "./facts";

/** A fix worse than this says which village, not which road. */
const worstAccuracyMetres = 200;

/** Whether a fix says where the vehicle was. */
export function isUsable({ accuracyMetres }: SeenFix): boolean {
  return (accuracyMetres ?? 0) <= worstAccuracyMetres;
}

/** At most `most` of a list, spread evenly over it, with the first and the last. */
export function evenly<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  const step = (list.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, at) => list[Math.round(at * step)] as T);
}
