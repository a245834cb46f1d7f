import { ownMatchesInput } from "@/server/core/allocation-input";
import { allocationShares, ownAllocation, ownMatches } from "@/server/services/allocation";
import { procedure, router } from "@/server/trpc";

export const allocationRouter = router({
  shares: procedure("allocation.shares").query(({ ctx }) => allocationShares(ctx)),
  own: procedure("allocation.own").query(({ ctx }) => ownAllocation(ctx)),
  ownMatches: procedure("allocation.ownMatches")
    .input(ownMatchesInput)
    .query(({ ctx, input }) => ownMatches(ctx, input)),
});
