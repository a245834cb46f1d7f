import type { PickupWindow } from "./window";

/** How a request ended; each ends in exactly one way. */
export const requestEnds = [
  /** The plan had no slot in the window asked for. */
  "no_slot",
  /** Refused before slots were looked for (too far, no rule that fits), with the reason in `refusedBy`. */
  "refused",
  /** The slot was taken, or its time over, before it was confirmed. */
  "lost_slot",
  /** Confirmed, and no operator took it. */
  "unserved",
  "cancelled",
  "no_show",
  /** The crew waited as long as it could for a patient who was not ready. */
  "not_ready",
  /** Taken, and not carried: the vehicle failed under way, or the plan lost it. */
  "failed",
  "carried",
] as const;
export type RequestEnd = (typeof requestEnds)[number];

/** What became of a request, from the product's own rows. Instants in epoch milliseconds; null: it did not come so far. */
export interface RequestRecord {
  key: string;
  day: string;
  willCall: boolean;
  askedAt: number;
  end: RequestEnd;
  refusedBy: string | null;
  operatorId: string | null;
  vehicleId: string | null;
  /** The pickup range first told, and the one told last. */
  promised: PickupWindow | null;
  promisedLast: PickupWindow | null;
  arrivedAt: number | null;
  boardedAt: number | null;
  droppedAt: number | null;
  maxRideSeconds: number | null;
}

/** What a vehicle did in a shift. */
export interface ShiftRecord {
  shiftId: string;
  day: string;
  operatorId: string;
  vehicleId: string;
  dutySeconds: number;
  trips: number;
  drivenMetres: number;
  /** Driven with no patient on board, the ways from and to the base included. */
  emptyMetres: number;
  brokeDown: boolean;
}
