import { findingDecide, findingList, findingRef } from "@/server/core/finding-input";
import { decideFinding } from "@/server/services/finding/decide";
import { getFinding } from "@/server/services/finding/get";
import { listFindings } from "@/server/services/finding/list";
import { procedure, router } from "@/server/trpc";

export const findingRouter = router({
  list: procedure("finding.list")
    .input(findingList)
    .query(({ ctx, input }) => listFindings(ctx, input)),
  get: procedure("finding.get")
    .input(findingRef)
    .query(({ ctx, input }) => getFinding(ctx, input)),
  decide: procedure("finding.decide")
    .input(findingDecide)
    .mutation(({ ctx, input }) => decideFinding(ctx, input)),
});
