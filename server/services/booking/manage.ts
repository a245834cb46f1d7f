import type { Context } from "@/server/context";
import type { RequestManageCodeInput, VerifyManageCodeInput } from "@/server/core/booking-input";
import type { CodeSent } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { requestCode, verifyCode } from "../code";
import { manageToken } from "../link";
import { codeSubject } from "./confirmation";
import { contactsOf } from "./people";
import { maskContact } from "./request-confirmation";
import { openFrom, ownBooking } from "./row";

/**
 * Send a code to the booker's own contact: whoever holds the link alone may only look (decisions.md, People).
 * @throws DomainError conflict `booking.no_contact` where none was left
 */
export async function requestManageCode(ctx: Context, input: RequestManageCodeInput): Promise<CodeSent> {
  return inTransaction(ctx, async (tx) => {
    const row = await ownBooking(tx, input);
    const phone = openFrom(tx, "booker_phone", row.bookerPhoneSealed);
    const email = openFrom(tx, "booker_email", row.bookerEmailSealed);
    const contacts = contactsOf({ phone, email });
    const contact = contacts.find(({ kind }) => kind === input.by) ?? contacts[0];
    if (!contact) throw new DomainError("conflict", "booking.no_contact", { hotline: tx.region.hotline });
    const { expiresAt } = await requestCode(tx, {
      purpose: "manage_booking",
      subject: codeSubject(row),
      contact,
      locale: row.locale,
    });
    await writeAudit(tx, {
      verb: "booking.requestManageCode",
      noun: "booking",
      nounId: row.id,
      bookingId: row.id,
      after: { to: maskContact(contact) },
    });
    return { to: maskContact(contact), channel: contact.kind, expiresAt };
  });
}

/** A right code buys changes for half an hour: header `x-manage-token`. */
export async function verifyManageCode(
  ctx: Context,
  input: VerifyManageCodeInput,
): Promise<{ manageToken: string; until: Date }> {
  const row = await inTransaction(ctx, (tx) => ownBooking(tx, input));
  await verifyCode(ctx, { purpose: "manage_booking", subject: codeSubject(row), code: input.code });
  await inTransaction(ctx, (tx) =>
    writeAudit(tx, { verb: "booking.verifyManageCode", noun: "booking", nounId: row.id, bookingId: row.id }),
  );
  const token = manageToken(row.id, ctx.now);
  return { manageToken: token, until: new Date(Number(token.split(".")[0]) * 1000) };
}
