import { isCertifiedAt } from "@/server/core/certification";
import type { ShiftFacts } from "@/server/services/plan/load-shifts";

/** Whether the papers of operator, vehicle and everybody on board cover a shift from beginning to end. */
export function shiftFits({ row, vehicle, crew, papers }: ShiftFacts): boolean {
  if (vehicle.status === "retired" || crew.some((it) => it.left)) return false;
  return papers.every(({ span }) => {
    if (!span) return false;
    const state = isCertifiedAt(span, row.startsAt.getTime());
    return state.certified && (state.until === null || state.until >= row.endsAt.getTime());
  });
}
