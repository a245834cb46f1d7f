import { consentWithdrawAll } from "@/server/core/consent";
import { ownConsents, withdrawAllConsents } from "@/server/services/booking/consents";
import { procedure, router } from "@/server/trpc";

export const consentRouter = router({
  own: procedure("consent.own").query(({ ctx }) => ownConsents(ctx)),
  withdrawAll: procedure("consent.withdrawAll")
    .input(consentWithdrawAll)
    .mutation(({ ctx, input }) => withdrawAllConsents(ctx, input)),
});
