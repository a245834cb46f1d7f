import { crewDuties } from "@/server/core/crew";
import { broken, type FitConstraint } from "@/server/core/scheduler/constraints/constraint";

/** As many of each duty are on board as the needs ask for; one person counts for one duty. */
export const crew: FitConstraint = (request, shift) =>
  crewDuties.flatMap((duty) => {
    const needed = request.crew.filter((it) => it === duty).length;
    const aboard = shift.crew.filter((it) => it === duty).length;
    if (aboard >= needed) return [];
    return broken("crew", "crew_missing", shift, request, { duty, needed, aboard });
  });
