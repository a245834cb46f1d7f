import type { Context } from "@/server/context";
import type { BookingRef } from "@/server/core/booking-input";
import type { DraftView } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";

export async function draftBooking(_ctx: Context, _input: BookingRef): Promise<DraftView> {
  throw new DomainError("unavailable", "unexpected");
}
