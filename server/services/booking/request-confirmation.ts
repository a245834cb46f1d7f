import type { Context } from "@/server/context";
import type { RequestConfirmationInput } from "@/server/core/booking-input";
import type { CodeSent } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";

export async function requestConfirmation(
  _ctx: Context,
  _input: RequestConfirmationInput,
): Promise<CodeSent> {
  throw new DomainError("unavailable", "unexpected");
}
