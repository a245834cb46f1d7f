import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { invoice } from "@/db/schema/invoice";
import type { Tx } from "@/server/context";
import type { Buyer } from "@/server/core/invoice/input";
import type { Standing } from "@/server/core/invoice/lines";
import { hashSecret, open, seal } from "@/server/gateways/vault";
import { asPlatform } from "@/server/scope";
import type { Account } from "../billing/balance";

export type InvoiceRow = typeof invoice.$inferSelect;

const aad = (regionId: string) => `${regionId}/invoice/buyer`;
export const sealBuyer = (tx: Tx, buyer: Buyer) => seal(JSON.stringify(buyer), aad(tx.region.id));
export const openBuyer = (row: InvoiceRow) => JSON.parse(open(row.buyerSealed, aad(row.regionId))) as Buyer;

/** An invoice by id, read as the platform; the verb has authorised before. */
export async function findInvoice(tx: Tx, id: string): Promise<InvoiceRow | undefined> {
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(invoice)
      .where(and(eq(invoice.regionId, tx.region.id), eq(invoice.id, id))),
  );
  return row;
}

/** All invoices of a booking, oldest first. */
export async function invoicesOf(tx: Tx, bookingId: string): Promise<InvoiceRow[]> {
  return asPlatform(tx, (p) =>
    p.db
      .select()
      .from(invoice)
      .where(and(eq(invoice.regionId, tx.region.id), eq(invoice.bookingId, bookingId)))
      .orderBy(invoice.askedAt, invoice.id),
  );
}

/** Change an invoice that still has the status that was seen; undefined: somebody was faster. */
export async function changeInvoice(
  tx: Tx,
  id: string,
  from: InvoiceRow["status"],
  set: Partial<InvoiceRow>,
): Promise<InvoiceRow | undefined> {
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .update(invoice)
      .set(set)
      .where(and(eq(invoice.regionId, tx.region.id), eq(invoice.id, id), eq(invoice.status, from)))
      .returning(),
  );
  return row;
}

/** Write an invoice that waits to be sent; undefined: there is one already in its place. */
export async function insertInvoice(
  tx: Tx,
  row: Omit<typeof invoice.$inferInsert, "regionId" | "id" | "askedAt">,
): Promise<InvoiceRow | undefined> {
  const [made] = await asPlatform(tx, (p) =>
    p.db
      .insert(invoice)
      .values({ ...row, regionId: tx.region.id, id: uuidv7(), askedAt: tx.now })
      .onConflictDoNothing()
      .returning(),
  );
  return made;
}

/** What the books of a booking say, once all is definite: what is on its way back does not count yet. */
export function standingOf({ bill, payments, refunds }: Account): Standing {
  const sum = (rows: { amountFen: number }[]) => rows.reduce((total, { amountFen }) => total + amountFen, 0);
  const gone = refunds.filter(({ status }) => status === "succeeded");
  return {
    billFen: bill?.totalFen ?? 0,
    forgivenFen: sum(gone.filter(({ forgiven }) => forgiven)),
    receivedFen: sum(payments.filter(({ status }) => status === "succeeded")),
    refundedFen: sum(gone),
  };
}

/** The living blue invoice of a bill: asked for, under way or issued, and not taken back. */
export function livingBlue(rows: InvoiceRow[], billId: string): InvoiceRow | undefined {
  return rows.find(
    (row) =>
      row.kind === "blue" && row.billId === billId && row.status !== "refused" && row.status !== "reversed",
  );
}

/** What opens an invoice's paper from a mail: for this one invoice, as long as it is kept. */
export const documentKey = (regionId: string, id: string) =>
  hashSecret(`${regionId}/${id}`, "invoice").slice(0, 43);
