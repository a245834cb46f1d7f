import { planOfDay } from "@/server/core/plan-view";
import { planOfOperator } from "@/server/services/plan-view";
import { procedure, router } from "@/server/trpc";

export const planRouter = router({
  day: procedure("plan.day")
    .input(planOfDay)
    .query(({ ctx, input }) => planOfOperator(ctx, input)),
});
