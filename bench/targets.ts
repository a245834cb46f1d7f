import type { ResultRow } from "./measure";
import type { PublicInstance } from "./public-sets";

/** What a group of public instances is run with and measured by; bounds are means over the group unless said. */
interface Target {
  seconds: number;
  text: string;
  isReached: (scores: readonly Score[]) => boolean;
}

/** An instance's figures. `gap` in percent of the best known value, positive is worse. */
interface Score {
  extraVehicles: number;
  gap: number;
  served: number;
  bestServed: number;
}

/** Best known values are rounded to two (darp) or four decimals (hdarp): in percent of the smallest of them. */
const rounding = { optimum: 0.002, bound: 0.000_01 };

const pickupDelivery = (seconds: number, extra: number, gap: number): Target => ({
  seconds,
  text: `extra vehicles at most ${extra}, distance within ${gap} %`,
  isReached: (scores) => mean(scores, "extraVehicles") <= extra && mean(scores, "gap") <= gap,
});
const neverBelow: Target = {
  seconds: 10,
  text: "no instance below the given value",
  isReached: (scores) => worst(scores) <= 0,
};

/** By group, in the order of the issue that set them. */
export const targets: Record<string, Target> = {
  "li-lim/100": {
    seconds: 10,
    text: "best known vehicles on all, distance within 0.1 %",
    isReached: (scores) => scores.every((it) => it.extraVehicles <= 0) && mean(scores, "gap") <= 0.1,
  },
  "li-lim/200": pickupDelivery(60, 0.05, 0.7),
  "li-lim/400": pickupDelivery(60, 0.3, 2),
  "li-lim/1000": pickupDelivery(60, 1.5, 8),
  "darp/ab": {
    seconds: 10,
    text: "the optimum on all",
    isReached: (scores) => worst(scores) <= rounding.optimum,
  },
  "darp/R": { seconds: 60, text: "within 0.5 %", isReached: (scores) => mean(scores, "gap") <= 0.5 },
  "hdarp/all": {
    seconds: 60,
    text: "at or below the given bounds",
    isReached: (scores) => worst(scores) <= rounding.bound,
  },
  "ptp/easy": neverBelow,
  "ptp/medium": neverBelow,
  "ptp/hard": {
    seconds: 10,
    text: "no instance below the given value, 3 % more patients in total",
    isReached: (scores) =>
      worst(scores) <= 0 && total(scores, "served") >= 1.03 * total(scores, "bestServed"),
  },
};

/** A line per group that was run: how far its instances are, and whether the target is reached. */
export function summarise(
  instances: readonly PublicInstance[],
  rows: readonly ResultRow[],
): Record<string, string | number>[] {
  const byName = new Map(rows.map((row) => [row.case, row]));
  return Object.entries(targets).flatMap(([group, target]) => {
    const members = instances.filter((it) => it.group === group);
    const run = members.filter((it) => byName.has(it.name));
    if (run.length === 0) return [];
    const scores = run.flatMap((it) => scoreOf(it, byName.get(it.name)) ?? []);
    return [
      {
        group,
        ...lineOf(members.length, run.length, scores),
        ...verdict(target, members.length, run.length, scores),
      },
    ];
  });
}

function lineOf(members: number, run: number, scores: readonly Score[]): Record<string, string | number> {
  const same = scores.filter((it) => it.extraVehicles === 0);
  return {
    instances: run === members ? run : `${run} of ${members}`,
    failed: run - scores.length,
    "extra vehicles": rounded(mean(scores, "extraVehicles")),
    "gap %": rounded(mean(scores, "gap")),
    "gap % at best known vehicles": rounded(mean(same, "gap")),
    "worst gap %": rounded(worst(scores)),
  };
}

/** Reached only where every instance of the group was run and none failed. */
function verdict(
  target: Target,
  members: number,
  run: number,
  scores: readonly Score[],
): Record<string, string> {
  const holds = scores.length === run && target.isReached(scores) ? "yes" : "no";
  return { target: target.text, reached: run === members ? holds : `not whole, ${holds} so far` };
}

/** None where the answer was missing or not feasible. */
function scoreOf(instance: PublicInstance, row: ResultRow | undefined): Score | undefined {
  const value = (name: string): number | undefined => row?.figures.find((it) => it.name === name)?.value;
  const [cost, gap] = [value("cost"), value("gap")];
  if (value("feasible") !== 1 || cost === undefined || gap === undefined) return undefined;
  return { extraVehicles: value("extra vehicles") ?? 0, gap, served: cost, bestServed: instance.bestCost };
}

function total(scores: readonly Score[], figure: keyof Score): number {
  return scores.reduce((sum, score) => sum + score[figure], 0);
}

function mean(scores: readonly Score[], figure: keyof Score): number {
  return total(scores, figure) / scores.length;
}

function worst(scores: readonly Score[]): number {
  return scores.reduce((most, { gap }) => Math.max(most, gap), Number.NEGATIVE_INFINITY);
}

function rounded(value: number): number | string {
  return Number.isFinite(value) ? Number(value.toFixed(3)) : "";
}
