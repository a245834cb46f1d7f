import type { CrewRow, FleetRequirements, ShiftRow, VehicleRow } from "@/components/api/outputs";
import { type CrewDuty, crewDuties } from "@/server/core/crew";
import type { ShiftKind } from "@/server/core/shift";
import { clockIn, dayIn, overlaps } from "./local-time";

/** A shift as it stands in the form. */
export interface ShiftDraft {
  shiftId?: string;
  vehicleId: string;
  kind: ShiftKind;
  day: string;
  from: string;
  until: string;
  crew: { duty: CrewDuty; crewId: string }[];
  rest: { from: string; until: string; minutes: number } | null;
}

type VehicleClass = VehicleRow["vehicle"]["class"];

/** Places on board that the standards ask for a class, one line each. */
function askedCrew(requirements: FleetRequirements | undefined, vehicleClass: VehicleClass | undefined) {
  const rule = requirements?.staffing.find(({ classes }) => classes.some((it) => it === vehicleClass));
  return crewDuties.flatMap((duty) =>
    Array.from({ length: rule?.crew[duty] ?? 0 }, () => ({ duty, crewId: "" })),
  );
}

/** A new shift of a vehicle on a day, with the places its class asks for. */
export function newDraft(
  vehicleId: string,
  day: string,
  vehicleClass: VehicleClass | undefined,
  requirements: FleetRequirements | undefined,
): ShiftDraft {
  const crew = askedCrew(requirements, vehicleClass);
  const rest = { from: "11:00", until: "13:30", minutes: 40 };
  const usual = { kind: "committed" as const, from: "08:00", until: "18:00", rest };
  return { ...usual, vehicleId, day, crew: crew.length > 0 ? crew : [{ duty: "driver", crewId: "" }] };
}

/** A planned shift as the form shows it. */
export function draftOf(row: ShiftRow, timeZone: string): ShiftDraft {
  const [rest] = row.breaks;
  const clock = (seconds: number) => clockIn(new Date(seconds * 1000), timeZone);
  return {
    shiftId: row.id,
    vehicleId: row.vehicleId,
    kind: row.kind,
    day: dayIn(row.startsAt, timeZone),
    from: clockIn(row.startsAt, timeZone),
    until: clockIn(row.endsAt, timeZone),
    crew: row.crew.map(({ duty, crewId }) => ({ duty, crewId })),
    rest: rest
      ? {
          from: clock(rest.fromAt),
          until: clock(rest.untilAt),
          minutes: Math.round(rest.durationSeconds / 60),
        }
      : null,
  };
}

/** The other shift that already takes a person at the draft's time, if there is one. */
export function takenBy(
  crewId: string,
  draft: ShiftDraft,
  shifts: readonly ShiftRow[],
  timeZone: string,
): ShiftRow | undefined {
  return shifts.find(
    (row) =>
      row.id !== draft.shiftId &&
      row.status === "planned" &&
      row.crew.some((it) => it.crewId === crewId) &&
      overlaps(draft, {
        day: dayIn(row.startsAt, timeZone),
        from: clockIn(row.startsAt, timeZone),
        until: clockIn(row.endsAt, timeZone),
      }),
  );
}

/** People who hold a duty and still work here. */
export function qualified(crew: readonly CrewRow[], duty: CrewDuty): CrewRow[] {
  return crew.filter(({ status, duties }) => status === "active" && duties.includes(duty));
}
