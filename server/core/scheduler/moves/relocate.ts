import { at } from "@/server/core/scheduler/at";
import { lineOf, makeLine } from "@/server/core/scheduler/line";
import { routeValue } from "@/server/core/scheduler/objective";
import { isFixed, withoutRequest } from "@/server/core/scheduler/state";
import { bestOver, setLine, type Work } from "@/server/core/scheduler/work";

/** Takes a request out of its route and puts it where it adds least, if that is cheaper. Says whether it moved. */
export function relocate(work: Work, index: number): boolean {
  const from = at(work.lineOfRequest, index);
  if (from < 0) return false;
  const line = at(work.lines, from);
  if (isFixed(line, index)) return false;
  const { shift, codes } = line.route;
  const without = lineOf(work.problem, shift, withoutRequest(codes, index));
  const freed = routeValue(line.route) - routeValue(without.route);
  if (without.route.timing.lateSeconds > 0 || freed <= 0) return false;
  const best = bestOver(work, index, work.lines.with(from, without), freed);
  if (!best) return false;
  setLine(work, from, without);
  setLine(work, best.line, makeLine(best.trial.route));
  return true;
}
