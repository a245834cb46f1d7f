import type { TrackView } from "@/server/core/booking-view";

/** Where a booking stands, in the words of the one who waits. */
export const phases = [
  "waiting",
  "confirmed",
  "offered",
  "assigned",
  "en_route",
  "at_pickup",
  "on_board",
  "at_dropoff",
  "completed",
  "cancelled",
  "failed",
  "unserved",
  "handed_to_120",
] as const;
export type Phase = (typeof phases)[number];

const waiting = new Set(["draft", "in_review", "held"]);

export function phaseOf({ status, tripStatus }: Pick<TrackView, "status" | "tripStatus">): Phase {
  if (waiting.has(status)) return "waiting";
  if (status === "under_way") return phases.find((phase) => phase === tripStatus) ?? "assigned";
  return phases.find((phase) => phase === status) ?? "confirmed";
}

/** The ride is still to come or under way. */
export function isOngoing(phase: Phase): boolean {
  return !["completed", "cancelled", "failed", "unserved", "handed_to_120"].includes(phase);
}
