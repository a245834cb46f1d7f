import type { Snapshot } from "@/server/core/scheduler/engine/anneal";
import type { Model } from "@/server/core/scheduler/engine/model";
import { addToPool, makePool, type Pool } from "@/server/core/scheduler/engine/pool";
import type { RoundOrder } from "@/server/core/scheduler/engine/round";
import { splitVehicles } from "@/server/core/scheduler/engine/split";
import { choosePlan } from "./choose";
import type { GenerateOrder } from "./generate";
import type { Effort, RoundLength } from "./round-length";
import { openThreads, type Threads } from "./threads";
import type { WorkerAnswer, WorkerOrder, WorkerStart } from "./worker";

export type SolveRequest = {
  model: Model;
  objective: "vehicles" | "cost";
  effort: Effort;
  threads: number;
  seed: number;
  start?: Int32Array[];
  log?: (line: string) => void;
};
export type Solved = { plan: Snapshot; iterations: number; seconds: number };

type Run = SolveRequest & {
  crew: Threads<WorkerOrder, WorkerAnswer>;
  pool: Pool;
  begin: number;
  total: number;
  best: Snapshot | undefined;
  iterations: number;
};

const spentOf = (run: Run): number => (performance.now() - run.begin) / 1000;

/** A share of the whole effort as the length of a round that begins now and ends at share `until`. */
function lengthUntil(run: Run, from: number, until: number): RoundLength {
  if ("iterations" in run.effort)
    return { iterations: Math.max(32, Math.round((until - from) * run.effort.iterations)) };
  return { untilMs: Date.now() + Math.max(0, until * run.effort.seconds - spentOf(run)) * 1000 };
}

function isBetter(run: Run, plan: Snapshot, than: Snapshot | undefined): boolean {
  if (!than || plan.absent !== than.absent)
    return !than || (run.objective === "vehicles" ? plan.absent < than.absent : plan.value < than.value);
  if (run.objective === "vehicles" && plan.vehicles !== than.vehicles) return plan.vehicles < than.vehicles;
  return plan.value < than.value - 1e-9;
}

/** Takes what a round found into the pool and the best. */
function hear(run: Run, { best, fresh, iterations }: WorkerAnswer): void {
  for (const route of fresh) addToPool(run.pool, route);
  run.pool.fresh = [];
  run.iterations += iterations;
  if (!isBetter(run, best, run.best)) return;
  run.best = best;
  run.log?.(
    `${spentOf(run).toFixed(1)} s: ${best.vehicles} vehicles, ${best.value.toFixed(3)}, ${best.absent} left out`,
  );
}

async function round(run: Run, orders: WorkerOrder["order"][], length: RoundLength): Promise<WorkerAnswer[]> {
  const answers = await Promise.all(orders.map((order, thread) => run.crew.run(thread, { order, length })));
  for (const answer of answers) hear(run, answer);
  return answers;
}

const each = <T>(run: Run, make: (thread: number) => T): T[] =>
  Array.from({ length: run.crew.count }, (_, it) => make(it));

/** Fewest vehicles: every thread closes vehicle after vehicle; who lags behind goes on from the best. */
async function reduceFleet(run: Run, until: number): Promise<void> {
  const average = averageCost(run);
  const rounds = 8;
  let behind = new Set<number>();
  for (let at = 0; at < rounds; at++) {
    const orders = each(run, (thread): RoundOrder => {
      const start = behind.has(thread) && run.best ? { start: run.best.routes } : {};
      return { kind: "fleet", hot: average, cold: average * 0.01, keepFleet: true, ...start };
    });
    const answers = await round(
      run,
      orders,
      lengthUntil(run, (until * at) / rounds, (until * (at + 1)) / rounds),
    );
    behind = new Set(
      answers.flatMap(({ best }, thread) => (run.best && best.vehicles > run.best.vehicles ? [thread] : [])),
    );
  }
}

/** What a request costs on its own, a measure for temperatures: way there, ride and way home, halved. */
function averageCost({ model }: Run): number {
  const { requestCount, placeCount, cost, place } = model;
  let sum = 0;
  for (let node = 0; node < 2 * requestCount; node += 2) {
    const [from, to] = [place[node] as number, place[node + 1] as number];
    sum += cost[from * placeCount + to] as number;
    sum += cost[(model.startPlace[0] as number) * placeCount + from] as number;
    sum += cost[to * placeCount + (model.endPlace[0] as number)] as number;
  }
  return sum / Math.max(1, requestCount) / 2;
}

