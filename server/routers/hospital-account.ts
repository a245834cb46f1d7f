import { hospitalAccountOf, hospitalAccountSave, hospitalStatementOf } from "@/server/core/hospital-account";
import {
  accountView,
  listAccounts,
  ownAccountView,
  saveAgreement,
} from "@/server/services/hospital-account/agreement";
import { statementOf } from "@/server/services/hospital-account/statement";
import { procedure, router } from "@/server/trpc";

export const hospitalAccountRouter = router({
  own: procedure("hospitalAccount.own").query(({ ctx }) => ownAccountView(ctx)),
  list: procedure("hospitalAccount.list").query(({ ctx }) => listAccounts(ctx)),
  get: procedure("hospitalAccount.get")
    .input(hospitalAccountOf)
    .query(({ ctx, input }) => accountView(ctx, input)),
  save: procedure("hospitalAccount.save")
    .input(hospitalAccountSave)
    .mutation(({ ctx, input }) => saveAgreement(ctx, input)),
  statement: procedure("hospitalAccount.statement")
    .input(hospitalStatementOf)
    .query(({ ctx, input }) => statementOf(ctx, input)),
});
