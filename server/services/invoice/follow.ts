import { actorName, type Context, type Tx } from "@/server/context";
import { invoiceableFen, needsRedLetter, redLines, taxOf } from "@/server/core/invoice/lines";
import { enqueue } from "@/server/queue";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { accountOf, lockAccount } from "../billing/balance";
import { blueFacts, numberOf } from "./ask";
import { type InvoiceRow, insertInvoice, invoicesOf, livingBlue, standingOf } from "./row";

/** The red letter that takes back all of a blue invoice; asked for a second time it is there already. */
async function askRed(tx: Tx, blue: InvoiceRow): Promise<void> {
  const lines = redLines(blue.lines);
  const { bookingId, billId, orgId, viewerOrgs, viewerUsers, titleKind, titleMask, buyerSealed } = blue;
  const made = await insertInvoice(tx, {
    ...{ bookingId, billId, orgId, viewerOrgs, viewerUsers, titleKind, titleMask, buyerSealed },
    kind: "red",
    number: await numberOf(tx),
    redOf: blue.id,
    redReason: "refund",
    lines,
    totalFen: -blue.totalFen,
    taxFen: taxOf(lines),
    askedBy: actorName(tx.actor),
  });
  if (!made) return;
  await writeAudit(tx, {
    verb: "invoice.takeBack",
    noun: "invoice",
    nounId: made.id,
    bookingId,
    after: { number: made.number, takesBack: blue.number, totalFen: made.totalFen },
  });
  await enqueue(tx.db, "run-invoice", { regionId: tx.region.id, invoiceId: made.id });
}

/**
 * After money went back: an invoice that says more than was kept is taken back by a red letter, once. What is still under way
 * is looked at again when it is issued. Done again it changes nothing.
 */
export async function followRefunds(ctx: Context | Tx, bookingId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockAccount(tx, bookingId);
    const account = await accountOf(tx, bookingId);
    if (!account?.bill) return;
    const blue = livingBlue(await invoicesOf(tx, bookingId), account.bill.id);
    if (blue?.status !== "issued" || !needsRedLetter(blue.totalFen, standingOf(account))) return;
    await askRed(tx, blue);
  });
}

/** In the place of an invoice that was taken back, one over the rest, for the same buyer; none where nothing is left. */
export async function askRest(tx: Tx, blue: InvoiceRow): Promise<void> {
  const account = await accountOf(tx, blue.bookingId);
  if (!account?.bill || invoiceableFen(standingOf(account)) === 0) return;
  const { titleKind, titleMask, buyerSealed } = blue;
  const made = await insertInvoice(tx, {
    ...(await blueFacts(tx, account)),
    ...{ titleKind, titleMask, buyerSealed },
    replacesId: blue.id,
  });
  if (made) await enqueue(tx.db, "run-invoice", { regionId: tx.region.id, invoiceId: made.id });
}
