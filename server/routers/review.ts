import { z } from "zod";
import { decideReviewInput, previewReviewInput, reviewRef } from "@/server/core/review-input";
import { closeCallback, listCallbacks } from "@/server/services/callback";
import { decideReview, previewReview, takeReview } from "@/server/services/review/decide";
import { getReview } from "@/server/services/review/get";
import { listReviews } from "@/server/services/review/list";
import { procedure, router } from "@/server/trpc";

export const reviewRouter = router({
  list: procedure("review.list").query(({ ctx }) => listReviews(ctx)),
  get: procedure("review.get")
    .input(reviewRef)
    .query(({ ctx, input }) => getReview(ctx, input)),
  take: procedure("review.take")
    .input(reviewRef)
    .mutation(({ ctx, input }) => takeReview(ctx, input)),
  preview: procedure("review.preview")
    .input(previewReviewInput)
    .query(({ ctx, input }) => previewReview(ctx, input)),
  decide: procedure("review.decide")
    .input(decideReviewInput)
    .mutation(({ ctx, input }) => decideReview(ctx, input)),
});

const closeInput = z.object({
  callbackId: z.uuid(),
  outcome: z.string().trim().min(1, { error: "callback.outcome_missing" }).max(300),
});

export const callbackRouter = router({
  list: procedure("callback.list").query(({ ctx }) => listCallbacks(ctx)),
  close: procedure("callback.close")
    .input(closeInput)
    .mutation(({ ctx, input }) => closeCallback(ctx, input)),
});
