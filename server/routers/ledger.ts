import { ledgerBalances, ledgerList } from "@/server/core/ledger-input";
import { balanceLedger, listLedger } from "@/server/services/ledger-view";
import { procedure, router } from "@/server/trpc";

export const ledgerRouter = router({
  list: procedure("ledger.list")
    .input(ledgerList)
    .query(({ ctx, input }) => listLedger(ctx, input)),
  balances: procedure("ledger.balances")
    .input(ledgerBalances)
    .query(({ ctx, input }) => balanceLedger(ctx, input)),
});
