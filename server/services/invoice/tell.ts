import { and, eq } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import type { Tx } from "@/server/context";
import { asPlatform } from "@/server/scope";
import { sendMessage } from "@/server/services/message";
import { publicUrl } from "@/server/services/public-url";
import { documentKey, type InvoiceRow, openBuyer } from "./row";

/** The address of an invoice's paper as it stands in a mail. */
export function paperUrl({ regionId, id }: Pick<InvoiceRow, "regionId" | "id">): string {
  return publicUrl(`/api/invoices/${id}?region=${regionId}&key=${documentKey(regionId, id)}`);
}

/** Mail the buyer where the paper is: of each invoice and each red letter, once. */
export async function tellBuyer(tx: Tx, row: InvoiceRow): Promise<void> {
  const { bookingId, kind, invoiceNumber, totalFen } = row;
  await asPlatform(tx, async (p) => {
    const [booked] = await p.db
      .select({ number: booking.number, locale: booking.locale })
      .from(booking)
      .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, bookingId)));
    if (!booked) return;
    await sendMessage(p, {
      channel: "email",
      to: openBuyer(row).email,
      template: "invoice_issued",
      locale: booked.locale,
      bookingId,
      dedupeKey: `invoice:${row.id}`,
      data: {
        bookingNumber: booked.number,
        kind,
        replaces: row.replacesId !== null,
        invoiceNumber: invoiceNumber ?? "",
        totalFen,
        url: paperUrl(row),
      },
    });
  });
}
