import type { Problem, Shift } from "@/server/core/scheduler/problem";
import type { Finding } from "@/server/core/scheduler/verify/finding";
import type { SimulatedStop, Simulation } from "@/server/core/scheduler/verify/simulate";

/**
 * Legs simulated without anybody on board that end at a patient's door: none far longer than the ride it is driven for, as
 * far as it was not the way home in any case.
 */
export function checkEmptyWays(
  problem: Problem,
  shift: Shift,
  stops: readonly SimulatedStop[],
  day: Simulation,
): Finding[] {
  const allowed = problem.rules.maxEmptyRunMetres;
  if (allowed === null) return [];
  const begun = shift.driven.length;
  const findings: Finding[] = [];
  for (const [number, { request, kind }] of stops.entries()) {
    const before = stops.slice(0, number);
    const carried = before.filter((it) => it.kind === "pickup").length * 2 - before.length;
    const isNew = number >= begun + shift.locked.length && shift.settled.every((it) => it !== request.id);
    if (kind !== "pickup" || carried > 0 || !isNew) continue;
    const fromHome = problem.travelMetres[shift.endPlace * problem.placeCount + request.pickupPlace] ?? 0;
    const metres = Math.min(day.legMetres[number - begun] ?? 0, fromHome);
    if (metres - request.distanceMetres > allowed)
      findings.push({
        constraint: "empty_run",
        shiftId: shift.id,
        requestId: request.id,
        detail: { metres },
      });
  }
  return findings;
}
