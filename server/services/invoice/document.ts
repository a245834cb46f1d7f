import { and, eq } from "drizzle-orm";
import { organization } from "@/db/schema/organization";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { localDay } from "@/server/core/local-time";
import { invoiceProvider } from "@/server/gateways/invoice/choose";
import { type PrintedInvoice, renderInvoice } from "@/server/gateways/invoice/invoice-pdf";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { isDemonstration } from "@/server/services/installation";
import { settingsInForce } from "@/server/services/rule";
import { accountOf } from "../billing/balance";
import { visibleAccount } from "../billing/view";
import { documentKey, findInvoice, type InvoiceRow, openBuyer } from "./row";

async function visible(tx: Tx, id: string, key: string | null): Promise<InvoiceRow> {
  const row = await findInvoice(tx, id);
  if (!row?.invoiceNumber || !row.issuedAt) throw new DomainError("not_found", "invoice.not_found");
  if (key !== null && key === documentKey(row.regionId, row.id)) return row;
  await visibleAccount(tx, row.bookingId).catch(() => {
    throw new DomainError("not_found", "invoice.not_found");
  });
  return row;
}

async function printed(tx: Tx, row: InvoiceRow, demonstration: boolean): Promise<PrintedInvoice> {
  const { seller, blue, account } = await asPlatform(tx, async (p) => ({
    seller: (
      await p.db
        .select({ name: organization.nameZh, creditCode: organization.creditCode })
        .from(organization)
        .where(and(eq(organization.regionId, tx.region.id), eq(organization.id, row.orgId)))
    )[0],
    blue: row.redOf ? await findInvoice(p, row.redOf) : undefined,
    account: await accountOf(p, row.bookingId),
  }));
  const issuedAt = row.issuedAt ?? tx.now;
  const { invoice } = await settingsInForce(tx, issuedAt);
  const { title, taxNumber } = openBuyer(row);
  return {
    kind: row.kind,
    invoiceNumber: row.invoiceNumber ?? "",
    issuedOn: localDay(issuedAt, tx.region.timeZone),
    issuedAt,
    seller: seller ?? { name: "", creditCode: "" },
    buyer: { title, taxNumber },
    lines: row.lines,
    totalFen: row.totalFen,
    taxFen: row.taxFen,
    taxPercent: invoice.taxPercent,
    redOfNumber: blue?.invoiceNumber ?? null,
    remark: `账单 ${tx.region.id}-${account?.bill?.number ?? ""}，预约 ${account?.booking.number ?? ""}`,
    isTaxDocument: invoiceProvider().isTaxDocument,
    demonstration,
  };
}

/**
 * The paper of an invoice as PDF: the provider's own, else drawn from our record. For whoever sees the booking's money, or
 * holds the key of the mail.
 * @throws DomainError not_found `invoice.not_found`; unavailable `invoice.unavailable`
 */
export async function invoicePaper(
  ctx: Context,
  id: string,
  key: string | null,
): Promise<{ pdf: Buffer; number: string }> {
  const demonstration = await isDemonstration(ctx.pool);
  const { row, facts } = await inTransaction(ctx, async (tx) => {
    const row = await visible(tx, id, key);
    await writeAudit(tx, {
      verb: "invoice.document",
      noun: "invoice",
      nounId: row.id,
      bookingId: row.bookingId,
      after: { read: "invoice" },
    });
    return { row, facts: await printed(tx, row, demonstration) };
  });
  const own = row.providerRef ? await invoiceProvider().document(row.providerRef) : null;
  return { pdf: own ?? (await renderInvoice(facts)), number: facts.invoiceNumber };
}
