import path from "node:path";
import { env } from "@/server/env";
import { httpInvoices } from "./http";
import { localInvoices } from "./local";
import type { InvoiceProvider } from "./provider";

/** The provider of this installation: behind INVOICE_URL, else the local one, whose papers say that they are no tax documents. */
export function invoiceProvider(): InvoiceProvider {
  const { INVOICE_URL, INVOICE_TOKEN, DATA_DIR } = env();
  if (INVOICE_URL) return httpInvoices(INVOICE_URL, INVOICE_TOKEN);
  return localInvoices(path.resolve(DATA_DIR, "invoices"));
}
