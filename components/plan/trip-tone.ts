import type { BadgeProps } from "@/components/ui/badge";
import type { TripStatus } from "@/server/core/trip";

/** The colour of a trip's status, the same on every page of an operator. */
export const tripTones: Record<TripStatus, NonNullable<BadgeProps["tone"]>> = {
  assigned: "info",
  en_route: "primary",
  at_pickup: "primary",
  on_board: "primary",
  at_dropoff: "primary",
  completed: "ok",
  cancelled: "neutral",
  failed: "danger",
  to_120: "danger",
};
