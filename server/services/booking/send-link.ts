import type { Context } from "@/server/context";
import type { SendLinkInput } from "@/server/core/booking-input";
import type { CodeSent } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";

export async function sendBookingLink(_ctx: Context, _input: SendLinkInput): Promise<CodeSent> {
  throw new DomainError("unavailable", "unexpected");
}
