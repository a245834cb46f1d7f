import { ratingGive, ratingRef } from "@/server/core/rating-input";
import { getRating, giveRating } from "@/server/services/complaint/rate";
import { procedure, router } from "@/server/trpc";

export const ratingRouter = router({
  get: procedure("rating.get")
    .input(ratingRef)
    .query(({ ctx, input }) => getRating(ctx, input)),
  give: procedure("rating.give")
    .input(ratingGive)
    .mutation(({ ctx, input }) => giveRating(ctx, input)),
});
