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

/**
 * Which named berth each rider takes, or null when somebody finds none. Patients choose first and by time (for intervals
 * the first free berth is enough), then escorts: an escort's place, else a free seat, as the scheduler counts them.
 */
export function allotBerths(riders: readonly Rider[], berths: Berths): Allotment[] | null {
  const taken: Taken[] = [];
  const byBooking = new Map<string, string[]>();
  const take = (rider: Rider, names: readonly string[]): boolean => {
    const name = names.find((it) => isFree(taken, it, rider));
    if (name === undefined) return false;
    taken.push({ name, fromMs: rider.fromMs, untilMs: rider.untilMs });
    byBooking.set(rider.bookingId, [...(byBooking.get(rider.bookingId) ?? []), name]);
    return true;
  };
  const inOrder = riders.toSorted((a, b) => a.fromMs - b.fromMs || (a.bookingId < b.bookingId ? -1 : 1));
  for (const rider of inOrder) {
    const names = rider.alone ? berthNames(berths) : berthNames(berths, rider.berth);
    if (rider.alone && (names.length === 0 || names.some((name) => !take(rider, [name])))) return null;
    if (!rider.alone && !take(rider, names)) return null;
  }
  const seats = [...berthNames(berths, "escort"), ...berthNames(berths, "seat")];
  for (const rider of inOrder) {
    if (rider.alone) continue;
    for (let escort = 0; escort < rider.escorts; escort++) if (!take(rider, seats)) return null;
  }
  return inOrder.map(({ bookingId, fromMs, untilMs }) => ({
    bookingId,
    fromMs,
    untilMs,
    berths: byBooking.get(bookingId) ?? [],
  }));
}
