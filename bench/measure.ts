/** One figure of a suite; `unit` says what it counts. Wall and CPU times stand beside the calibration of the same run. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  note?: string;
}

/** A suite's case: named so that `--only` and `--resume` can pick it. */
export interface BenchCase {
  name: string;
  run: () => Promise<Figure[]>;
}

/** A line of the results file. */
export interface ResultRow {
  suite: string;
  case: string;
  at: string;
  calibrationMs: number;
  wallMs: number;
  cpuMs: number;
  figures: Figure[];
}

export interface Suite {
  name: string;
  about: string;
  cases: () => Promise<BenchCase[]>;
  /** A table over the latest row of each case in the results file, so that a run in pieces adds up. */
  summary?: (rows: readonly ResultRow[]) => Record<string, string | number>[];
  close?: () => Promise<void>;
}

/** The value below which a share of the samples lies (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** CPU time of this process in milliseconds, user and system. */
export function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * A fixed piece of integer work, in milliseconds: runs on different machines are compared by their ratio to it.
 * Best of five, so that a busy neighbour counts least.
 */
export function calibrate(): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const started = performance.now();
    let x = 1;
    for (let i = 0; i < 30_000_000; i++) x = (Math.imul(x, 1_664_525) + 1_013_904_223) | 0;
    if (x === 0) throw new Error("The calibration loop was optimised away");
    best = Math.min(best, performance.now() - started);
  }
  return best;
}
