import type { Context } from "@/server/context";
import type { BookingRef } from "@/server/core/booking-input";
import type { QuoteListResult } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";

export async function listQuotes(_ctx: Context, _input: BookingRef): Promise<QuoteListResult> {
  throw new DomainError("unavailable", "unexpected");
}
