import { at } from "@/server/core/scheduler/at";
import { mayCarry } from "@/server/core/scheduler/constraints/all";
import {
  type Accepts,
  type Candidate,
  prepare,
  toCandidate,
  trySpot,
} from "@/server/core/scheduler/insertion";
import type { Line } from "@/server/core/scheduler/line";
import type { Plan } from "@/server/core/scheduler/plan";
import { type Problem, type Request, type TimeRange, withRequest } from "@/server/core/scheduler/problem";
import {
  allSpots,
  distanceFen,
  type Guest,
  guestOf,
  lateBound,
  type Spot,
} from "@/server/core/scheduler/spots";
import { isFixed } from "@/server/core/scheduler/state";

/** Which pickup windows to look at: every `stepSeconds` from `fromSeconds` one of `widthSeconds`, until `toSeconds`. */
export type SlotSearch = {
  fromSeconds: number;
  toSeconds: number;
  stepSeconds: number;
  widthSeconds: number;
  /** How many windows that do not overlap to answer with, earliest first. */
  count: number;
  /** What a route with the request in it must be besides possible; default: nothing. */
  accepts?: Accepts;
};

/** A pickup window the plan can keep, with the shift that keeps it at the least added cost. */
export type SlotFit = Candidate & { feasible: true };

/** A spot that no bound forbids, with the distance part of its cost, cheapest first. */
type Prospect = { line: Line; guest: Guest; spot: Spot; distanceFen: number };

/** Everything about the request that does not depend on the window: worked out once for all slots. */
function prospectsOf(problem: Problem, lines: readonly Line[], index: number): Prospect[] {
  const request = at(problem.requests, index);
  return lines
    .filter((line) => mayCarry(problem, request, line.route.shift))
    .flatMap((line) => {
      const guest = guestOf(problem, line, index);
      return allSpots(line, guest)
        .filter((spot) => lateBound(problem, line, guest, spot) === 0)
        .map((spot) => ({ line, guest, spot, distanceFen: distanceFen(problem, line, guest, spot) }));
    })
    .toSorted((a, b) => a.distanceFen - b.distanceFen);
}

/** The cheapest spot that keeps one window. Prospects come by distance, so the search ends where none can be cheaper. */
function bestForWindow(
  problem: Problem,
  prospects: readonly Prospect[],
  index: number,
  window: TimeRange,
  accepts: Accepts,
) {
  const asked = withRequest(problem, { ...at(problem.requests, index), pickupWindow: window });
  let best: SlotFit | undefined;
  for (const { line, guest, spot, distanceFen: floorFen } of prospects) {
    if (best && floorFen >= best.addedCostFen) break;
    if (lateBound(asked, line, guest, spot, window) > 0) continue;
    const trial = trySpot(asked, line, guest, spot);
    if (!trial || (best && trial.route.figures.costFen - line.route.figures.costFen >= best.addedCostFen))
      continue;
    if (!accepts(trial.route, line.route)) continue;
    best = { ...toCandidate(asked, line, index, trial, []), feasible: true };
  }
  return best;
}

/** A question about one request with everything worked out that no window changes. */
function openQuestion(
  problem: Problem,
  plan: Plan,
  request: Request,
  span: TimeRange,
  accepts: Accepts = () => true,
) {
  const asked = prepare(problem, plan, { ...request, promise: undefined, pickupWindow: span });
  const isDriven = asked.lines.some((line) => isFixed(line, asked.index));
  const prospects = isDriven ? [] : prospectsOf(asked.problem, asked.lines, asked.index);
  return (window: TimeRange) => bestForWindow(asked.problem, prospects, asked.index, window, accepts);
}

/**
 * Pickup windows that the plan can keep for a request not yet promised, earliest first, none overlapping another. The
 * request's own pickup window is replaced by each window in turn; its drop window and all other needs stand.
 */
export function findSlots(problem: Problem, plan: Plan, request: Request, search: SlotSearch): SlotFit[] {
  const { fromSeconds, toSeconds, stepSeconds, widthSeconds, count } = search;
  if (stepSeconds <= 0 || fromSeconds + widthSeconds > toSeconds) return [];
  const ask = openQuestion(problem, plan, request, { fromSeconds, toSeconds }, search.accepts);
  const slots: SlotFit[] = [];
  for (
    let from = fromSeconds;
    from + widthSeconds <= toSeconds && slots.length < count;
    from += stepSeconds
  ) {
    const last = slots.at(-1);
    if (last && from < last.pickupWindow.toSeconds) continue;
    const fit = ask({ fromSeconds: from, toSeconds: from + widthSeconds });
    if (fit) slots.push(fit);
  }
  return slots;
}

/** The first of some windows, in the order given, that the plan can keep. */
export function firstSlot(
  problem: Problem,
  plan: Plan,
  request: Request,
  windows: readonly TimeRange[],
): SlotFit | undefined {
  if (windows.length === 0) return undefined;
  const fromSeconds = Math.min(...windows.map((it) => it.fromSeconds));
  const toSeconds = Math.max(...windows.map((it) => it.toSeconds));
  const ask = openQuestion(problem, plan, request, { fromSeconds, toSeconds });
  for (const window of windows) {
    const fit = ask(window);
    if (fit) return fit;
  }
  return undefined;
}
