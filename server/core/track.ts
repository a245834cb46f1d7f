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

/** A trip's way through the day, epoch milliseconds; null: not yet. */
export interface TripSpan {
  id: string;
  departedAt: number | null;
  boardedAt: number | null;
  endedAt: number | null;
}

/**
 * Whose way it is that a vehicle drives at an instant: of those on board, else of the one it set out for first. Nobody
 * else learns where it is: it may be at another family's door.
 */
export function followedAt(trips: readonly TripSpan[], at: number): string[] {
  const active = trips.filter(
    (it) => it.departedAt !== null && it.departedAt <= at && (it.endedAt === null || at < it.endedAt),
  );
  const aboard = active.filter((it) => it.boardedAt !== null && it.boardedAt <= at);
  if (aboard.length > 0) return aboard.map((it) => it.id);
  const first = active.toSorted(
    (a, b) => (a.departedAt ?? 0) - (b.departedAt ?? 0) || (a.id < b.id ? -1 : 1),
  );
  return first.slice(0, 1).map((it) => it.id);
}

/** The spans in which a vehicle's positions are those of one trip, `[from, until)`, in order, up to `until`. */
export function ownSpans(
  trips: readonly TripSpan[],
  id: string,
  until: number,
): { from: number; until: number }[] {
  const stamps = trips.flatMap((it) => [it.departedAt, it.boardedAt, it.endedAt]);
  const bounds = [...new Set([...stamps, until])]
    .filter((at) => at !== null && at <= until)
    .sort((a, b) => Number(a) - Number(b))
    .map(Number);
  return bounds.slice(0, -1).flatMap((from, index) => {
    const end = bounds[index + 1] ?? until;
    return followedAt(trips, from).includes(id) ? [{ from, until: end }] : [];
  });
}