/** The best of all known routes together, if it is better. */
async function choose(run: Run, until: number): Promise<Int32Array[] | undefined> {
  const seconds =
    "seconds" in run.effort ? (until * run.effort.seconds - spentOf(run)) * 0.9 : Number.POSITIVE_INFINITY;
  if (!run.best || seconds < 0.05) return undefined;
  const { model, best } = run;
  const limit = { vehicles: vehiclesAllowed(run), serveAll: best.absent === 0, seconds, below: best.value };
  const plan = await choosePlan(model, run.pool.routes.values(), limit);
  run.log?.(
    `${spentOf(run).toFixed(1)} s: ${plan ? "better" : "no better"} choice among ${run.pool.routes.size} routes`,
  );
  return plan;
}

/** Hears of a chosen plan as if a thread had found it. */
async function adopt(run: Run, plan: Int32Array[] | undefined): Promise<void> {
  if (!plan) return;
  const keepFleet = run.objective === "vehicles";
  const order = { kind: "anneal", start: plan, hot: 1e-9, cold: 1e-9, keepFleet } as const;
  hear(run, await run.crew.run(0, { order, length: { iterations: 32 } }));
}

const vehiclesAllowed = ({ objective, best, model }: Run): number =>
  objective === "vehicles" && best ? best.vehicles : model.vehicleCount;

/** How many routes a thread hears of every other's. */
const shared = 300;

/** Every thread looks for routes that plans lack, by what its own linear program says; the best go into the pool. */
async function generateRoutes(
  run: Run,
  before: WorkerAnswer[],
  length: RoundLength,
): Promise<WorkerAnswer[]> {
  const { best } = run;
  if (!best) return before;
  const orders = each(run, (thread): GenerateOrder => {
    const columns = before.flatMap(({ fresh }, other) => (other === thread ? [] : fresh.slice(-shared)));
    return { kind: "generate", plan: best, vehicles: vehiclesAllowed(run), columns };
  });
  return round(run, orders, length);
}

/** Temperatures of a cycle in average rides. With ride limits most moves fail, and a cold search stands still. */
const freeHeat = [0.4, 0.004] as const;
const tiedHeat = [0.2, 0.02] as const;

/** When the last choice begins; the others are made while the threads anneal. */
const choiceFrom = 0.92;
/** How much of a cycle is annealing; the rest looks for routes by prices. */
const annealShare = 0.65;

/** Annealing in cycles, each from hot to cold; then routes that plans lack, and the best choice among all. */
async function annealCycles(run: Run, from: number, cycles: number): Promise<void> {
  const average = averageCost(run);
  const keepFleet = run.objective === "vehicles";
  const [hottest, coldest] = run.model.hasTies ? tiedHeat : freeHeat;
  const [hot, cold] = [average * hottest, average * coldest];
  const share = (choiceFrom - from) / cycles;
  // Where rides are limited routes are short, and the linear program is near what can be had; elsewhere moves pay more.
  const keepsRoutes = run.model.hasTies;
  let found: WorkerAnswer[] = [];
  for (let cycle = 0; cycle < cycles; cycle++) {
    const begin = from + share * cycle;
    const middle = begin + share * (keepsRoutes ? annealShare : 1);
    const start = run.best ? { start: run.best.routes } : {};
    const order = (thread: number): RoundOrder => {
      const loosen = cycle > 0 && cycle < cycles - 1 && thread % 2 === cycle % 2;
      return { kind: "anneal", hot, cold, keepFleet, loosen, keepsRoutes, ...start };
    };
    const annealing = round(run, each(run, order), lengthUntil(run, begin, middle));
    const plan = cycle > 0 ? await choose(run, middle) : undefined;
    await annealing;
    await adopt(run, plan);
    if (keepsRoutes) found = await generateRoutes(run, found, lengthUntil(run, middle, begin + share));
  }
  await adopt(run, await choose(run, 1));
}

