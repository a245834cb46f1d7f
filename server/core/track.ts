import { haversineMetres } from "./geography";

/** Where a vehicle was at an instant (epoch milliseconds). */
export interface Fix {
  at: number;
  lat: number;
  lon: number;
  accuracyMetres: number | null;
}

/** Positions closer together tell nothing new and only cost room. */
export const thinMs = 5_000;
/** A fix worse than this says which village, not which road. */
const worstAccuracyMetres = 200;
/** No vehicle of this service drives faster; such a jump is a broken fix. */
const fastestMetresPerSecond = 55;
/** A hole longer than this could hide any detour: the way is then not measured. */
const longestHoleMs = 120_000;

/** Keep one fix per five seconds, in order of time, without bad ones; `after`: the newest already kept. */
export function thinFixes<F extends Fix>(fixes: readonly F[], after: number | null): F[] {
  const kept: F[] = [];
  let last = after;
  for (const fix of [...fixes].sort((a, b) => a.at - b.at)) {
    if ((fix.accuracyMetres ?? 0) > worstAccuracyMetres) continue;
    if (last !== null && fix.at < last + thinMs) continue;
    kept.push(fix);
    last = fix.at;
  }
  return kept;
}

/**
 * Metres driven between two instants by the fixes in between, or null when they do not cover the way: a hole of over two
 * minutes, or a jump no vehicle can make. Straight lines between fixes, so never more than was driven.
 */
export function drivenMetres(fixes: readonly Fix[], fromAt: number, untilAt: number): number | null {
  const inside = fixes.filter((fix) => fix.at >= fromAt && fix.at <= untilAt).sort((a, b) => a.at - b.at);
  let metres = 0;
  let before: Fix | null = null;
  let coveredUntil = fromAt;
  for (const fix of inside) {
    if (fix.at - coveredUntil > longestHoleMs) return null;
    if (before) {
      const step = haversineMetres(before, fix);
      if (step > (fastestMetresPerSecond * (fix.at - before.at)) / 1000) return null;
      metres += step;
    }
    before = fix;
    coveredUntil = fix.at;
  }
  return untilAt - coveredUntil > longestHoleMs || inside.length < 2 ? null : Math.round(metres);
}
