import { bookingRef } from "@/server/core/booking-input";
import { reliefCheckInput, reliefClaimInput, reliefQueueInput } from "@/server/core/relief";
import { checkRelief } from "@/server/services/relief/check";
import { claimRelief, reliefOfBooking, withdrawRelief } from "@/server/services/relief/claim";
import { listRelief } from "@/server/services/relief/queue";
import { procedure, router } from "@/server/trpc";

export const reliefRouter = router({
  ofBooking: procedure("relief.ofBooking")
    .input(bookingRef)
    .query(({ ctx, input }) => reliefOfBooking(ctx, input)),
  claim: procedure("relief.claim")
    .input(reliefClaimInput)
    .mutation(({ ctx, input }) => claimRelief(ctx, input)),
  withdraw: procedure("relief.withdraw")
    .input(bookingRef)
    .mutation(({ ctx, input }) => withdrawRelief(ctx, input)),
  queue: procedure("relief.queue")
    .input(reliefQueueInput)
    .query(({ ctx, input }) => listRelief(ctx, input)),
  check: procedure("relief.check")
    .input(reliefCheckInput)
    .mutation(({ ctx, input }) => checkRelief(ctx, input)),
});
