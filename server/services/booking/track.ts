import type { Context } from "@/server/context";
import type { BookingRef } from "@/server/core/booking-input";
import type { TrackView } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";

export async function trackBooking(_ctx: Context, _input: BookingRef): Promise<TrackView> {
  throw new DomainError("unavailable", "unexpected");
}
