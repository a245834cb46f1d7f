import type { Context } from "@/server/context";
import type { RequestManageCodeInput, VerifyManageCodeInput } from "@/server/core/booking-input";
import type { CodeSent } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";

export async function requestManageCode(_ctx: Context, _input: RequestManageCodeInput): Promise<CodeSent> {
  throw new DomainError("unavailable", "unexpected");
}

export async function verifyManageCode(
  _ctx: Context,
  _input: VerifyManageCodeInput,
): Promise<{ manageToken: string; until: Date }> {
  throw new DomainError("unavailable", "unexpected");
}
