import type { Context } from "@/server/context";
import type { RepeatInput } from "@/server/core/booking-input";
import type { AssessResult } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";

export async function repeatBooking(_ctx: Context, _input: RepeatInput): Promise<AssessResult> {
  throw new DomainError("unavailable", "unexpected");
}
