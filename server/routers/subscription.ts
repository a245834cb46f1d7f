import {
  subscriptionCard,
  subscriptionChange,
  subscriptionPreview,
  subscriptionStart,
} from "@/server/core/subscription/input";
import { refreshSubscription, startCard } from "@/server/services/subscription/card";
import {
  cancelSubscription,
  changeOwnPlan,
  previewPlan,
  resumeSubscription,
} from "@/server/services/subscription/change";
import { getSubscription } from "@/server/services/subscription/get";
import { startSubscribing } from "@/server/services/subscription/subscribe";
import { procedure, router } from "@/server/trpc";

export const subscriptionRouter = router({
  get: procedure("subscription.get").query(({ ctx }) => getSubscription(ctx)),
  start: procedure("subscription.start")
    .input(subscriptionStart)
    .mutation(({ ctx, input }) => startSubscribing(ctx, input)),
  refresh: procedure("subscription.refresh").mutation(({ ctx }) => refreshSubscription(ctx)),
  card: procedure("subscription.card")
    .input(subscriptionCard)
    .mutation(({ ctx, input }) => startCard(ctx, input.locale)),
  preview: procedure("subscription.preview")
    .input(subscriptionPreview)
    .mutation(({ ctx, input }) => previewPlan(ctx, input)),
  change: procedure("subscription.change")
    .input(subscriptionChange)
    .mutation(({ ctx, input }) => changeOwnPlan(ctx, input)),
  cancel: procedure("subscription.cancel").mutation(({ ctx }) => cancelSubscription(ctx)),
  resume: procedure("subscription.resume").mutation(({ ctx }) => resumeSubscription(ctx)),
});
