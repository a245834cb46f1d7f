import { and, eq, gte, inArray, lt } from "drizzle-orm";
import { refund } from "@/db/schema/billing";
import { invoice } from "@/db/schema/invoice";
import type { Context } from "@/server/context";
import { openInvoiceStatuses } from "@/server/core/invoice/state";
import { enqueue } from "@/server/queue";
import { inTransaction } from "@/server/scope";
import { followRefunds } from "./follow";

const quietMs = 90_000;
const againSeconds = 120;
const atMost = 200;

/** Invoices whose job gave up or whose answer was lost. */
async function runOpen(ctx: Context): Promise<void> {
  const before = new Date(ctx.now.getTime() - quietMs);
  await inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select({ id: invoice.id })
      .from(invoice)
      .where(
        and(
          eq(invoice.regionId, tx.region.id),
          inArray(invoice.status, [...openInvoiceStatuses]),
          lt(invoice.askedAt, before),
        ),
      )
      .orderBy(invoice.askedAt)
      .limit(atMost);
    for (const { id } of rows)
      await enqueue(
        tx.db,
        "run-invoice",
        { regionId: tx.region.id, invoiceId: id },
        { once: `invoice:${id}`, everySeconds: againSeconds },
      );
  });
}

/** Invoices of bookings from which money went back afterwards, although no job came to follow. */
async function followLost(ctx: Context): Promise<void> {
  const rows = await inTransaction(ctx, (tx) =>
    tx.db
      .selectDistinct({ bookingId: invoice.bookingId })
      .from(invoice)
      .innerJoin(refund, and(eq(refund.regionId, invoice.regionId), eq(refund.bookingId, invoice.bookingId)))
      .where(
        and(
          eq(invoice.regionId, tx.region.id),
          eq(invoice.kind, "blue"),
          eq(invoice.status, "issued"),
          eq(refund.status, "succeeded"),
          gte(refund.settledAt, invoice.askedAt),
        ),
      )
      .limit(atMost),
  );
  for (const { bookingId } of rows) await followRefunds(ctx, bookingId);
}

/** The round over a region's invoices: what no job brought to its end. */
export async function keepInvoices(ctx: Context): Promise<void> {
  await runOpen(ctx);
  await followLost(ctx);
}
