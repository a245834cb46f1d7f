import { daysBetween } from "./standard/day";

/** Signs that a vehicle or a person works for somebody else than the operator that answers for it (M10). */
type LendingKind =
  | "same_plate"
  | "same_device"
  | "same_person"
  | "foreign_vehicle"
  | "not_on_list"
  | "not_owned";

/** A vehicle or a person in one operator's books. */
export interface BookEntry {
  subject: "vehicle" | "crew";
  id: string;
  orgId: string;
  /** Plate, or masked name. */
  name: string;
  isActive: boolean;
}

export interface VehicleEntry extends BookEntry {
  subject: "vehicle";
  plate: string;
  deviceId: string | null;
  ownedByOperator: boolean;
  /** Day it left the road; null while it has none. */
  retiredOn: string | null;
}

export interface CrewEntry extends BookEntry {
  subject: "crew";
  /** Blind index of the identity number; null where none was entered. */
  personIndex: string | null;
}

/** A shift of an operator that a vehicle or person of another one's books, or who left, is put on. */
export interface RosterEntry {
  orgId: string;
  shiftId: string;
  startsAt: Date;
  entry: BookEntry;
}

interface Lending {
  kind: LendingKind;
  /** The same sign has the same key. */
  key: string;
  /** In whose books it stands: two operators or more, or the one that does not own it. */
  entries: BookEntry[];
  /** The operator that uses it and the first such shift, where it is about a shift. */
  usedBy: { orgId: string; shiftId: string; startsAt: Date } | null;
}

/** A vehicle sold and registered anew is no sign for ever: so long after it left the first operator it is. */
const soldWithinDays = 180;

const folded = (text: string) => text.trim().toUpperCase();

function shared<Entry extends BookEntry>(
  kind: LendingKind,
  entries: readonly Entry[],
  sign: (entry: Entry) => string | null,
): Lending[] {
  const groups = Map.groupBy(
    entries.filter((entry) => sign(entry)),
    (entry) => sign(entry) ?? "",
  );
  return [...groups]
    .filter(([, its]) => new Set(its.map(({ orgId }) => orgId)).size > 1)
    .map(([, its]) => ({
      kind,
      key: `${kind}:${its
        .map(({ id }) => id)
        .sort()
        .join(":")}`,
      entries: its,
      usedBy: null,
    }));
}

function onForeignShifts(rosters: readonly RosterEntry[]): Lending[] {
  const groups = Map.groupBy(rosters, ({ orgId, entry }) => `${orgId}:${entry.id}`);
  return [...groups].flatMap(([key, its]) => {
    const [first] = its.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
    if (!first) return [];
    const { orgId, shiftId, startsAt, entry } = first;
    const kind: LendingKind = entry.subject === "vehicle" ? "foreign_vehicle" : "not_on_list";
    return [{ kind, key: `${kind}:${key}`, entries: [entry], usedBy: { orgId, shiftId, startsAt } }];
  });
}

/**
 * Signs of leasing, lending and sub-contracting in the operators' books and shifts, as of a day (YYYY-MM-DD): one plate, one
 * positioning device or one person under two operators, shifts with somebody else's vehicle or with people who are not on
 * the operator's list, vehicles that the operator does not own. Each is a question to an official, never a verdict.
 */
export function lendingSigns(
  books: { vehicles: readonly VehicleEntry[]; crew: readonly CrewEntry[]; rosters: readonly RosterEntry[] },
  today: string,
): Lending[] {
  const { vehicles, crew, rosters } = books;
  const recent = vehicles.filter(
    ({ isActive, retiredOn }) =>
      isActive || (retiredOn !== null && daysBetween(retiredOn, today) <= soldWithinDays),
  );
  const active = vehicles.filter(({ isActive }) => isActive);
  const working = crew.filter(({ isActive }) => isActive);
  const notOwned = active
    .filter(({ ownedByOperator }) => !ownedByOperator)
    .map(
      (entry): Lending => ({
        kind: "not_owned",
        key: `not_owned:${entry.id}`,
        entries: [entry],
        usedBy: null,
      }),
    );
  return [
    ...shared("same_plate", recent, ({ plate }) => folded(plate)),
    ...shared("same_device", active, ({ deviceId }) => deviceId && folded(deviceId)),
    ...shared("same_person", working, ({ personIndex }) => personIndex),
    ...onForeignShifts(rosters),
    ...notOwned,
  ];
}
