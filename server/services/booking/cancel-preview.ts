import type { Context } from "@/server/context";
import type { BookingRef } from "@/server/core/booking-input";
import type { CancelPreview } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";

export async function previewCancellation(_ctx: Context, _input: BookingRef): Promise<CancelPreview> {
  throw new DomainError("unavailable", "unexpected");
}