/** A plan with the changes that threads made, each to its own vehicles. */
function merged(start: Snapshot, parts: readonly number[][], changed: readonly Snapshot[]): Snapshot {
  const routes = [...start.routes];
  let { cost, value, absent } = start;
  for (const [thread, plan] of changed.entries()) {
    for (const vehicle of parts[thread] ?? [])
      routes[vehicle] = plan.routes[vehicle] ?? routes[vehicle] ?? new Int32Array(0);
    cost += plan.cost - start.cost;
    value += plan.value - start.value;
    absent += plan.absent - start.absent;
  }
  return { routes, cost, value, absent, vehicles: routes.filter((nodes) => nodes.length > 0).length };
}

/** One long annealing of a large plan, in rounds: each thread has its own sector of routes, cut anew every round. */
async function annealSectors(run: Run, from: number): Promise<void> {
  if (!run.best) return;
  const average = averageCost(run);
  const keepFleet = run.objective === "vehicles";
  const [hottest, coldest] = [average * 0.4, average * 0.004];
  const rounds =
    "seconds" in run.effort ? Math.max(8, Math.round((run.effort.seconds * (1 - from)) / 1.2)) : 24;
  const end = 0.95;
  let state = run.best;
  for (let turn = 0; turn < rounds; turn++) {
    const at = (part: number): number => hottest * (coldest / hottest) ** (part / rounds);
    const parts = splitVehicles(run.model, state.routes, run.crew.count, turn);
    const start = state;
    const orders = parts.map(
      (vehicles, part): RoundOrder => ({
        kind: "anneal",
        hot: at(turn),
        cold: at(turn + 1),
        keepFleet,
        share: { vehicles, part, of: parts.length },
        start: start.routes,
      }),
    );
    const share = (end - from) / rounds;
    const length = lengthUntil(run, from + share * turn, from + share * (turn + 1));
    const answers = await Promise.all(orders.map((order, thread) => run.crew.run(thread, { order, length })));
    for (const { fresh, iterations } of answers)
      hear(run, { best: run.best, current: run.best, fresh, iterations });
    const best = merged(
      start,
      parts,
      answers.map((it) => it.best),
    );
    if (isBetter(run, best, run.best)) run.best = best;
    state = merged(
      start,
      parts,
      answers.map((it) => it.current),
    );
  }
  run.log?.(
    `${spentOf(run).toFixed(1)} s: ${run.best.vehicles} vehicles, ${run.best.value.toFixed(3)}, ${run.best.absent} left out`,
  );
  await adopt(run, await choose(run, 1));
}

/** From how many requests on threads share one plan instead of making one each; linked requests would cross the cut. */
const largeFrom = 200;

/**
 * Plans a model on several threads: fewest vehicles first where that is asked, then cost. With an effort in iterations
 * the same model, seed and threads give the same plan.
 */
export async function solveModel(request: SolveRequest): Promise<Solved> {
  const begin = performance.now();
  const crew = openThreads<WorkerOrder, WorkerAnswer>("worker.ts", request.threads, (thread): WorkerStart => {
    const { model, seed } = request;
    return { model, seed: seed * 1_000_003 + thread * 7919, character: thread };
  });
  const run: Run = {
    ...request,
    crew,
    pool: makePool(request.model, 30_000),
    begin,
    total: 0,
    best: undefined,
    iterations: 0,
  };
  try {
    const fleetShare = request.objective === "vehicles" ? 0.3 : 0;
    if (fleetShare > 0) await reduceFleet(run, fleetShare);
    else
      await round(
        run,
        each(run, (): RoundOrder => ({ kind: "anneal", hot: 1e-6, cold: 1e-6, keepFleet: false })),
        { iterations: 64 },
      );
    const isSingle = request.model.groupCount === request.model.requestCount;
    if (isSingle && request.threads > 1 && request.model.requestCount >= largeFrom)
      await annealSectors(run, fleetShare);
    else await annealCycles(run, fleetShare, request.model.hasTies ? 3 : 4);
    if (!run.best) throw new Error("No plan was found");
    return { plan: run.best, iterations: run.iterations, seconds: spentOf(run) };
  } finally {
    await crew.close();
  }
}
