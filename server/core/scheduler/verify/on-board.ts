import type { Problem, Request, Shift } from "@/server/core/scheduler/problem";
import type { Finding } from "@/server/core/scheduler/verify/finding";
import type { SimulatedStop } from "@/server/core/scheduler/verify/simulate";

type Kind = keyof Shift["berths"];

/** Seats people one by one, trying every berth each may use, until all sit or nothing is left to try. */
function canSeat(
  people: readonly Kind[],
  free: Record<Kind, number>,
  upgrades: readonly (readonly [Kind, Kind])[],
): boolean {
  const [person, ...others] = people;
  if (!person) return true;
  const usable = [person, ...upgrades.filter(([needs]) => needs === person).map(([, mayUse]) => mayUse)];
  return usable.some(
    (kind) => free[kind] > 0 && canSeat(others, { ...free, [kind]: free[kind] - 1 }, upgrades),
  );
}

function checkTogether(problem: Problem, shift: Shift, riders: readonly Request[]): Finding[] {
  const findings: Finding[] = [];
  const people = riders.flatMap((it): Kind[] => [
    it.berth,
    ...Array.from({ length: it.escorts }, () => "escort" as const),
  ]);
  const hold = (constraint: Finding["constraint"], rider: Request | undefined): void => {
    const detail = { aboard: riders.map((it) => it.id).join(" ") };
    findings.push({ constraint, shiftId: shift.id, ...(rider && { requestId: rider.id }), detail });
  };
  if (!canSeat(people, shift.berths, problem.rules.berthUpgrades)) hold("berths", riders.at(-1));
  if (riders.length < 2) return findings;
  const names = new Set(riders.map((it) => it.id));
  for (const rider of riders) {
    if (!rider.shareable) hold("berths", rider);
    if (rider.isolation !== "none") hold("isolation", rider);
    if (rider.forbiddenCoRiders.some((it) => it !== rider.id && names.has(it)))
      hold("forbidden_co_riders", rider);
  }
  return findings;
}

/** Who is on board together after each stop still ahead: berths, sharing, isolation, people who must not meet. */
export function checkOnBoard(problem: Problem, shift: Shift, stops: readonly SimulatedStop[]): Finding[] {
  const findings: Finding[] = [];
  let riders: Request[] = [];
  for (const [number, { request, kind }] of stops.entries()) {
    riders = kind === "pickup" ? [...riders, request] : riders.filter((it) => it.id !== request.id);
    if (number >= shift.driven.length) findings.push(...checkTogether(problem, shift, riders));
  }
  return findings;
}
