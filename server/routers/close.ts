import { closeDayGet, closeItemAssign, closeItemResolve } from "@/server/core/settlement/input";
import {
  assignItem,
  closeDayByHand,
  getClose,
  lookAgain,
  resolveItem,
} from "@/server/services/settlement/close-day";
import { procedure, router } from "@/server/trpc";

export const closeRouter = router({
  get: procedure("close.get")
    .input(closeDayGet)
    .query(({ ctx, input }) => getClose(ctx, input)),
  look: procedure("close.look")
    .input(closeDayGet)
    .mutation(({ ctx, input }) => lookAgain(ctx, input)),
  closeDay: procedure("close.closeDay")
    .input(closeDayGet)
    .mutation(({ ctx, input }) => closeDayByHand(ctx, input)),
  assign: procedure("close.assign")
    .input(closeItemAssign)
    .mutation(({ ctx, input }) => assignItem(ctx, input)),
  resolve: procedure("close.resolve")
    .input(closeItemResolve)
    .mutation(({ ctx, input }) => resolveItem(ctx, input)),
});
