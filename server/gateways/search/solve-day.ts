import { setTimeout } from "node:timers/promises";
import type { Model } from "@/server/core/scheduler/engine/model";
import type { Nearness, Neighbourhood } from "@/server/core/scheduler/engine/neighbourhood";
import type { Chance } from "@/server/core/scheduler/engine/random";
import {
  insertUnserved,
  isSmallDay,
  movesAtATime,
  nextNeighbourhood,
  withRoutes,
} from "@/server/core/scheduler/engine/search-day";
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
  /** Vehicles that a thread is planning anew. */
  busy: Uint8Array;
  nearness: Nearness;
  chance: Chance;
  turns: number;
  iterations: number;
};

const spentOf = ({ begin }: Pick<Run, "begin">): number => (performance.now() - begin) / 1000;

/** The end of the time is kept for the last turns' answers and for the plan's reasons. */
const searchShare = 0.97;
/** A small day is searched as a whole, in so many turns; a large one in many short ones. */
const turnsOfSmallDay = 8;
const secondsPerTurn = 0.15;
/** Choosing a neighbourhood takes the longer the larger the day is; turns keep the same proportion to it. */
const turnFor = (requests: number): number => secondsPerTurn * Math.max(1, requests / 3000);

/** How much of the effort is used, 1 = over. */
function shareOf(run: Run): number {
  if ("iterations" in run.effort) return run.iterations / (run.effort.iterations * run.crew.count);
  return spentOf(run) / (run.effort.seconds * searchShare);
}

function turnLength(run: Run): RoundLength {
  const left = 1 - shareOf(run);
  if ("iterations" in run.effort) {
    const most = isSmallDay(run.model) ? run.effort.iterations / turnsOfSmallDay : movesAtATime;
    return { iterations: Math.ceil(Math.min(most, left * run.effort.iterations)) };
  }
  const all = run.effort.seconds * searchShare;
  const most = isSmallDay(run.model) ? all / turnsOfSmallDay : turnFor(run.model.requestCount);
  return { untilMs: Date.now() + Math.min(most, left * all) * 1000 };
}

function orderOf(run: Run, near: Neighbourhood): DayOrder {
  return {
    near,
    routes: Array.from(near.vehicles, (it) => run.routes[it] as Int32Array),
    seed: run.seed * 1_000_003 + run.turns++ * 7919,
    heat: 1 - shareOf(run),
    length: turnLength(run),
  };
}

function hear(run: Run, { near }: DayOrder, answer: DayAnswer): void {
  run.routes = withRoutes(run.routes, near.vehicles, answer.routes);
  run.iterations += Math.max(1, answer.iterations);
  for (const vehicle of near.vehicles) run.busy[vehicle] = 0;
}

/**
 * The next order for a thread, touching no vehicle that another has, nor anybody unserved whom another tries to place.
 * `undefined` when others have all that lies around the request chosen.
 */
function nextOrder(run: Run, asked: readonly DayOrder[]): DayOrder | undefined {
  const near = nextNeighbourhood(run.model, run.routes, run.busy, run.nearness, run.chance);
  const taken = new Set(asked.flatMap((it) => Array.from(it.near.requests)));
  const requests = near.requests.filter((it) => !taken.has(it));
  if (requests.length === 0) return undefined;
  for (const vehicle of near.vehicles) run.busy[vehicle] = 1;
  return orderOf(run, { ...near, requests });
}

/** A small day: every thread plans all of it, each by its own chance, and the best plan counts. */
async function turnTogether(run: Run): Promise<void> {
  const near = nextNeighbourhood(run.model, run.routes, run.busy, run.nearness, run.chance);
  const orders = Array.from({ length: run.crew.count }, () => orderOf(run, near));
  const answers = await Promise.all(orders.map((order, thread) => run.crew.run(thread, order)));
  const [best] = answers.toSorted((a, b) => a.value - b.value);
  if (best) run.routes = withRoutes(run.routes, near.vehicles, best.routes);
  for (const { iterations } of answers) run.iterations += Math.max(1, iterations);
}

/** All threads begin and end together: what each finds does not depend on how fast another is. */
async function turnInStep(run: Run): Promise<void> {
  const orders: DayOrder[] = [];
  for (let thread = 0; thread < run.crew.count; thread++) {
    const order = nextOrder(run, orders);
    if (order) orders.push(order);
  }
  // A turn with nothing to do counts as well, so that the turns come to an end.
  run.iterations++;
  const answers = await Promise.all(orders.map((order, thread) => run.crew.run(thread, order)));
  for (const [thread, answer] of answers.entries()) hear(run, orders[thread] as DayOrder, answer);
}

/** Every thread takes up the next neighbourhood as soon as it is done with one. */
async function searchApart(run: Run): Promise<void> {
  const asked: (DayOrder | undefined)[] = [];
  const work = async (thread: number): Promise<void> => {
    while (shareOf(run) < 1) {
      const order = nextOrder(
        run,
        asked.filter((it) => it !== undefined),
      );
      if (!order) {
        await setTimeout(1);
        continue;
      }
      asked[thread] = order;
      hear(run, order, await run.crew.run(thread, order));
      asked[thread] = undefined;
    }
  };
  await Promise.all(Array.from({ length: run.crew.count }, (_, thread) => work(thread)));
}

async function search(run: Run): Promise<void> {
  if (isSmallDay(run.model)) while (shareOf(run) < 1) await turnTogether(run);
  else if ("iterations" in run.effort) while (shareOf(run) < 1) await turnInStep(run);
  else await searchApart(run);
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
  const run: Run = {
    model,
    crew,
    effort,
    seed,
    begin,
    routes,
    busy: new Uint8Array(model.vehicleCount),
    nearness: [],
    chance: { state: seed | 0 },
    turns: 0,
    iterations: 0,
  };
  log?.(`${spentOf(run).toFixed(1)} s: everybody put in`);
  try {
    await search(run);
  } finally {
    await crew.close();
  }
  log?.(`${spentOf(run).toFixed(1)} s: searched`);
  const plan = closeDay(opened, run.routes);
  log?.(`${spentOf(run).toFixed(1)} s: ${plan.score.costFen} fen, ${plan.unserved.length} left out`);
  return { plan, iterations: run.iterations, seconds: spentOf(run) };
}
