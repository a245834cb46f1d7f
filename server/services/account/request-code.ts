import type { Context } from "@/server/context";
import type { RequestSignInInput } from "@/server/core/account-input";
import { maskContact, readContact } from "@/server/core/contact";
import { DomainError } from "@/server/core/domain-error";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { requestCode } from "@/server/services/code";

/** A second code is offered after this long: mail and short messages need a moment. */
const resendSeconds = 60;

/** A request for a code, as the sign-in page needs it; instants in epoch milliseconds by the server's clock. */
export interface CodeRequested {
  expiresAt: number;
  resendAt: number;
  now: number;
}

/**
 * `account.requestCode`: send a one-time code for signing in to an e-mail address or mobile number. Known and unknown
 * contacts are answered alike. Throws bad_input `account.contact_unreadable`, too_many `rate.too_many`.
 */
export async function requestSignInCode(ctx: Context, input: RequestSignInInput): Promise<CodeRequested> {
  const contact = readContact(input.contact);
  if (!contact) throw new DomainError("bad_input", "account.contact_unreadable");
  return inTransaction(ctx, async (tx) => {
    const request = { purpose: "sign_in", subject: null, contact, locale: input.locale } as const;
    const { codeId, expiresAt } = await requestCode(tx, request);
    await writeAudit(tx, {
      verb: "account.requestCode",
      noun: "one_time_code",
      nounId: codeId,
      after: { contact: maskContact(contact), purpose: "sign_in" },
    });
    const now = tx.now.getTime();
    return { expiresAt: expiresAt.getTime(), resendAt: now + resendSeconds * 1000, now };
  });
}
