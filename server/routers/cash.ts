import { cashConfirm, cashDeclare, cashWithdraw } from "@/server/core/cash-count";
import { cashDesk, confirmCash } from "@/server/services/cash/confirm";
import { declareCash, ownCash, withdrawCash } from "@/server/services/cash/declare";
import { procedure, router } from "@/server/trpc";

export const cashRouter = router({
  own: procedure("cash.own").query(({ ctx }) => ownCash(ctx)),
  declare: procedure("cash.declare")
    .input(cashDeclare)
    .mutation(({ ctx, input }) => declareCash(ctx, input)),
  withdraw: procedure("cash.withdraw")
    .input(cashWithdraw)
    .mutation(({ ctx, input }) => withdrawCash(ctx, input)),
  desk: procedure("cash.desk").query(({ ctx }) => cashDesk(ctx)),
  confirm: procedure("cash.confirm")
    .input(cashConfirm)
    .mutation(({ ctx, input }) => confirmCash(ctx, input)),
});
