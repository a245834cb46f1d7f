import {
  paymentConfirmRefund,
  paymentDropMismatch,
  paymentOnAccount,
  paymentPayOutRefund,
  paymentRecordCash,
  paymentRecordPos,
  paymentRefund,
  paymentRetryRefund,
  paymentStartCheckout,
} from "@/server/core/billing-input";
import { failedRefunds, payOutRefund, retryRefund } from "@/server/services/payment/mend-refund";
import { dropMismatch, mismatches } from "@/server/services/payment/mismatch";
import { putOnAccount, takeOffAccount } from "@/server/services/payment/on-account";
import { confirmRefund, refundPayment } from "@/server/services/payment/refund";
import { startCheckout } from "@/server/services/payment/start-checkout";
import { recordCash, recordPos } from "@/server/services/payment/take";
import { procedure, router } from "@/server/trpc";

export const paymentRouter = router({
  startCheckout: procedure("payment.startCheckout")
    .input(paymentStartCheckout)
    .mutation(({ ctx, input }) => startCheckout(ctx, input)),
  putOnAccount: procedure("payment.putOnAccount")
    .input(paymentOnAccount)
    .mutation(({ ctx, input }) => putOnAccount(ctx, input)),
  takeOffAccount: procedure("payment.takeOffAccount")
    .input(paymentOnAccount)
    .mutation(({ ctx, input }) => takeOffAccount(ctx, input)),
  recordCash: procedure("payment.recordCash")
    .input(paymentRecordCash)
    .mutation(({ ctx, input }) => recordCash(ctx, input)),
  recordPos: procedure("payment.recordPos")
    .input(paymentRecordPos)
    .mutation(({ ctx, input }) => recordPos(ctx, input)),
  refund: procedure("payment.refund")
    .input(paymentRefund)
    .mutation(({ ctx, input }) => refundPayment(ctx, input)),
  confirmRefund: procedure("payment.confirmRefund")
    .input(paymentConfirmRefund)
    .mutation(({ ctx, input }) => confirmRefund(ctx, input)),
  failedRefunds: procedure("payment.failedRefunds").query(({ ctx }) => failedRefunds(ctx)),
  mismatches: procedure("payment.mismatches").query(({ ctx }) => mismatches(ctx)),
  dropMismatch: procedure("payment.dropMismatch")
    .input(paymentDropMismatch)
    .mutation(({ ctx, input }) => dropMismatch(ctx, input)),
  retryRefund: procedure("payment.retryRefund")
    .input(paymentRetryRefund)
    .mutation(({ ctx, input }) => retryRefund(ctx, input)),
  payOutRefund: procedure("payment.payOutRefund")
    .input(paymentPayOutRefund)
    .mutation(({ ctx, input }) => payOutRefund(ctx, input)),
});
