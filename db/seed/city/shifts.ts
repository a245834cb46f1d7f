import { crewClaim, shift } from "@/db/schema/fleet";
import { addDays } from "@/server/core/local-time";
import type { ShiftBreak } from "@/server/core/shift";
import { type City, dayAt, momentOf } from "./city";
import { type CrewPerson, peopleOnShift } from "./crew";
import type { FleetVehicle } from "./fleet";
import { operators, type Pattern, type SeedOperator } from "./fleet-plan";
import { insertRows, seedId } from "./rows";

/** A shift of the seed with its vehicle and people. */
export interface SeedShift {
  row: typeof shift.$inferInsert & { breaks: ShiftBreak[] };
  day: string;
  vehicle: FleetVehicle;
  crew: CrewPerson[];
}

function restOf(city: City, day: string, pattern: Pattern): ShiftBreak {
  // A rest of the small hours belongs to the next calendar day.
  const restDay = pattern.rest.from < pattern.from ? addDays(day, 1) : day;
  return {
    fromAt: momentOf(city, restDay, pattern.rest.from).getTime() / 1000,
    untilAt: momentOf(city, restDay, pattern.rest.until).getTime() / 1000,
    durationSeconds: pattern.rest.minutes * 60,
    paid: false,
  };
}

function shiftOf(
  city: City,
  operator: SeedOperator,
  pattern: Pattern,
  day: string,
  fleet: FleetVehicle[],
  crew: CrewPerson[],
): SeedShift {
  const vehicle = fleet.find((it) => it.operator === operator.key && it.spec.key === pattern.vehicle);
  if (!vehicle) throw new Error(`No vehicle ${pattern.vehicle}`);
  const startsAt = momentOf(city, day, pattern.from);
  const endsAt = momentOf(city, pattern.until <= pattern.from ? addDays(day, 1) : day, pattern.until);
  const people = peopleOnShift(operator, pattern, day).map(({ key }) => {
    const found = crew.find((it) => it.operator === operator.key && it.key === key);
    if (!found) throw new Error(`Nobody is ${operator.key}/${key}`);
    return found;
  });
  return {
    day,
    vehicle,
    crew: people,
    row: {
      regionId: city.regionId,
      id: seedId(city.regionId, "shift", `${operator.key}/${pattern.key}/${day}`),
      orgId: vehicle.row.orgId,
      vehicleId: vehicle.row.id,
      kind: pattern.kind,
      status: "planned",
      during: { from: startsAt, until: endsAt },
      startsAt,
      endsAt,
      baseLat: vehicle.row.baseLat,
      baseLon: vehicle.row.baseLon,
      breaks: [restOf(city, day, pattern)],
      route: [],
      planVersion: 1,
      createdAt: momentOf(city, addDays(day, -8), "10:00"),
    },
  };
}

/** Every shift that begins on the days from `first` to `last`, counted from today. */
export function shiftsBetween(
  city: City,
  fleet: FleetVehicle[],
  crew: CrewPerson[],
  first: number,
  last: number,
): SeedShift[] {
  const days = Array.from({ length: last - first + 1 }, (_, index) => dayAt(city, first + index));
  return days.flatMap((day) =>
    (operators[city.regionId] ?? []).flatMap((operator) =>
      operator.patterns.map((pattern) => shiftOf(city, operator, pattern, day, fleet, crew)),
    ),
  );
}

/** Shifts with the people on them. */
export async function seedShifts(city: City, shifts: SeedShift[]): Promise<void> {
  await insertRows(
    city.db,
    shift,
    shifts.map(({ row }) => row),
  );
  const claims = shifts.flatMap(({ row, crew }) =>
    crew.map((it) => ({
      regionId: city.regionId,
      id: seedId(city.regionId, "crew-claim", `${row.id}/${it.id}`),
      orgId: row.orgId,
      shiftId: row.id,
      crewId: it.id,
      duty: it.duty,
      during: row.during,
    })),
  );
  await insertRows(city.db, crewClaim, claims);
}
