import type { InvoiceLine } from "@/server/core/invoice/lines";
import type { InvoiceKind } from "@/server/core/invoice/state";

/** What a provider is asked for: a blue invoice, or the red letter that takes one back whole. */
export interface IssueRequest {
  /** Ours, unique in the region: the same again is the same invoice, never a second one. */
  requestKey: string;
  kind: InvoiceKind;
  seller: { name: string; creditCode: string };
  buyer: { title: string; taxNumber: string | null; email: string };
  lines: InvoiceLine[];
  totalFen: number;
  taxFen: number;
  taxPercent: number;
  /** Red: the number of the invoice that is taken back. */
  redOfNumber: string | null;
  remark: string;
  askedAt: string;
}

/** Where an invoice stands at the provider. `unknown`: it never heard of the request. */
export type ProviderAnswer =
  | { state: "issued"; invoiceNumber: string; providerRef: string; issuedAt: string }
  | { state: "pending" }
  | { state: "refused"; reason: string }
  | { state: "unknown" };

/**
 * One who issues e-invoices. Every driver passes `conformance.test.ts`. Each throws DomainError "unavailable"
 * `invoice.unavailable` when it is not known what came of a call: then only `query` tells.
 */
export interface InvoiceProvider {
  /** Whether what it issues is a tax document; the pages and papers of the other say that it is none. */
  isTaxDocument: boolean;
  issue(request: IssueRequest): Promise<Exclude<ProviderAnswer, { state: "unknown" }>>;
  query(requestKey: string): Promise<ProviderAnswer>;
  /** The provider's own paper; null: it is drawn from our record. */
  document(providerRef: string): Promise<Buffer | null>;
}
