import type { Duty } from "./facts";
import type { Found, Sighting } from "./finding";
import type { DetectionSettings } from "./settings";

type Limits = Pick<DetectionSettings, "crewOverlapMinutes">;

const sighting = ({ from, vehicleId, crewId, orgId, tripId, bookingId }: Duty): Sighting => ({
  what: "duty",
  at: from,
  vehicleId,
  crewId,
  orgId,
  ...(tripId && bookingId ? { tripId, bookingId } : {}),
});

function overlapMinutes(a: Duty, b: Duty): number {
  return Math.round((Math.min(a.until, b.until) - Math.max(a.from, b.from)) / 60_000);
}

/** A trip that runs late overlaps the plan of the next shift: plans are held against plans, trips against trips. */
function isPair(a: Duty, b: Duty): boolean {
  return (
    a.vehicleId !== b.vehicleId && a.shiftId !== b.shiftId && (a.tripId === null) === (b.tripId === null)
  );
}

function found(a: Duty, b: Duty, minutes: number, limits: Limits): Found {
  const shifts = [a.shiftId, b.shiftId].sort();
  return {
    kind: "overlapping_crew",
    key: [...new Set([a.crewId, b.crewId])].sort().concat(shifts).join("/"),
    orgId: a.orgId,
    vehicleId: a.vehicleId,
    tripId: a.tripId,
    bookingId: a.bookingId,
    happenedAt: Math.max(a.from, b.from),
    evidence: {
      reason: a.tripId === null ? "two_shifts" : "two_trips",
      figures: { minutes, operators: a.orgId === b.orgId ? 1 : 2 },
      limits: { crewOverlapMinutes: limits.crewOverlapMinutes },
      sightings: [
        sighting(a),
        { ...sighting(a), what: "duty_end", at: a.until },
        sighting(b),
        { ...sighting(b), what: "duty_end", at: b.until },
      ],
    },
  };
}

/** One person at work on two vehicles at the same time; of each two shifts once, the longest overlap. */
export function findOverlappingCrews(duties: readonly Duty[], limits: Limits): Found[] {
  const byPerson = Map.groupBy(duties, ({ person }) => person);
  const best = new Map<string, { it: Found; minutes: number }>();
  for (const all of byPerson.values())
    for (const [index, a] of all.entries())
      for (const b of all.slice(index + 1)) {
        const minutes = overlapMinutes(a, b);
        if (!isPair(a, b) || minutes <= limits.crewOverlapMinutes) continue;
        const it = a.from <= b.from ? found(a, b, minutes, limits) : found(b, a, minutes, limits);
        if ((best.get(it.key)?.minutes ?? 0) < minutes) best.set(it.key, { it, minutes });
      }
  return [...best.values()].map(({ it }) => it);
}
