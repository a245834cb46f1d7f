import type { Context } from "@/server/context";
import type { BookingRef } from "@/server/core/booking-input";
import type { BookingFull } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";

export async function getBooking(_ctx: Context, _input: BookingRef): Promise<BookingFull> {
  throw new DomainError("unavailable", "unexpected");
}
