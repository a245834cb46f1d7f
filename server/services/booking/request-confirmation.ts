import type { Context } from "@/server/context";
import type { RequestConfirmationInput } from "@/server/core/booking-input";
import type { CodeSent } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import { maskEmail, maskPhone } from "@/server/core/masking";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { type Contact, requestCode } from "../code";
import { codeSubject } from "./confirmation";
import { contactsOf, giveConsents, storePeople } from "./people";
import { ownDraft } from "./row";

/** A contact as it is shown to whoever asked for the code. */
export function maskContact({ kind, value }: Contact): string {
  return kind === "phone" ? maskPhone(value) : maskEmail(value);
}

/**
 * Keep names, contacts and consents, and send a one-time code to the phone (else the e-mail). Nothing is promised yet: the
 * hold goes on running.
 * @throws DomainError bad_input with `field`; too_many `rate.too_many`
 */
export async function requestConfirmation(ctx: Context, input: RequestConfirmationInput): Promise<CodeSent> {
  return inTransaction(ctx, async (tx) => {
    const row = await ownDraft(tx, input);
    const contacts = contactsOf(input);
    const contact = contacts.find(({ kind }) => kind === input.codeBy) ?? contacts[0];
    if (!contact) throw new DomainError("bad_input", "input.contact_missing", { field: "phone" });
    await storePeople(tx, row, input, false);
    await giveConsents(tx, row, input.consents, input.relation, input.consentTextVersion);
    const { expiresAt } = await requestCode(tx, {
      purpose: "confirm_booking",
      subject: codeSubject(row),
      contact,
      locale: row.locale,
    });
    const after = { to: maskContact(contact), consents: input.consents };
    await writeAudit(tx, {
      verb: "booking.requestConfirmation",
      noun: "booking",
      nounId: row.id,
      bookingId: row.id,
      after,
    });
    return { to: maskContact(contact), channel: contact.kind, expiresAt };
  });
}
