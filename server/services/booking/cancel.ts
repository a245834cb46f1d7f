import type { Context } from "@/server/context";
import type { CancelInput } from "@/server/core/booking-input";
import type { CancelPreview } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";

export async function cancelBooking(_ctx: Context, _input: CancelInput): Promise<CancelPreview> {
  throw new DomainError("unavailable", "unexpected");
}
