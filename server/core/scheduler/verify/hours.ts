import type { Problem, Shift } from "@/server/core/scheduler/problem";
import type { Finding } from "@/server/core/scheduler/verify/finding";
import { rideOf, type SimulatedStop, type Simulation } from "@/server/core/scheduler/verify/simulate";

type Hold = (
  constraint: Finding["constraint"],
  requestId: string | undefined,
  detail: Finding["detail"],
) => void;

function checkStop(problem: Problem, stop: SimulatedStop, start: number, hold: Hold): void {
  const { request, kind } = stop;
  const promised = kind === "pickup" && problem.rules.promises === "frozen" ? request.promise : undefined;
  const window = promised ?? (kind === "pickup" ? request.pickupWindow : request.dropWindow);
  if (start >= window.fromSeconds && start <= window.toSeconds) return;
  hold(promised ? "promise" : "time_window", request.id, {
    kind,
    start,
    from: window.fromSeconds,
    to: window.toSeconds,
  });
}

/** Windows, promises, rides, waiting, breaks and the shift's end, on the simulated hours. */
export function checkHours(
  problem: Problem,
  shift: Shift,
  stops: readonly SimulatedStop[],
  day: Simulation,
): Finding[] {
  const findings: Finding[] = [];
  const hold: Hold = (constraint, requestId, detail) => {
    findings.push({ constraint, shiftId: shift.id, ...(requestId !== undefined && { requestId }), detail });
  };
  for (const [number, stop] of stops.entries()) {
    if (number < shift.driven.length) continue;
    checkStop(problem, stop, day.stops[number]?.start ?? Number.NaN, hold);
    if (stop.kind !== "drop") continue;
    const { request } = stop;
    const pickup = stops.findIndex((it) => it.request.id === request.id && it.kind === "pickup");
    const { rideSeconds, waitSeconds } = rideOf(day, shift.driven.length, pickup, number);
    if (rideSeconds > request.maxRideSeconds) hold("ride_time", request.id, { rideSeconds });
    if (waitSeconds > request.maxWaitOnBoardSeconds) hold("waiting_on_board", request.id, { waitSeconds });
  }
  for (const { index, start, end } of day.breaks) {
    const window = shift.breaks[index]?.window;
    if (!window || start < window.fromSeconds || end > Math.min(window.toSeconds, shift.window.toSeconds)) {
      hold("breaks", undefined, { index, start, end });
    }
  }
  if (day.returned > shift.window.toSeconds) hold("shift", undefined, { returned: day.returned });
  return findings;
}

/** Every break not yet taken is placed once, in order, with an empty vehicle and after what is already driven. */
export function checkBreakPlaces(
  shift: Shift,
  stops: readonly SimulatedStop[],
  places: readonly { index: number; before: number }[],
): Finding[] {
  const expected = shift.breaks.map((_, index) => index).slice(shift.breaksTaken);
  const inOrder = places.every(
    (it, number) => number === 0 || it.before >= (places[number - 1]?.before ?? 0),
  );
  const complete = expected.join() === places.map((it) => it.index).join();
  const occupied = places.filter(({ before }) => {
    const ahead = stops.slice(0, before);
    const aboard =
      ahead.filter((it) => it.kind === "pickup").length - ahead.filter((it) => it.kind === "drop").length;
    return aboard > 0 || before < shift.driven.length || before > stops.length;
  });
  if (complete && inOrder && occupied.length === 0) return [];
  const detail = {
    expected: expected.join(" "),
    placed: places.map((it) => `${it.index}@${it.before}`).join(" "),
  };
  return [{ constraint: "breaks", shiftId: shift.id, detail }];
}
