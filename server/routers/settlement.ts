import {
  payoutAccountDecide,
  payoutAccountEnter,
  payoutBatchGet,
  payoutBatchRefuse,
  payoutPropose,
  payoutReturnImport,
  statementDisputeAnswer,
  statementDisputeList,
  statementDisputeOpen,
  statementGet,
  statementLineGet,
  statementList,
} from "@/server/core/settlement/input";
import { importBankReturn } from "@/server/services/settlement/bank-file";
import {
  answerLineDispute,
  listLineDisputes,
  openLineDispute,
} from "@/server/services/settlement/dispute-line";
import {
  decidePayoutAccount,
  enterPayoutAccount,
  listPayoutAccounts,
} from "@/server/services/settlement/payout-account";
import {
  approveBatch,
  listBatches,
  listPayables,
  markBatchSent,
  proposeBatch,
  refuseBatch,
} from "@/server/services/settlement/payout-batch";
import {
  getStatement,
  getStatementLine,
  listStatements,
  ownSettlement,
} from "@/server/services/settlement/statement-view";
import { procedure, router } from "@/server/trpc";

export const settlementRouter = router({
  statements: procedure("settlement.statements")
    .input(statementList)
    .query(({ ctx, input }) => listStatements(ctx, input)),
  statement: procedure("settlement.statement")
    .input(statementGet)
    .query(({ ctx, input }) => getStatement(ctx, input)),
  line: procedure("settlement.line")
    .input(statementLineGet)
    .query(({ ctx, input }) => getStatementLine(ctx, input)),
  own: procedure("settlement.own").query(({ ctx }) => ownSettlement(ctx)),
  dispute: procedure("settlement.dispute")
    .input(statementDisputeOpen)
    .mutation(({ ctx, input }) => openLineDispute(ctx, input)),
  disputes: procedure("settlement.disputes")
    .input(statementDisputeList)
    .query(({ ctx, input }) => listLineDisputes(ctx, input)),
  answerDispute: procedure("settlement.answerDispute")
    .input(statementDisputeAnswer)
    .mutation(({ ctx, input }) => answerLineDispute(ctx, input)),
  accounts: procedure("settlement.accounts").query(({ ctx }) => listPayoutAccounts(ctx)),
  enterAccount: procedure("settlement.enterAccount")
    .input(payoutAccountEnter)
    .mutation(({ ctx, input }) => enterPayoutAccount(ctx, input)),
  checkAccount: procedure("settlement.checkAccount")
    .input(payoutAccountDecide)
    .mutation(({ ctx, input }) => decidePayoutAccount(ctx, input)),
  payables: procedure("settlement.payables").query(({ ctx }) => listPayables(ctx)),
  batches: procedure("settlement.batches").query(({ ctx }) => listBatches(ctx)),
  propose: procedure("settlement.propose")
    .input(payoutPropose)
    .mutation(({ ctx, input }) => proposeBatch(ctx, input)),
  approve: procedure("settlement.approve")
    .input(payoutBatchGet)
    .mutation(({ ctx, input }) => approveBatch(ctx, input)),
  refuse: procedure("settlement.refuse")
    .input(payoutBatchRefuse)
    .mutation(({ ctx, input }) => refuseBatch(ctx, input)),
  markSent: procedure("settlement.markSent")
    .input(payoutBatchGet)
    .mutation(({ ctx, input }) => markBatchSent(ctx, input)),
  importReturn: procedure("settlement.importReturn")
    .input(payoutReturnImport)
    .mutation(({ ctx, input }) => importBankReturn(ctx, input)),
});
