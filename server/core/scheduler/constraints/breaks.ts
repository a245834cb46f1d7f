import { at } from "@/server/core/scheduler/at";
import { timeRoute } from "@/server/core/scheduler/clock";
import { broken, type RouteConstraint } from "@/server/core/scheduler/constraints/constraint";

/**
 * Every break is taken whole, inside its window and inside the shift. Where the breaks are in time but push something
 * else too late, they are among the reasons, with the seconds that the route would gain without them.
 */
export const breaks: RouteConstraint = ({ problem, shift, codes, timing }) => {
  const late = timing.breaks.flatMap((taken) => {
    const { window } = at(shift.breaks, taken.breakIndex);
    const latestEnd = Math.min(window.toSeconds, shift.window.toSeconds);
    if (taken.endSeconds <= latestEnd) return [];
    return broken("breaks", "break_late", shift, undefined, {
      breakIndex: taken.breakIndex,
      endSeconds: taken.endSeconds,
      latestEndSeconds: latestEnd,
      lateSeconds: taken.endSeconds - latestEnd,
    });
  });
  if (late.length > 0 || timing.lateSeconds === 0 || timing.breaks.length === 0) return late;
  const without = timeRoute(problem, { ...shift, breaks: [], breaksTaken: 0 }, codes).lateSeconds;
  if (without === timing.lateSeconds) return [];
  const lateSeconds = timing.lateSeconds - without;
  return broken("breaks", "breaks_make_late", shift, undefined, {
    breaks: timing.breaks.length,
    lateSeconds,
  });
};
