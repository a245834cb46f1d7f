import { and, desc, eq } from "drizzle-orm";
import type { z } from "zod";
import { booking } from "@/db/schema/booking";
import { invoice } from "@/db/schema/invoice";
import { organization } from "@/db/schema/organization";
import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { invoiceList, invoiceOfBooking, invoiceRetry } from "@/server/core/invoice/input";
import { invoiceableFen } from "@/server/core/invoice/lines";
import { invoiceProvider } from "@/server/gateways/invoice/choose";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { visibleAccount } from "../billing/view";
import { ownMoney, seesRegionMoney } from "../payment/refund";
import { numberOf } from "./ask";
import { changeInvoice, findInvoice, type InvoiceRow, invoicesOf, livingBlue, standingOf } from "./row";

/** An invoice as it is shown around: its title masked, no address. */
function viewOf(row: InvoiceRow) {
  const { id, number, kind, status, titleKind, titleMask, totalFen, taxFen, invoiceNumber, failure } = row;
  const { redOf, replacesId, askedAt, issuedAt, attempts } = row;
  return {
    ...{ id, number, kind, status, titleKind, titleMask, totalFen, taxFen, invoiceNumber, failure },
    ...{ redOf, replacesId, askedAt, issuedAt, attempts },
  };
}

/**
 * The invoices of one booking for those who see its money, and whether another may be asked for, over how much.
 * @throws DomainError not_found `booking.not_found`
 */
export async function invoicesOfBooking(ctx: Context, { bookingId }: z.infer<typeof invoiceOfBooking>) {
  return inTransaction(ctx, async (tx) => {
    const account = await visibleAccount(tx, bookingId);
    const rows = await invoicesOf(tx, bookingId);
    const { bill } = account;
    const openFen = bill && !livingBlue(rows, bill.id) ? invoiceableFen(standingOf(account)) : 0;
    const isTaxDocument = invoiceProvider().isTaxDocument;
    return { invoices: rows.map(viewOf), openFen, isTaxDocument };
  });
}

/** Invoices for the desks, newest first: of the whole region, or the operator's own. */
export async function listInvoices(ctx: Context, { status }: z.infer<typeof invoiceList>) {
  return inTransaction(ctx, async (tx) => {
    const own = tx.actor.kind === "user" && tx.actor.orgId ? tx.actor.orgId : "";
    const whole = await seesRegionMoney(tx);
    const rows = await asPlatform(tx, (p) =>
      p.db
        .select({
          row: invoice,
          bookingNumber: booking.number,
          orgZh: organization.nameZh,
          orgEn: organization.nameEn,
        })
        .from(invoice)
        .innerJoin(booking, and(eq(booking.regionId, invoice.regionId), eq(booking.id, invoice.bookingId)))
        .innerJoin(
          organization,
          and(eq(organization.regionId, invoice.regionId), eq(organization.id, invoice.orgId)),
        )
        .where(
          and(
            eq(invoice.regionId, tx.region.id),
            status ? eq(invoice.status, status) : undefined,
            whole ? undefined : eq(invoice.orgId, own),
          ),
        )
        .orderBy(desc(invoice.askedAt), desc(invoice.id))
        .limit(500),
    );
    const isTaxDocument = invoiceProvider().isTaxDocument;
    return {
      isTaxDocument,
      rows: rows.map(({ row, bookingNumber, orgZh, orgEn }) => ({
        ...viewOf(row),
        bookingNumber,
        orgZh,
        orgEn,
      })),
    };
  });
}

/**
 * Try a refused invoice once more, or ask at once about one without an answer.
 * @throws DomainError not_found `payment.not_found`; conflict `invoice.not_open`, `invoice.exists`
 */
export async function retryInvoice(ctx: Context, { invoiceId }: z.infer<typeof invoiceRetry>) {
  return inTransaction(ctx, async (tx) => {
    const row = await findInvoice(tx, invoiceId);
    if (!row) throw new DomainError("not_found", "payment.not_found");
    await ownMoney(tx, row.orgId);
    if (row.status === "issued" || row.status === "reversed")
      throw new DomainError("conflict", "invoice.not_open");
    if (row.status === "refused") {
      const living = livingBlue(await invoicesOf(tx, row.bookingId), row.billId);
      if (row.kind === "blue" && living) throw new DomainError("conflict", "invoice.exists");
      // A refusal is definite, and a provider keeps to its word about a key: it is asked anew under another number.
      const number = await numberOf(tx);
      await changeInvoice(tx, row.id, "refused", { status: "asked", number, sentAt: null, failure: null });
    }
    await writeAudit(tx, {
      verb: "invoice.retry",
      noun: "invoice",
      nounId: row.id,
      bookingId: row.bookingId,
      before: { status: row.status },
      after: { number: row.number },
    });
    await enqueue(tx.db, "run-invoice", { regionId: tx.region.id, invoiceId: row.id });
    await wake(tx, { orgs: row.viewerOrgs, booking: row.bookingId });
    return { invoiceId: row.id };
  });
}
