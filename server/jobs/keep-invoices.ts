import type { Context } from "@/server/context";
import { keepInvoices } from "@/server/services/invoice/sweep";

/** The round over a region's invoices. */
export async function handle(ctx: Context): Promise<void> {
  await keepInvoices(ctx);
}
