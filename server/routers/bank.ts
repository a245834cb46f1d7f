import {
  bankImport,
  bankLines,
  bankMatchInput,
  bankOwn,
  bankPreview,
  collectingAccountSave,
} from "@/server/core/bank/statement";
import { importFile, previewFile } from "@/server/services/bank/import";
import { matchLine, ownLine } from "@/server/services/bank/match";
import { listLines } from "@/server/services/bank/view";
import { collectingAccountView, saveCollectingAccount } from "@/server/services/payment/collecting";
import { procedure, router } from "@/server/trpc";

export const bankRouter = router({
  account: procedure("bank.account").query(({ ctx }) => collectingAccountView(ctx)),
  saveAccount: procedure("bank.saveAccount")
    .input(collectingAccountSave)
    .mutation(({ ctx, input }) => saveCollectingAccount(ctx, input)),
  preview: procedure("bank.preview")
    .input(bankPreview)
    .mutation(({ ctx, input }) => previewFile(ctx, input)),
  import: procedure("bank.import")
    .input(bankImport)
    .mutation(({ ctx, input }) => importFile(ctx, input)),
  lines: procedure("bank.lines")
    .input(bankLines)
    .query(({ ctx, input }) => listLines(ctx, input)),
  match: procedure("bank.match")
    .input(bankMatchInput)
    .mutation(({ ctx, input }) => matchLine(ctx, input)),
  own: procedure("bank.own")
    .input(bankOwn)
    .mutation(({ ctx, input }) => ownLine(ctx, input)),
});
