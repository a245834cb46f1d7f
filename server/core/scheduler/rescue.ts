import { at } from "@/server/core/scheduler/at";
import { mayCarry } from "@/server/core/scheduler/constraints/all";
import { bestSpot, type Trial } from "@/server/core/scheduler/insertion";
import { isReliable, keptChances, type Luck } from "@/server/core/scheduler/keeping";
import type { Line } from "@/server/core/scheduler/line";
import type { Plan } from "@/server/core/scheduler/plan";
import { type Problem, type StopName, withRequest } from "@/server/core/scheduler/problem";
import type { Route } from "@/server/core/scheduler/route";
import type { NewOrder } from "@/server/core/scheduler/standing";
import { isFixed, readPlan } from "@/server/core/scheduler/state";
import { indexRequests, isDrop, requestOf } from "@/server/core/scheduler/stop";

/** Somebody whose promise is in danger, and the vehicle of the same operator that keeps it more surely. */
export interface Rescue {
  requestId: string;
  fromShiftId: string;
  /** The stops of the vehicle that takes over. */
  order: NewOrder;
  /** Probabilities, 0 to 1. */
  chanceBefore: number;
  chanceAfter: number;
}

/** Who may change the vehicle, and from which probability on a promise is in danger or sure. */
export interface RescueAsked {
  movable: ReadonlySet<string>;
  dangerBelow: number;
  sureFrom: number;
}

/** A change of vehicle is told to a family: it must be worth that much, where nobody is sure. */
const leastGain = 0.25;

interface Endangered {
  index: number;
  line: Line;
  chance: number;
}

/** Those in danger, the next to be fetched first. */
function endangered(problem: Problem, lines: readonly Line[], luck: Luck, asked: RescueAsked): Endangered[] {
  const indexById = indexRequests(problem);
  const begins = ({ line, index }: Endangered): number =>
    at(
      line.route.timing.start,
      line.route.codes.findIndex((code) => code >> 1 === index),
    );
  return lines
    .flatMap((line) =>
      [...keptChances(line.route, luck)].flatMap(([id, chance]): Endangered[] => {
        const index = indexById.get(id);
        const isOurs = index !== undefined && asked.movable.has(id) && !isFixed(line, index);
        return isOurs && chance < asked.dangerBelow ? [{ index, line, chance }] : [];
      }),
    )
    .toSorted((a, b) => begins(a) - begins(b) || a.index - b.index);
}

/** The cheapest place for somebody on another vehicle of the operator, from a probability on that is high enough. */
function takeOver(problem: Problem, lines: readonly Line[], luck: Luck, who: Endangered, sureFrom: number) {
  const { index, line } = who;
  const request = at(problem.requests, index);
  const chanceOn = (route: Route): number => keptChances(route, luck).get(request.id) ?? 0;
  const best = (least: number): { line: Line; trial: Trial } | undefined => {
    const accepts = (after: Route, before: Route) =>
      chanceOn(after) >= least && isReliable(after, before, luck, Math.min(least, sureFrom));
    return lines
      .filter((it) => it !== line && it.route.shift.operatorId === line.route.shift.operatorId)
      .filter((it) => mayCarry(problem, request, it.route.shift))
      .flatMap((it) => {
        const trial = bestSpot(problem, it, index, Number.POSITIVE_INFINITY, accepts);
        return trial ? [{ line: it, trial }] : [];
      })
      .toSorted((a, b) => a.trial.addedValue - b.trial.addedValue)[0];
  };
  const found = best(sureFrom) ?? best(who.chance + leastGain);
  return found && { ...found, chance: chanceOn(found.trial.route) };
}

const stopsOf = (route: Route): StopName[] =>
  route.codes.map((code) => ({
    requestId: requestOf(route.problem, code).id,
    kind: isDrop(code) ? ("drop" as const) : ("pickup" as const),
  }));

/**
 * The first promise in danger that another vehicle of the same operator keeps more surely, with nobody on that vehicle
 * pushed below `sureFrom` or below what it had; null where nobody is in danger or nothing helps. No promise is moved. A
 * vehicle that is late is told by `problem.nowSeconds` and its position.
 */
export function findRescue(problem: Problem, plan: Plan, luck: Luck, asked: RescueAsked): Rescue | null {
  const lines = readPlan(problem, plan);
  for (const who of endangered(problem, lines, luck, asked)) {
    const request = at(problem.requests, who.index);
    const free = withRequest(problem, { ...request, lockShiftId: undefined });
    const found = takeOver(free, lines, luck, who, asked.sureFrom);
    if (!found) continue;
    const order = { shiftId: found.line.route.shift.id, stops: stopsOf(found.trial.route) };
    const [chanceBefore, chanceAfter] = [who.chance, found.chance];
    return { requestId: request.id, fromShiftId: who.line.route.shift.id, order, chanceBefore, chanceAfter };
  }
  return null;
}
