import type { ListedTrip } from "@/components/trip/use-trip";
import type { TripStatus } from "@/server/core/trip";

/** A trip with the status that this phone works from. */
export type OwnTrip = ListedTrip & { now: TripStatus };
