import type { Tx } from "@/server/context";
import type { MessageTemplate } from "@/server/core/message";
import { bookingLink } from "../link";
import { sendMessage } from "../message";
import { publicUrl } from "../public-url";
import type { QuoteRow } from "../quote";
import { settingsInForce } from "../rule";
import { type BookingRow, openFrom } from "./row";
import { placeView } from "./view";

/** The address of a booking's tracking page, in the booker's language. */
export function trackUrl(tx: Tx, row: BookingRow): string {
  return publicUrl(`/track/${bookingLink(tx.region.id, row.id, row.linkGeneration, "track")}`);
}

/** Tell the booker by every contact it left, each once. */
export async function tellBooker(tx: Tx, row: BookingRow, template: MessageTemplate, data: Record<string, unknown>, dedupe: string): Promise<void> {
  const phone = openFrom(tx, "booker_phone", row.bookerPhoneSealed);
  const email = openFrom(tx, "booker_email", row.bookerEmailSealed);
  const message = { template, locale: row.locale, data, bookingId: row.id };
  if (phone) await sendMessage(tx, { ...message, channel: "sms", to: phone, dedupeKey: `${dedupe}:sms` });
  if (email) await sendMessage(tx, { ...message, channel: "email", to: email, dedupeKey: `${dedupe}:email` });
}

/** The booking stands: window, price by line, tracking link. */
export async function tellConfirmed(tx: Tx, row: BookingRow, quote: QuoteRow): Promise<void> {
  const settings = await settingsInForce(tx);
  const data = {
    bookingNumber: row.number,
    from: placeView(tx, "from", row, settings, row.locale).label,
    to: placeView(tx, "to", row, settings, row.locale).label,
    promise: { start: quote.pickupFrom, end: quote.pickupUntil },
    confirmedBy: quote.confirmedBy,
    lines: quote.lines.map(({ code, fen }) => ({ code, fen })),
    totalFen: quote.totalFen,
    trackUrl: trackUrl(tx, row),
  };
  await tellBooker(tx, row, "booking_confirmed", data, `confirmed:${row.id}`);
}
