import { bookingRef } from "@/server/core/booking-input";
import { listQuotes } from "@/server/services/quote/list";
import { procedure, router } from "@/server/trpc";

export const quoteRouter = router({
  /** A mutation: it issues binding quotes. */
  list: procedure("quote.list")
    .input(bookingRef)
    .mutation(({ ctx, input }) => listQuotes(ctx, input)),
});
