import { type BerthKind, type Berths, berthKinds } from "./vehicle";

/** Somebody on a vehicle for a time (epoch milliseconds, end excluded), with the berths they need. */
export interface Rider {
  bookingId: string;
  fromMs: number;
  untilMs: number;
  berth: BerthKind;
  escorts: number;
  /** May not share: takes every berth of the vehicle. */
  alone: boolean;
  /** Sits there already and keeps these berths, whatever happens to the others. */
  kept?: readonly string[] | undefined;
}

export interface Allotment {
  bookingId: string;
  fromMs: number;
  untilMs: number;
  /** "stretcher-1", "seat-2". */
  berths: string[];
}

/** The names of a vehicle's berths, as claims carry them. */
export function berthNames(berths: Berths, kind?: BerthKind): string[] {
  const kinds = kind ? [kind] : berthKinds;
  return kinds.flatMap((name) => Array.from({ length: berths[name] }, (_, index) => `${name}-${index + 1}`));
}

interface Taken {
  name: string;
  fromMs: number;
  untilMs: number;
}

function isFree(taken: readonly Taken[], name: string, rider: Rider): boolean {
  return taken.every((it) => it.name !== name || it.untilMs <= rider.fromMs || it.fromMs >= rider.untilMs);
}

/** How many places are tried before escorts count as not to be seated; small vehicles need a handful. */
const placesTried = 5_000;

/**
 * Seats for all escorts at once, or null. The first free seat is not enough here: the places differ, since patients sit on
 * some of them for a part of the day.
 */
function seatEscorts(
  companions: readonly Rider[],
  seats: readonly string[],
  taken: Taken[],
): string[] | null {
  let left = placesTried;
  const chosen: string[] = [];
  const seat = (number: number): boolean => {
    const rider = companions[number];
    if (!rider) return true;
    for (const name of seats) {
      if (left-- <= 0) return false;
      if (!isFree(taken, name, rider)) continue;
      taken.push({ name, fromMs: rider.fromMs, untilMs: rider.untilMs });
      chosen[number] = name;
      if (seat(number + 1)) return true;
      taken.pop();
    }
    return false;
  };
  return seat(0) ? chosen : null;
}

/**
 * Which named berth each rider takes, or null when somebody finds none. Who is on board keeps theirs; then patients choose
 * by time (for intervals the first free berth is enough), then escorts: an escort's place, else a free seat, as the
 * scheduler counts them.
 */
export function allotBerths(riders: readonly Rider[], berths: Berths): Allotment[] | null {
  const taken: Taken[] = [];
  const byBooking = new Map<string, string[]>();
  const give = (rider: Rider, name: string): void => {
    byBooking.set(rider.bookingId, [...(byBooking.get(rider.bookingId) ?? []), name]);
  };
  const take = (rider: Rider, names: readonly string[]): boolean => {
    const name = names.find((it) => isFree(taken, it, rider));
    if (name === undefined) return false;
    taken.push({ name, fromMs: rider.fromMs, untilMs: rider.untilMs });
    give(rider, name);
    return true;
  };
  const inOrder = riders.toSorted((a, b) => a.fromMs - b.fromMs || (a.bookingId < b.bookingId ? -1 : 1));
  for (const rider of inOrder) for (const name of rider.kept ?? []) take(rider, [name]);
  const choosing = inOrder.filter((it) => !it.kept);
  for (const rider of choosing) {
    const names = rider.alone ? berthNames(berths) : berthNames(berths, rider.berth);
    if (rider.alone && (names.length === 0 || names.some((name) => !take(rider, [name])))) return null;
    if (!rider.alone && !take(rider, names)) return null;
  }
  const companions = choosing.flatMap((rider) =>
    rider.alone ? [] : Array.from({ length: rider.escorts }, () => rider),
  );
  const seats = seatEscorts(
    companions,
    [...berthNames(berths, "escort"), ...berthNames(berths, "seat")],
    taken,
  );
  if (!seats) return null;
  for (const [number, rider] of companions.entries()) give(rider, seats[number] ?? "");
  return inOrder.map(({ bookingId, fromMs, untilMs }) => ({
    bookingId,
    fromMs,
    untilMs,
    berths: byBooking.get(bookingId) ?? [],
  }));
}
