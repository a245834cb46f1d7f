import { at } from "@/server/core/scheduler/at";
import { broken, type RouteConstraint } from "@/server/core/scheduler/constraints/constraint";
import { ridesAhead } from "@/server/core/scheduler/constraints/rides";
import type { Route } from "@/server/core/scheduler/route";
import { latestSeconds, requestOf } from "@/server/core/scheduler/stop";

/** Seconds the vehicle stands waiting between two stops, with nobody being loaded. */
function standingSeconds({ timing }: Route, pickup: number, drop: number): number {
  let seconds = 0;
  for (let stop = pickup + 1; stop <= drop; stop++)
    seconds += at(timing.start, stop) - at(timing.arrive, stop);
  return seconds;
}

/** Nobody waits on board beyond the limit (usually 0), even if the pickup has to be put off. */
export const waitingOnBoard: RouteConstraint = (route) =>
  ridesAhead(route).flatMap(({ pickup, drop }) => {
    const { problem, shift, codes, timing } = route;
    const request = requestOf(problem, at(codes, drop));
    const firstAhead = Math.max(pickup, shift.driven.length - 1);
    const waitSeconds = standingSeconds(route, firstAhead, drop);
    const limitSeconds = request.maxWaitOnBoardSeconds;
    if (waitSeconds > limitSeconds) {
      return broken("waiting_on_board", "waits_on_board", shift, request, { waitSeconds, limitSeconds });
    }
    const latest = latestSeconds(problem, at(codes, pickup));
    if (timing.delayedBy[pickup] !== "waiting_on_board" || at(timing.start, pickup) <= latest) return [];
    if (at(timing.bareStart, pickup) > latest) return [];
    const lateSeconds = at(timing.start, pickup) - latest;
    return broken("waiting_on_board", "would_wait_on_board", shift, request, {
      waitSeconds: waitSeconds + lateSeconds,
      limitSeconds,
    });
  });
