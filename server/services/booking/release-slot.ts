import type { Context } from "@/server/context";
import type { BookingRef } from "@/server/core/booking-input";
import { DomainError } from "@/server/core/domain-error";

export async function releaseSlot(_ctx: Context, _input: BookingRef): Promise<void> {
  throw new DomainError("unavailable", "unexpected");
}
