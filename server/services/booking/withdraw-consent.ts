import type { Context } from "@/server/context";
import type { ConsentWithdrawInput } from "@/server/core/booking-input";
import { DomainError } from "@/server/core/domain-error";

export async function withdrawConsent(_ctx: Context, _input: ConsentWithdrawInput): Promise<void> {
  throw new DomainError("unavailable", "unexpected");
}
