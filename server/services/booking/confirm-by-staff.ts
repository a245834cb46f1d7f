import type { Context } from "@/server/context";
import type { ConfirmByStaffInput } from "@/server/core/booking-input";
import type { ConfirmResult } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";

export async function confirmBookingByStaff(
  _ctx: Context,
  _input: ConfirmByStaffInput,
): Promise<ConfirmResult> {
  throw new DomainError("unavailable", "unexpected");
}
