import { repairAsked, repairRef, repairTaken } from "@/server/core/plan-repair";
import { acceptRepair } from "@/server/services/dispatch/accept-repair";
import { askRepair, getRepair, leaveRepair } from "@/server/services/dispatch/ask-repair";
import { procedure, router } from "@/server/trpc";

export const repairRouter = router({
  ask: procedure("repair.ask")
    .input(repairAsked)
    .mutation(({ ctx, input }) => askRepair(ctx, input)),
  get: procedure("repair.get")
    .input(repairRef)
    .query(({ ctx, input }) => getRepair(ctx, input)),
  accept: procedure("repair.accept")
    .input(repairTaken)
    .mutation(({ ctx, input }) => acceptRepair(ctx, input)),
  leave: procedure("repair.leave")
    .input(repairRef)
    .mutation(({ ctx, input }) => leaveRepair(ctx, input)),
});
