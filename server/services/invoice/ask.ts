import type { z } from "zod";
import { actorName, type Context, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { InvoiceTitle, invoiceAsk } from "@/server/core/invoice/input";
import { amountToInvoice, invoiceLines, taxOf } from "@/server/core/invoice/lines";
import { maskName } from "@/server/core/masking";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { nextNumber } from "@/server/services/counter";
import { settingsInForce } from "@/server/services/rule";
import { type Account, lockAccount } from "../billing/balance";
import { visibleAccount } from "../billing/view";
import { insertInvoice, invoicesOf, livingBlue, sealBuyer, standingOf } from "./row";

const maskOf = (title: InvoiceTitle) => (title.kind === "person" ? maskName(title.title) : title.title);

/** Our number of an invoice, and with the region the provider's request key. */
export async function numberOf(tx: Tx): Promise<string> {
  return `${tx.region.id}-${await nextNumber(tx, "invoice")}`;
}

/** The facts that every invoice of a bill shares. */
export function ofBill(account: Account) {
  const { bill } = account;
  if (!bill) throw new DomainError("conflict", "invoice.no_bill");
  const { bookingId, orgId, viewerOrgs, viewerUsers } = bill;
  return { bill, shared: { bookingId, billId: bill.id, orgId, viewerOrgs, viewerUsers } };
}

/** Lines, sums and number of a blue invoice over what was paid and kept. */
export async function blueFacts(tx: Tx, account: Account) {
  const { bill, shared } = ofBill(account);
  const { invoice } = await settingsInForce(tx);
  const totalFen = amountToInvoice(standingOf(account));
  const lines = invoiceLines(bill.lines, totalFen, invoice.taxPercent);
  return {
    ...shared,
    kind: "blue" as const,
    number: await numberOf(tx),
    lines,
    totalFen,
    taxFen: taxOf(lines),
    askedBy: actorName(tx.actor),
  };
}

/**
 * The payer asks for an e-invoice over what was paid of the bill: stored here, issued by a job, mailed when it is there.
 * @throws DomainError not_found `booking.not_found`; forbidden `link.code_needed`; conflict `invoice.no_bill`,
 * `invoice.nothing_paid`, `invoice.exists`
 */
export async function askInvoice(ctx: Context, { bookingId, title, email }: z.infer<typeof invoiceAsk>) {
  return inTransaction(ctx, async (tx) => {
    await visibleAccount(tx, bookingId);
    if (tx.actor.kind === "guest" && !tx.actor.manage) throw new DomainError("forbidden", "link.code_needed");
    await lockAccount(tx, bookingId);
    const account = await visibleAccount(tx, bookingId);
    const { bill } = ofBill(account);
    if (livingBlue(await invoicesOf(tx, bookingId), bill.id))
      throw new DomainError("conflict", "invoice.exists");
    const taxNumber = title.kind === "organisation" ? title.taxNumber : null;
    const made = await insertInvoice(tx, {
      ...(await blueFacts(tx, account)),
      titleKind: title.kind,
      titleMask: maskOf(title),
      buyerSealed: sealBuyer(tx, { title: title.title, taxNumber, email }),
    });
    if (!made) throw new DomainError("conflict", "invoice.exists");
    await writeAudit(tx, {
      verb: "invoice.ask",
      noun: "invoice",
      nounId: made.id,
      bookingId,
      after: { number: made.number, totalFen: made.totalFen, titleKind: title.kind, title: made.titleMask },
    });
    await enqueue(tx.db, "run-invoice", { regionId: tx.region.id, invoiceId: made.id });
    await wake(tx, { orgs: made.viewerOrgs, booking: bookingId });
    return { invoiceId: made.id, number: made.number, totalFen: made.totalFen };
  });
}
