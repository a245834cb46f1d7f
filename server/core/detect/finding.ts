import type { FindingKind } from "@/server/core/finding";

/** In which way a kind shows itself; the page has a sentence for each. */
interface FindingReasons {
  ghost_trip: "stood_still" | "never_there" | "silent";
  impossible_movement: "jump" | "confirmed_apart";
  overlapping_crew: "two_shifts" | "two_trips";
  price_outlier: "above_quote" | "above_peers" | "below_peers";
  repeated_extra: "vehicle" | "operator";
  off_platform: "carried_after_cancel" | "unbooked_rides";
  unknown_vehicle: "unknown_mark" | "copied_mark" | "forged_code";
}
type FindingReason = FindingReasons[FindingKind];

/** One thing of the record that a finding rests on: what happened or was seen, when (epoch milliseconds), where. */
export interface Sighting {
  /** A trip event's kind, "position", "bill", "scan", "duty", "duty_end", "ride". */
  what: string;
  at: number;
  lat?: number;
  lon?: number;
  /** The row it stands in, as far as there is a page for it. */
  tripId?: string;
  bookingId?: string;
  vehicleId?: string;
  crewId?: string;
  orgId?: string;
  scanId?: string;
  fen?: number;
  metres?: number;
  /** As it was read, typed or counted. */
  text?: string;
}

/** Why a detector holds something to be worth a look: what it measured, against which figures, and what it rests on. */
export interface Evidence {
  reason: FindingReason;
  /** Measured; the sentence of the reason names them. */
  figures: Record<string, number | string>;
  /** Thresholds used, by their name in the region's settings (`detection`). */
  limits: Record<string, number>;
  sightings: Sighting[];
}

/** A finding before anybody looked at it. `key` tells it from every other of its kind in the region. */
export interface Found {
  kind: FindingKind;
  key: string;
  orgId: string | null;
  vehicleId: string | null;
  tripId: string | null;
  bookingId: string | null;
  /** Epoch milliseconds. */
  happenedAt: number;
  evidence: Evidence;
}

/** A ride that a vehicle made beside the platform, as far as its track shows: from a facility's door to somewhere else. */
export interface UnbookedRide {
  vehicleId: string;
  orgId: string;
  leftAt: number;
  arrivedAt: number;
  from: { lat: number; lon: number };
  to: { lat: number; lon: number };
  metres: number;
}
