import type { Model } from "@/server/core/scheduler/engine/model";
import type { Chance } from "@/server/core/scheduler/engine/random";
import { insertUnserved, nextNeighbourhood, withRoutes } from "@/server/core/scheduler/engine/search-day";
import type { Plan } from "@/server/core/scheduler/plan";
import type { Problem } from "@/server/core/scheduler/problem";
import { closeDay, openDay } from "@/server/core/scheduler/search";
import type { DayAnswer, DayOrder } from "./day-worker";
import type { Effort, RoundLength } from "./round-length";
import { openThreads, type Threads } from "./threads";

export type SolveDayRequest = {
  problem: Problem;
  start?: Plan;
  effort: Effort;
  threads: number;
  seed: number;
  log?: (line: string) => void;
};
export type SolvedDay = { plan: Plan; iterations: number; seconds: number };

type Run = {
  model: Model;
  crew: Threads<DayOrder, DayAnswer>;
  effort: Effort;
  seed: number;
  begin: number;
  routes: Int32Array[];
  iterations: number;
};

const spentOf = ({ begin }: Pick<Run, "begin">): number => (performance.now() - begin) / 1000;

/** The end of the time is kept for the last round's answer and for the plan's reasons. */
const searchShare = 0.97;
const secondsPerRound = 0.8;
const movesPerRound = 1500;

/** How much of the effort is used, 1 = over. */
function shareOf(run: Run): number {
  if ("iterations" in run.effort) return run.iterations / (run.effort.iterations * run.crew.count);
  return spentOf(run) / (run.effort.seconds * searchShare);
}

function roundLength(run: Run): RoundLength {
  if ("iterations" in run.effort)
    return { iterations: Math.min(movesPerRound, Math.ceil((1 - shareOf(run)) * run.effort.iterations)) };
  const left = run.effort.seconds * searchShare - spentOf(run);
  return { untilMs: Date.now() + Math.min(secondsPerRound, left) * 1000 };
}

/** One neighbourhood for each thread, none touching another's vehicles nor asking for the same unserved. */
async function round(run: Run, number: number, chance: Chance): Promise<void> {
  const { model, crew, routes } = run;
  const busy = new Uint8Array(model.vehicleCount);
  const asked = new Set<number>();
  const length = roundLength(run);
  const heat = 1 - shareOf(run);
  const orders: DayOrder[] = [];
  for (let thread = 0; thread < crew.count; thread++) {
    const near = nextNeighbourhood(model, routes, busy, chance);
    const own = { vehicles: near.vehicles, requests: near.requests.filter((it) => !asked.has(it)) };
    if (own.vehicles.length === 0 || own.vehicles.some((it) => busy[it] === 1)) break;
    for (const vehicle of own.vehicles) busy[vehicle] = 1;
    for (const request of own.requests) asked.add(request);
    const seed = run.seed * 1_000_003 + number * 7919 + thread;
    orders.push({
      near: own,
      routes: Array.from(own.vehicles, (it) => routes[it] as Int32Array),
      seed,
      heat,
      length,
    });
  }
  const answers = await Promise.all(orders.map((order, thread) => crew.run(thread, order)));
  for (const [thread, answer] of answers.entries()) {
    run.routes = withRoutes(run.routes, (orders[thread] as DayOrder).near.vehicles, answer.routes);
    run.iterations += Math.max(1, answer.iterations);
  }
}

/**
 * Plans a day on several threads: whoever is unserved is put in first, then each thread plans one neighbourhood after another anew.
 * With an effort in iterations the same problem, start, seed and threads give the same plan.
 */
export async function solveDay({
  problem,
  start,
  effort,
  threads,
  seed,
  log,
}: SolveDayRequest): Promise<SolvedDay> {
  const begin = performance.now();
  const opened = openDay(problem, start);
  const { model } = opened.compiled;
  const crew = openThreads<DayOrder, DayAnswer>("day-worker.ts", threads, () => model);
  const isOver = (): boolean => "seconds" in effort && spentOf({ begin }) >= effort.seconds * searchShare;
  log?.(`${spentOf({ begin }).toFixed(1)} s: compiled`);
  const routes = insertUnserved(model, opened.compiled.routes, opened.order, isOver);
  const run: Run = { model, crew, effort, seed, begin, routes, iterations: 0 };
  log?.(`${spentOf(run).toFixed(1)} s: everybody put in`);
  try {
    const chance: Chance = { state: seed | 0 };
    for (let number = 0; shareOf(run) < 1; number++) await round(run, number, chance);
  } finally {
    await crew.close();
  }
  log?.(`${spentOf(run).toFixed(1)} s: searched`);
  const plan = closeDay(opened, run.routes);
  log?.(`${spentOf(run).toFixed(1)} s: ${plan.score.costFen} fen, ${plan.unserved.length} left out`);
  return { plan, iterations: run.iterations, seconds: spentOf(run) };
}
