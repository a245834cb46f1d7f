import type { Tx } from "@/server/context";
import type { QuoteRow } from "../quote/accept";
import { settingsInForce } from "../rule";
import { tellBooker, trackUrl } from "../trip/tell";
import type { BookingRow } from "./row";
import { placeView } from "./view";

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
    trackUrl: trackUrl(row),
  };
  await tellBooker(tx, row, "booking_confirmed", data, `confirmed:${row.id}`);
}
