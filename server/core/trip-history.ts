import type { BookingStatus } from "./booking";
import { nextTripStatus, type TripStatus, tripMove } from "./trip";

/** When something about a booking began or ended, as its record tells it. */
export interface History {
  createdAt: Date;
  confirmedAt: Date | null;
  cancelledAt: Date | null;
  unservedAt: Date | null;
  reviews: { createdAt: Date; decidedAt: Date | null }[];
  holds: { createdAt: Date; endedAt: Date | null; expiresAt: Date }[];
  offers: {
    createdAt: Date;
    answeredAt: Date | null;
    expiresAt: Date;
    status: string;
    orgId: string;
    shiftId: string;
  }[];
  promises: { createdAt: Date; pickupFrom: Date; pickupUntil: Date }[];
  trip: { createdAt: Date; plate: string; orgId: string; shiftId: string } | null;
  /** The trip went over to another vehicle of its operator; plates are missing where an erasure took them. */
  reassigned: { at: Date; from: string | null; to: string | null }[];
  events: { happenedAt: Date; kind: string; lat: number | null; lon: number | null }[];
  track: Fix[];
}

/** Where the vehicle was. */
export interface Fix {
  at: Date;
  lat: number;
  lon: number;
}

/** What happened at a moment that changed how things stood. Words in messages/<language>/record.json. */
type Happening =
  | { at: Date; what: "created" | "confirmed" | "cancelled" | "unserved" | "review" | "reviewed" | "held" }
  | { at: Date; what: "offered" | "answered" | "promised" | "assigned" | "reassigned" }
  | { at: Date; what: "event"; kind: string };
/** With its place in the order of time. */
export type Turn = Happening & { place: number };

/** How things stood at an instant. */
export interface Moment {
  status: Exclude<BookingStatus, "under_way"> | TripStatus;
  /** Who was asked or carried it; null: nobody yet. */
  orgId: string | null;
  /** The vehicle that was to carry it; null: none yet, or an erasure took it. */
  plate: string | null;
  promise: { pickupFrom: Date; pickupUntil: Date } | null;
  /** The last place known by then. */
  position: Fix | null;
}

const turn = (at: Date | null, what: Exclude<Happening["what"], "event">): Happening[] =>
  at ? [{ at, what }] : [];

/** Everything that changed how a booking stood, in the order of time. */
export function turnsOf(history: History): Turn[] {
  const { reviews, holds, offers, promises, trip, reassigned, events } = history;
  const turns: Happening[] = [
    ...turn(history.createdAt, "created"),
    ...turn(history.confirmedAt, "confirmed"),
    ...turn(history.cancelledAt, "cancelled"),
    ...turn(history.unservedAt, "unserved"),
    ...reviews.flatMap((it) => [...turn(it.createdAt, "review"), ...turn(it.decidedAt, "reviewed")]),
    ...holds.flatMap((it) => turn(it.createdAt, "held")),
    ...offers.flatMap((it) => [...turn(it.createdAt, "offered"), ...turn(it.answeredAt, "answered")]),
    ...promises.flatMap((it) => turn(it.createdAt, "promised")),
    ...turn(trip?.createdAt ?? null, "assigned"),
    ...reassigned.flatMap((it) => turn(it.at, "reassigned")),
    ...events.map((it): Happening => ({ at: it.happenedAt, what: "event", kind: it.kind })),
  ];
  return turns.sort((a, b) => a.at.getTime() - b.at.getTime()).map((it, place) => ({ ...it, place }));
}

/** The last of some things that had come about by an instant. */
function lastBy<T>(list: readonly T[], at: Date, when: (it: T) => Date): T | undefined {
  return list
    .filter((it) => when(it) <= at)
    .sort((a, b) => when(a).getTime() - when(b).getTime())
    .at(-1);
}

const isSince = (from: Date | null, at: Date) => from !== null && from <= at;

/** By the crew's confirmations so far; one that the table does not know changes nothing. */
function tripStatusAt(events: History["events"], at: Date): TripStatus {
  let status: TripStatus = "assigned";
  const past = events.filter(({ happenedAt }) => happenedAt <= at);
  for (const { kind } of past.sort((a, b) => a.happenedAt.getTime() - b.happenedAt.getTime())) {
    const move = tripMove.safeParse(kind);
    if (!move.success) continue;
    try {
      status = nextTripStatus(status, move.data);
    } catch {
      // Told twice, or after the end.
    }
  }
  return status;
}

function statusAt(history: History, at: Date): Moment["status"] {
  if (isSince(history.cancelledAt, at)) return "cancelled";
  if (history.trip && history.trip.createdAt <= at) return tripStatusAt(history.events, at);
  if (isSince(history.unservedAt, at)) return "unserved";
  const isOpen = (it: { createdAt: Date }, end: Date | null) =>
    it.createdAt <= at && (end === null || at < end);
  if (isSince(history.confirmedAt, at))
    return history.offers.some((it) => isOpen(it, it.answeredAt ?? it.expiresAt)) ? "offered" : "confirmed";
  if (history.holds.some((it) => isOpen(it, it.endedAt ?? it.expiresAt))) return "held";
  return history.reviews.some((it) => isOpen(it, it.decidedAt)) ? "in_review" : "draft";
}

function plateAt({ trip, reassigned }: History, at: Date): string | null {
  if (!trip || trip.createdAt > at) return null;
  const last = lastBy(reassigned, at, (it) => it.at);
  if (last) return last.to;
  const next = [...reassigned].sort((a, b) => a.at.getTime() - b.at.getTime())[0];
  return next ? next.from : trip.plate;
}

function positionAt({ events, track }: History, at: Date): Fix | null {
  const told = events.flatMap(({ happenedAt, lat, lon }) =>
    lat === null || lon === null ? [] : [{ at: happenedAt, lat, lon }],
  );
  return lastBy([...told, ...track], at, (it) => it.at) ?? null;
}

/**
 * How a booking stood at an instant, by what its record says happened until then: status, operator, vehicle, the pickup range
 * promised, the last place known. Before it was made it is a draft without anything.
 */
export function stateAt(history: History, at: Date): Moment {
  const promise = lastBy(history.promises, at, (it) => it.createdAt);
  const asked = lastBy(history.offers, at, (it) => it.createdAt);
  const status = statusAt(history, at);
  const carrier = history.trip && history.trip.createdAt <= at ? history.trip : null;
  return {
    status,
    orgId: carrier?.orgId ?? (status === "offered" ? (asked?.orgId ?? null) : null),
    plate: plateAt(history, at),
    promise: promise ? { pickupFrom: promise.pickupFrom, pickupUntil: promise.pickupUntil } : null,
    position: positionAt(history, at),
  };
}
