import type { Context } from "@/server/context";
import type { ConfirmInput } from "@/server/core/booking-input";
import type { ConfirmResult } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";

export async function confirmBooking(_ctx: Context, _input: ConfirmInput): Promise<ConfirmResult> {
  throw new DomainError("unavailable", "unexpected");
}
