import { z } from "zod";

/** `committed`: the platform may sell it at once; `on_offer`: the operator confirms each job (decisions.md, Shifts). */
export const shiftKinds = ["committed", "on_offer"] as const;
export const shiftKind = z.enum(shiftKinds);
export type ShiftKind = z.infer<typeof shiftKind>;

export const shiftStatuses = ["planned", "closed", "cancelled"] as const;
export type ShiftStatus = (typeof shiftStatuses)[number];

/** One stop of a shift's route, in driving order; instants in epoch seconds. */
export interface RouteStop {
  bookingId: string;
  kind: "pickup" | "dropoff";
  lat: number;
  lon: number;
  /** Start of service as planned. */
  plannedAt: number;
  serviceSeconds: number;
}

/** A rest that the crew takes in a window of the shift; instants in epoch seconds. */
export interface ShiftBreak {
  fromAt: number;
  untilAt: number;
  durationSeconds: number;
  paid: boolean;
}
