import { at } from "@/server/core/scheduler/at";
import { broken, type RouteConstraint } from "@/server/core/scheduler/constraints/constraint";

/** Every break is taken whole, inside its window and inside the shift. */
export const breaks: RouteConstraint = ({ shift, timing }) =>
  timing.breaks.flatMap((taken) => {
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
