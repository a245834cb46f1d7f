import type { Context } from "@/server/context";
import type { AssessInput } from "@/server/core/booking-input";
import type { AssessResult } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";

export async function assessBooking(_ctx: Context, _input: AssessInput): Promise<AssessResult> {
  throw new DomainError("unavailable", "unexpected");
}
