import { at } from "@/server/core/scheduler/at";
import { bestSpot } from "@/server/core/scheduler/insertion";
import { lineOf, makeLine } from "@/server/core/scheduler/line";
import { routeValue } from "@/server/core/scheduler/objective";
import { isFixed, withoutRequest } from "@/server/core/scheduler/state";
import { fitsLine, setLine, type Work } from "@/server/core/scheduler/work";

/** Exchanges two requests of different routes, each put at its best spot in the other's route, if that is cheaper. */
export function swap(work: Work, one: number, other: number): boolean {
  const a = at(work.lineOfRequest, one);
  const b = at(work.lineOfRequest, other);
  if (a < 0 || b < 0 || a === b || !fitsLine(work, one, b) || !fitsLine(work, other, a)) return false;
  const lineA = at(work.lines, a);
  const lineB = at(work.lines, b);
  if (isFixed(lineA, one) || isFixed(lineB, other)) return false;
  const bareA = lineOf(work.problem, lineA.route.shift, withoutRequest(lineA.route.codes, one));
  const bareB = lineOf(work.problem, lineB.route.shift, withoutRequest(lineB.route.codes, other));
  const before = routeValue(lineA.route) + routeValue(lineB.route);
  const freed = before - routeValue(bareA.route) - routeValue(bareB.route);
  if (freed <= 0) return false;
  const intoA = bestSpot(work.problem, bareA, other, freed);
  if (!intoA) return false;
  const intoB = bestSpot(work.problem, bareB, one, freed - intoA.addedValue);
  if (!intoB) return false;
  setLine(work, a, makeLine(intoA.route));
  setLine(work, b, makeLine(intoB.route));
  return true;
}
