import {
  billingAnswerExtra,
  billingAskExtra,
  billingCheckReceipt,
  billingList,
  billingOfBooking,
  billingPriceExtra,
} from "@/server/core/billing-input";
import { checkReceipt } from "@/server/services/billing/check-receipt";
import { answerExtra, askExtra, priceOfExtra } from "@/server/services/billing/extra";
import { billingOf, listBills } from "@/server/services/billing/view";
import { procedure, router } from "@/server/trpc";

export const billingRouter = router({
  checkReceipt: procedure("billing.checkReceipt")
    .input(billingCheckReceipt)
    .query(({ ctx, input }) => checkReceipt(ctx, input)),
  ofBooking: procedure("billing.ofBooking")
    .input(billingOfBooking)
    .query(({ ctx, input }) => billingOf(ctx, input)),
  list: procedure("billing.list")
    .input(billingList)
    .query(({ ctx, input }) => listBills(ctx, input)),
  priceExtra: procedure("billing.priceExtra")
    .input(billingPriceExtra)
    .query(({ ctx, input }) => priceOfExtra(ctx, input)),
  askExtra: procedure("billing.askExtra")
    .input(billingAskExtra)
    .mutation(({ ctx, input }) => askExtra(ctx, input)),
  answerExtra: procedure("billing.answerExtra")
    .input(billingAnswerExtra)
    .mutation(({ ctx, input }) => answerExtra(ctx, input)),
});
