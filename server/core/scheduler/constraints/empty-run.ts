import { at } from "@/server/core/scheduler/at";
import { broken, type RouteConstraint } from "@/server/core/scheduler/constraints/constraint";
import { fixedStops } from "@/server/core/scheduler/route";
import { driveMetres, isDrop, originOf, placeOf } from "@/server/core/scheduler/stop";

/**
 * Nobody is sent half across the country for a short ride: the empty way to a patient is at most so much longer than the
 * ride itself (a patient fetched home from far away is far away). The way home is driven anyway: after a ride to a distant
 * city a patient counts as far as from the shift's end, else such a ride would close the rest of the day. Who is on the way
 * already, or stands on this shift since before, is not judged again: what was promised is kept.
 */
export const emptyRun: RouteConstraint = ({ problem, shift, codes }) => {
  const limit = problem.rules.maxEmptyRunMetres;
  if (limit === null) return [];
  const settled = new Set(shift.settled);
  const fixed = fixedStops(shift);
  let aboard = 0;
  let place = originOf(problem, shift).place;
  return codes.flatMap((code, stop) => {
    const from = place;
    const isEmpty = aboard === 0;
    aboard += isDrop(code) ? -1 : 1;
    if (stop >= shift.driven.length) place = placeOf(problem, code);
    const request = at(problem.requests, code >> 1);
    if (!isEmpty || isDrop(code) || stop < fixed || settled.has(request.id)) return [];
    const emptyMetres = Math.min(
      driveMetres(problem, from, place),
      driveMetres(problem, shift.endPlace, place),
    );
    const limitMetres = request.distanceMetres + limit;
    if (emptyMetres <= limitMetres) return [];
    return broken("empty_run", "empty_way_too_long", shift, request, {
      emptyMetres,
      rideMetres: request.distanceMetres,
      limitMetres,
    });
  });
};
