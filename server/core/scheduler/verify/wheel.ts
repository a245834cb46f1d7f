import type { PlannedRoute } from "@/server/core/scheduler/plan";
import type { Problem, Shift } from "@/server/core/scheduler/problem";
import type { Finding } from "@/server/core/scheduler/verify/finding";
import type { SimulatedStop, Simulation } from "@/server/core/scheduler/verify/simulate";

const fourHours = 14_400;
const twentyMinutes = 1_200;

/** Reads the simulated driver's log: never more than four hours at the wheel between two pauses of 20 minutes. */
export function checkWheel(shift: Shift, day: Simulation): Finding[] {
  if (shift.drivers > 1) return [];
  let wheelSeconds = shift.position?.wheelSeconds ?? 0;
  let longest = 0;
  for (const { kind, seconds } of day.log) {
    if (kind === "pause") wheelSeconds = seconds >= twentyMinutes ? 0 : wheelSeconds;
    else {
      wheelSeconds += seconds;
      longest = Math.max(longest, wheelSeconds);
    }
  }
  if (longest <= fourHours) return [];
  return [{ constraint: "driving_time", shiftId: shift.id, detail: { wheelSeconds: longest } }];
}

/**
 * The same rule on the hours a plan states: on each leg, what is neither driving nor break is rest, and there must be as
 * many rests of 20 minutes as the hours at the wheel ask for.
 */
export function checkStatedWheel(
  problem: Problem,
  shift: Shift,
  stops: readonly SimulatedStop[],
  route: PlannedRoute,
): Finding[] {
  if (shift.drivers > 1) return [];
  let place = shift.position?.place ?? shift.startPlace;
  let free = Math.max(shift.position?.fromSeconds ?? shift.window.fromSeconds, problem.nowSeconds);
  let wheel = shift.position?.wheelSeconds ?? 0;
  let aboard = shift.driven.filter((it) => it.kind === "pickup").length;
  aboard -= shift.driven.length - aboard;
  for (let number = shift.driven.length; number <= stops.length; number++) {
    const stop = stops[number];
    const stated = route.stops[number];
    const to = stop
      ? stop.kind === "pickup"
        ? stop.request.pickupPlace
        : stop.request.dropPlace
      : shift.endPlace;
    const drive = problem.travelSeconds[place * problem.placeCount + to] ?? 0;
    const pauses = stop ? route.breaks.filter((it) => it.beforeStop === number) : [];
    const pauseSeconds = pauses.map((it) => it.endSeconds - it.startSeconds);
    const arrive = stated?.arriveSeconds ?? route.returnSeconds;
    const restSeconds = arrive - free - drive - pauseSeconds.reduce((sum, it) => sum + it, 0);
    const rested = pauseSeconds.some((it) => it >= twentyMinutes);
    wheel = rested ? drive : wheel + drive;
    const rests = drive === 0 || wheel <= fourHours ? 0 : Math.ceil(wheel / fourHours) - 1;
    if (rests * twentyMinutes > restSeconds) {
      const detail = { wheelSeconds: wheel, restSeconds, neededSeconds: rests * twentyMinutes };
      return [{ constraint: "driving_time", shiftId: shift.id, detail }];
    }
    // A rest to spare may be taken at the leg's end, whatever the planner thought it was for.
    wheel = restSeconds >= (rests + 1) * twentyMinutes ? 0 : wheel - rests * fourHours;
    if (aboard === 0 && stated && stated.startSeconds - arrive >= twentyMinutes) wheel = 0;
    aboard += stop?.kind === "pickup" ? 1 : -1;
    place = to;
    free = stated?.departSeconds ?? free;
  }
  return [];
}
