import { decisionInput } from "@/server/core/decision";
import { explainBooking, listDecisions } from "@/server/services/dispatch/decisions";
import { procedure, router } from "@/server/trpc";

export const dispatchRouter = router({
  decisions: procedure("dispatch.decisions")
    .input(decisionInput)
    .query(({ ctx, input }) => listDecisions(ctx, input)),
  explain: procedure("dispatch.explain")
    .input(decisionInput)
    .query(({ ctx, input }) => explainBooking(ctx, input)),
});
