import { and, eq } from "drizzle-orm";
import { organization } from "@/db/schema/organization";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { openInvoiceStatuses } from "@/server/core/invoice/state";
import { invoiceProvider } from "@/server/gateways/invoice/choose";
import type { IssueRequest, ProviderAnswer } from "@/server/gateways/invoice/provider";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { settingsInForce } from "@/server/services/rule";
import { accountOf, lockAccount } from "../billing/balance";
import { askRest, followRefunds } from "./follow";
import { changeInvoice, findInvoice, type InvoiceRow, openBuyer } from "./row";
import { tellBuyer } from "./tell";

/** A call that was sent has so long for its answer; only then is it asked what became of it. */
const answerWithinMs = 60_000;

async function requestOf(tx: Tx, row: InvoiceRow): Promise<IssueRequest> {
  return asPlatform(tx, async (p) => {
    const [seller] = await p.db
      .select({ name: organization.nameZh, creditCode: organization.creditCode })
      .from(organization)
      .where(and(eq(organization.regionId, tx.region.id), eq(organization.id, row.orgId)));
    const blue = row.redOf ? await findInvoice(p, row.redOf) : undefined;
    const account = await accountOf(p, row.bookingId);
    if (!seller || !account?.bill || (row.redOf && !blue?.invoiceNumber))
      throw new Error(`Invoice ${row.id} has no seller, bill or blue invoice`);
    const { invoice } = await settingsInForce(tx);
    return {
      requestKey: row.number,
      kind: row.kind,
      seller,
      buyer: openBuyer(row),
      lines: row.lines,
      totalFen: row.totalFen,
      taxFen: row.taxFen,
      taxPercent: invoice.taxPercent,
      redOfNumber: blue?.invoiceNumber ?? null,
      remark: `账单 ${tx.region.id}-${account.bill.number}，预约 ${account.booking.number}`,
      askedAt: row.askedAt.toISOString(),
    };
  });
}

/** A red letter that is issued ends its blue invoice, and what was kept is invoiced anew: all in the one transaction. */
async function endBlue(tx: Tx, red: InvoiceRow): Promise<void> {
  if (!red.redOf) return;
  const blue = await changeInvoice(tx, red.redOf, "issued", { status: "reversed" });
  if (blue) await askRest(tx, blue);
}

async function keepIssued(
  tx: Tx,
  row: InvoiceRow,
  told: ProviderAnswer & { state: "issued" },
): Promise<void> {
  await lockAccount(tx, row.bookingId);
  const { invoiceNumber, providerRef } = told;
  const issuedAt = new Date(told.issuedAt);
  const set = { status: "issued", invoiceNumber, providerRef, issuedAt, failure: null } as const;
  const done = await changeInvoice(tx, row.id, row.status, set);
  if (!done) return;
  await writeAudit(tx, {
    verb: "invoice.issue",
    noun: "invoice",
    nounId: row.id,
    bookingId: row.bookingId,
    before: { status: row.status },
    after: { status: "issued", kind: row.kind, number: row.number, invoiceNumber, totalFen: row.totalFen },
  });
  if (row.kind === "red") await endBlue(tx, done);
  // Money may have gone back while it was under way.
  else await followRefunds(tx, row.bookingId);
  await tellBuyer(tx, done);
  await wake(tx, { orgs: row.viewerOrgs, booking: row.bookingId });
}

async function keepRefused(tx: Tx, row: InvoiceRow, failure: string): Promise<void> {
  const done = await changeInvoice(tx, row.id, row.status, { status: "refused", failure });
  if (!done) return;
  await writeAudit(tx, {
    verb: "invoice.refuse",
    noun: "invoice",
    nounId: row.id,
    bookingId: row.bookingId,
    before: { status: row.status },
    after: { status: "refused", failure },
  });
  await wake(tx, { orgs: row.viewerOrgs, booking: row.bookingId });
}

async function keep(ctx: Context, row: InvoiceRow, told: ProviderAnswer): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if (told.state === "issued") return keepIssued(tx, row, told);
    if (told.state === "refused") return keepRefused(tx, row, told.reason);
    // It never arrived: it may be sent again by the same key. Pending stays as it is.
    if (told.state === "unknown")
      await changeInvoice(tx, row.id, row.status, { status: "asked", sentAt: null });
    else await changeInvoice(tx, row.id, row.status, { status: "unknown", sentAt: tx.now });
  });
}

/** Send what was asked for: noted as sent before the call. No answer makes it unknown, and only asking resolves that. */
async function send(ctx: Context, row: InvoiceRow): Promise<void> {
  const sent = await inTransaction(ctx, async (tx) => {
    const set = { status: "sent", sentAt: tx.now, attempts: row.attempts + 1 } as const;
    const claimed = await changeInvoice(tx, row.id, "asked", set);
    return claimed && { row: claimed, request: await requestOf(tx, claimed) };
  });
  if (!sent) return;
  try {
    await keep(ctx, sent.row, await invoiceProvider().issue(sent.request));
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "unavailable") throw error;
    await inTransaction(ctx, (tx) => changeInvoice(tx, row.id, "sent", { status: "unknown" }));
  }
}

/** What became of a call without an answer, by the provider's own word. */
async function resolve(ctx: Context, row: InvoiceRow): Promise<void> {
  const isEarly = row.sentAt && ctx.now.getTime() - row.sentAt.getTime() < answerWithinMs;
  if (isEarly) return;
  await keep(ctx, row, await invoiceProvider().query(row.number));
}

/**
 * The job behind `run-invoice`: bring an invoice one step on. Any number of times, by any number of workers: issued once.
 * @throws DomainError unavailable `invoice.unavailable` (the round asks again)
 */
export async function runInvoice(ctx: Context, invoiceId: string): Promise<void> {
  const row = await inTransaction(ctx, (tx) => findInvoice(tx, invoiceId));
  if (!row || !openInvoiceStatuses.some((status) => status === row.status)) return;
  if (row.status !== "asked") await resolve(ctx, row);
  const now = await inTransaction(ctx, (tx) => findInvoice(tx, invoiceId));
  if (now?.status === "asked") await send(ctx, now);
}
