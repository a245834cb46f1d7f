import { isCertifiedAt } from "@/server/core/certification";
import { type ShiftFacts, standardsBroken } from "@/server/services/plan/load-shifts";

/** Its vehicle waits for disinfection when the shift begins. */
const isBlocked = ({ row, vehicle }: ShiftFacts): boolean =>
  vehicle.blockedUntil !== null && row.startsAt < vehicle.blockedUntil;

/**
 * Whether the vehicle may go and the papers of operator, vehicle and everybody on board cover a shift from beginning to end, and the standards in
 * force hold for all of them.
 */
export function shiftFits(facts: ShiftFacts): boolean {
  const { row, vehicle, crew, papers } = facts;
  if (standardsBroken(facts).length > 0) return false;
  if (isBlocked(facts)) return false;
  if (vehicle.status === "retired" || crew.some((it) => it.left)) return false;
  return papers.every(({ span }) => {
    if (!span) return false;
    const state = isCertifiedAt(span, row.startsAt.getTime());
    return state.certified && (state.until === null || state.until >= row.endsAt.getTime());
  });
}
