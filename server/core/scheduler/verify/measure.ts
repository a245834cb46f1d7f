import type { PlannedRoute } from "@/server/core/scheduler/plan";
import type { Shift } from "@/server/core/scheduler/problem";
import type { Finding } from "@/server/core/scheduler/verify/finding";
import type { BreakPlace, SimulatedStop, Simulation } from "@/server/core/scheduler/verify/simulate";

/** What the simulated day costs in fen, by the published formula: kilometres, empty kilometres, paid hours. */
export function measureDay(
  shift: Shift,
  stops: readonly SimulatedStop[],
  places: readonly BreakPlace[],
  day: Simulation,
): { drivenMetres: number; emptyMetres: number; dutySeconds: number; costFen: number } {
  let aboard = 0;
  let emptyMetres = 0;
  let drivenMetres = 0;
  for (const [number, stop] of [...stops, undefined].entries()) {
    const leg = number - shift.driven.length;
    if (leg >= 0) {
      drivenMetres += day.legMetres[leg] ?? 0;
      if (aboard === 0) emptyMetres += day.legMetres[leg] ?? 0;
    }
    if (stop) aboard += stop.kind === "pickup" ? 1 : -1;
  }
  const leftAt = leavingTime(shift, places, day);
  const unpaid = day.breaks.filter(({ index, start }) => {
    const atBase = places.some((it) => it.index === index && it.before === stops.length);
    return !atBase && start >= leftAt && shift.breaks[index]?.paid === false;
  });
  const paidSeconds = day.returned - leftAt - unpaid.reduce((sum, it) => sum + it.end - it.start, 0);
  const exactFen =
    (drivenMetres * shift.drivingFenPerKm) / 1000 +
    (emptyMetres * shift.emptyFenPerKm) / 1000 +
    (paidSeconds * shift.dutyFenPerHour) / 3600;
  return { drivenMetres, emptyMetres, dutySeconds: paidSeconds, costFen: Math.round(exactFen) };
}

/** A vehicle already under way counts from its position; one at its base from when it must leave for its first stop. */
function leavingTime(shift: Shift, places: readonly BreakPlace[], day: Simulation): number {
  const first = day.stops[shift.driven.length];
  if (shift.position || !first) return day.leftFrom;
  let leave = first.start - day.firstLegSeconds;
  const early = day.breaks.filter(({ index }) => places.some((it) => it.index === index && it.before === 0));
  for (const { start, end } of early.reverse()) leave -= end > leave ? end - start : 0;
  return leave;
}

/** Compares what a route says of itself with the simulation, within a fen for cost. */
export function checkStatements(
  route: PlannedRoute,
  day: Simulation,
  figures: { drivenMetres: number; emptyMetres: number; dutySeconds: number; costFen: number },
): Finding[] {
  const findings: Finding[] = [];
  const compare = (what: string, stated: number, found: number, tolerance = 0): void => {
    if (Math.abs(stated - found) <= tolerance) return;
    findings.push({ constraint: "schedule", shiftId: route.shiftId, detail: { what, stated, found } });
  };
  for (const [number, stop] of route.stops.entries()) {
    const times = day.stops[number];
    compare(`arrive ${number}`, stop.arriveSeconds, times?.arrive ?? Number.NaN);
    compare(`start ${number}`, stop.startSeconds, times?.start ?? Number.NaN);
    compare(`depart ${number}`, stop.departSeconds, times?.leave ?? Number.NaN);
  }
  for (const [number, pause] of route.breaks.entries()) {
    compare(`break ${number}`, pause.startSeconds, day.breaks[number]?.start ?? Number.NaN);
  }
  compare("return", route.returnSeconds, day.returned);
  compare("metres", route.figures.drivenMetres, figures.drivenMetres);
  compare("empty metres", route.figures.emptyMetres, figures.emptyMetres);
  compare("duty", route.figures.dutySeconds, figures.dutySeconds);
  compare("cost", route.figures.costFen, figures.costFen, 1);
  return findings;
}
