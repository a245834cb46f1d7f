import type { Context, Tx } from "@/server/context";
import type { SendLinkInput } from "@/server/core/booking-input";
import { DomainError } from "@/server/core/domain-error";
import { maskName } from "@/server/core/masking";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { contactIndexOf } from "../code";
import { linkDays } from "../link";
import { sendMessage } from "../message";
import { acceptedQuote } from "../quote/accept";
import { countAgainst } from "../rate-limit";
import { operatorName, trackUrl } from "../trip/tell";
import { promiseOf } from "./cancel-preview";
import { contactsOf, giveConsents } from "./people";
import { maskContact } from "./request-confirmation";
import { type BookingRow, openFrom, ownBooking } from "./row";
import { maskedPatient } from "./view";

const perBookingADay = 20;

/**
 * Send the tracking link to one named relative, on the patient's consent, which is kept. A guest gives a code first.
 * @throws DomainError forbidden `booking.code_needed`; conflict `booking.not_confirmed`, `booking.cancelled`
 */
export async function sendBookingLink(ctx: Context, input: SendLinkInput): Promise<{ to: string[] }> {
  return inTransaction(ctx, async (tx) => {
    const row = await ownBooking(tx, input);
    if (tx.actor.kind === "guest" && !tx.actor.manage)
      throw new DomainError("forbidden", "booking.code_needed");
    if (row.cancelledAt) throw new DomainError("conflict", "booking.cancelled");
    const window = await windowOf(tx, row);
    await countAgainst(tx, `send-link/${row.id}`, perBookingADay, 86_400);
    const contacts = contactsOf(input);
    const data = {
      sender: await senderOf(tx, row, input.locale),
      patient: maskedPatient(tx, row),
      promise: { start: window.pickupFrom, end: window.pickupUntil },
      trackUrl: trackUrl({ ...row, locale: input.locale }),
      endsAt: new Date(window.pickupUntil.getTime() + linkDays * 86_400_000),
    };
    await asPlatform(tx, async (p) => {
      for (const contact of contacts) {
        const dedupeKey = `share:${row.id}:${contactIndexOf(contact)}:${row.linkGeneration}`;
        const channel = contact.kind === "phone" ? "sms" : "email";
        await sendMessage(p, {
          channel,
          to: contact.value,
          template: "tracking_shared",
          locale: input.locale,
          data,
          bookingId: row.id,
          dedupeKey,
        });
      }
    });
    await giveConsents(tx, row, ["share_with_relative"], input.relation, input.consentTextVersion);
    const to = contacts.map(maskContact);
    const after = { to, name: maskName(input.name), relation: input.relation };
    await writeAudit(tx, {
      verb: "booking.sendLink",
      noun: "booking",
      nounId: row.id,
      bookingId: row.id,
      after,
    });
    return { to };
  });
}

async function windowOf(tx: Tx, row: BookingRow): Promise<{ pickupFrom: Date; pickupUntil: Date }> {
  const window = (await promiseOf(tx, row.id)) ?? (await acceptedQuote(tx, row.id))?.row;
  if (!row.confirmedAt || !window) throw new DomainError("conflict", "booking.not_confirmed");
  return window;
}

/** The hospital or call centre by name, a relative by a masked one. */
async function senderOf(tx: Tx, row: BookingRow, locale: string): Promise<string> {
  if (row.orgId) return operatorName(tx, row.orgId, locale);
  const booker = openFrom(tx, "booker_name", row.bookerNameSealed);
  return booker ? maskName(booker) : tx.region.hotline;
}
