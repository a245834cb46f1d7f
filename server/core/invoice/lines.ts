import { DomainError } from "../domain-error";

/** One line as it is printed on an invoice: amounts with tax, and the tax within. Sums in fen. */
export interface InvoiceLine {
  label: string;
  totalFen: number;
  taxFen: number;
}

/** The tax within a sum, half a fen up. */
function taxWithin(totalFen: number, taxPercent: number): number {
  return Math.round((totalFen * taxPercent) / (100 + taxPercent));
}

const serviceLabel = "非急救转运服务";

/**
 * The lines of an invoice over `amountFen` of a bill: the bill's own where the whole is invoiced, else one line for the part
 * that is. They add up to the amount; the tax of an invoice is the sum of its lines'.
 * @throws RangeError where the amount is not a positive number of whole fen
 */
export function invoiceLines(
  billed: readonly { label: string; billedFen: number }[],
  amountFen: number,
  taxPercent: number,
): InvoiceLine[] {
  if (!Number.isInteger(amountFen) || amountFen <= 0)
    throw new RangeError(`No amount to invoice: ${amountFen}`);
  const whole = billed.filter(({ billedFen }) => billedFen > 0);
  const isWhole = whole.reduce((sum, { billedFen }) => sum + billedFen, 0) === amountFen;
  const parts = isWhole ? whole : [{ label: serviceLabel, billedFen: amountFen }];
  return parts.map(({ label, billedFen }) => ({
    label,
    totalFen: billedFen,
    taxFen: taxWithin(billedFen, taxPercent),
  }));
}

/** The same lines with the sign turned round: a red letter takes back all of its blue invoice. */
export function redLines(lines: readonly InvoiceLine[]): InvoiceLine[] {
  return lines.map(({ label, totalFen, taxFen }) => ({ label, totalFen: -totalFen, taxFen: -taxFen || 0 }));
}

export const taxOf = (lines: readonly InvoiceLine[]) => lines.reduce((sum, { taxFen }) => sum + taxFen, 0);

/** What stands in the books of a booking: the bill, what of it was forgiven, what came in and what went back for good. */
export interface Standing {
  billFen: number;
  forgivenFen: number;
  receivedFen: number;
  refundedFen: number;
}

/** How much may stand on an invoice: what is owed and was paid, no fen more. */
export function invoiceableFen({ billFen, forgivenFen, receivedFen, refundedFen }: Standing): number {
  return Math.max(0, Math.min(billFen - forgivenFen, receivedFen - refundedFen));
}

/** A blue invoice says more than was kept of what was paid: it is taken back by a red letter. */
export const needsRedLetter = (blueFen: number, standing: Standing) => blueFen > invoiceableFen(standing);

/** What a new invoice is over. @throws DomainError conflict `invoice.nothing_paid` */
export function amountToInvoice(standing: Standing): number {
  const amountFen = invoiceableFen(standing);
  if (amountFen === 0) throw new DomainError("conflict", "invoice.nothing_paid");
  return amountFen;
}
