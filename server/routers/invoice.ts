import { invoiceAsk, invoiceList, invoiceOfBooking, invoiceRetry } from "@/server/core/invoice/input";
import { askInvoice } from "@/server/services/invoice/ask";
import { invoicesOfBooking, listInvoices, retryInvoice } from "@/server/services/invoice/list";
import { procedure, router } from "@/server/trpc";

export const invoiceRouter = router({
  ask: procedure("invoice.ask")
    .input(invoiceAsk)
    .mutation(({ ctx, input }) => askInvoice(ctx, input)),
  ofBooking: procedure("invoice.ofBooking")
    .input(invoiceOfBooking)
    .query(({ ctx, input }) => invoicesOfBooking(ctx, input)),
  list: procedure("invoice.list")
    .input(invoiceList)
    .query(({ ctx, input }) => listInvoices(ctx, input)),
  retry: procedure("invoice.retry")
    .input(invoiceRetry)
    .mutation(({ ctx, input }) => retryInvoice(ctx, input)),
});
