import { at } from "@/server/core/scheduler/at";
import type { Problem, Request, Shift, StopName } from "@/server/core/scheduler/problem";

/**
 * Inside the engine a stop is one integer: the request's index × 2, plus 1 for its drop-off. A route is a list of them.
 */
export type StopCode = number;

export const pickupCode = (requestIndex: number): StopCode => requestIndex * 2;
export const dropCode = (requestIndex: number): StopCode => requestIndex * 2 + 1;
export const requestIndexOf = (code: StopCode): number => code >> 1;
export const isDrop = (code: StopCode): boolean => (code & 1) === 1;

export const requestOf = (problem: Problem, code: StopCode): Request => at(problem.requests, code >> 1);

/** The place index of a stop. */
export function placeOf(problem: Problem, code: StopCode): number {
  const request = requestOf(problem, code);
  return isDrop(code) ? request.dropPlace : request.pickupPlace;
}

/** Seconds at the wheel from one place to another. */
export const driveSeconds = (problem: Problem, from: number, to: number): number =>
  at(problem.travelSeconds, from * problem.placeCount + to);

/** Metres from one place to another. */
export const driveMetres = (problem: Problem, from: number, to: number): number =>
  at(problem.travelMetres, from * problem.placeCount + to);

/** Seconds a stop keeps the vehicle: loading or unloading, and disinfection after a patient in isolation. */
export function serviceSeconds(problem: Problem, shift: Shift, code: StopCode): number {
  const request = requestOf(problem, code);
  if (!isDrop(code)) return request.pickupServiceSeconds;
  if (request.isolation === "none") return request.dropServiceSeconds;
  return request.dropServiceSeconds + Math.max(request.disinfectionSeconds, shift.disinfectionSeconds);
}

const frozenPromise = (problem: Problem, request: Request) =>
  problem.rules.promises === "frozen" ? request.promise : undefined;

/** When loading or unloading may begin at the earliest: a frozen promise stands in for the pickup window. */
export function earliestSeconds(problem: Problem, code: StopCode): number {
  const request = requestOf(problem, code);
  if (isDrop(code)) return request.dropWindow.fromSeconds;
  return (frozenPromise(problem, request) ?? request.pickupWindow).fromSeconds;
}

/** When loading or unloading must begin at the latest. */
export function latestSeconds(problem: Problem, code: StopCode): number {
  const request = requestOf(problem, code);
  if (isDrop(code)) return request.dropWindow.toSeconds;
  return (frozenPromise(problem, request) ?? request.pickupWindow).toSeconds;
}

/** Where and from when a shift's vehicle can next drive: its base at the shift's start, or its present position. */
export function originOf(
  problem: Problem,
  shift: Shift,
): { place: number; fromSeconds: number; wheelSeconds: number } {
  const fromSeconds = Math.max(shift.position?.fromSeconds ?? shift.window.fromSeconds, problem.nowSeconds);
  const { place, wheelSeconds } = shift.position ?? { place: shift.startPlace, wheelSeconds: 0 };
  return { place, fromSeconds, wheelSeconds };
}

/** A stop's code from its name in a plan; undefined when the request is not part of the problem. */
export function codeOf(indexById: ReadonlyMap<string, number>, stop: StopName): StopCode | undefined {
  const index = indexById.get(stop.requestId);
  if (index === undefined) return undefined;
  return stop.kind === "drop" ? dropCode(index) : pickupCode(index);
}

/** Request ids to their indexes. */
export function indexRequests(problem: Problem): Map<string, number> {
  return new Map(problem.requests.map((it, index) => [it.id, index]));
}
