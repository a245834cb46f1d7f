import { z } from "zod";
import { DomainError } from "./domain-error";

/** The life of a trip (domain.md): four confirmations by the crew between `assigned` and `completed`. */
export const tripStatuses = [
  "assigned",
  "en_route",
  "at_pickup",
  "on_board",
  "at_dropoff",
  "completed",
  "cancelled",
  "failed",
  "to_120",
] as const;
export type TripStatus = (typeof tripStatuses)[number];
/** How a trip can be over; its money is settled once for each of them. */
export const endedStatuses = [
  "completed",
  "failed",
  "to_120",
  "cancelled",
] as const satisfies readonly TripStatus[];

/** Events that move the status. */
export const tripMoves = [
  "depart",
  "arrive_pickup",
  "board",
  "arrive_dropoff",
  "hand_over",
  "cancel",
  "cannot_carry",
  "divert_120",
] as const;
export const tripMove = z.enum(tripMoves);
export type TripMove = z.infer<typeof tripMove>;

/** Events that are only recorded beside the status. */
export const tripNotes = ["waiting", "carry", "toll", "adverse_event", "note", "photo", "worse"] as const;
export const tripNote = z.enum(tripNotes);
export type TripNote = z.infer<typeof tripNote>;

export const tripEventKinds = [...tripMoves, ...tripNotes] as const;
export type TripEventKind = (typeof tripEventKinds)[number];

const table: Record<TripStatus, Partial<Record<TripMove, TripStatus>>> = {
  assigned: { depart: "en_route", cancel: "cancelled" },
  en_route: { arrive_pickup: "at_pickup", cancel: "cancelled", cannot_carry: "failed" },
  at_pickup: { board: "on_board", cancel: "cancelled", cannot_carry: "failed", divert_120: "to_120" },
  on_board: { arrive_dropoff: "at_dropoff", divert_120: "to_120" },
  at_dropoff: { hand_over: "completed", divert_120: "to_120" },
  completed: {},
  cancelled: {},
  failed: {},
  to_120: {},
};

/** The status after a move; a move that the table does not know is a conflict. */
export function nextTripStatus(status: TripStatus, move: TripMove): TripStatus {
  const next = table[status][move];
  if (!next) throw new DomainError("conflict", "trip.move_not_allowed", { status, move });
  return next;
}

/** The moves open to the crew at a status, in the order of the day. */
export function openMoves(status: TripStatus): TripMove[] {
  return tripMoves.filter((move) => table[status][move] !== undefined);
}

/** Still to be carried or under way: counts as work for the vehicle. */
export function isLive(status: TripStatus): boolean {
  return Object.keys(table[status]).length > 0;
}

/** The status that each confirmation begins, in the order of the day. */
const order: readonly TripStatus[] = [
  "assigned",
  "en_route",
  "at_pickup",
  "on_board",
  "at_dropoff",
  "completed",
];
const begins: Partial<Record<TripMove, TripStatus>> = {
  depart: "en_route",
  arrive_pickup: "at_pickup",
  board: "on_board",
  arrive_dropoff: "at_dropoff",
  hand_over: "completed",
};

/** Whether a trip is already at or beyond what a move would begin: such a move can only be a late word of it. */
export function hasPassed(status: TripStatus, move: TripMove): boolean {
  const begun = begins[move];
  if (!begun) return false;
  return !order.includes(status) || order.indexOf(status) >= order.indexOf(begun);
}
