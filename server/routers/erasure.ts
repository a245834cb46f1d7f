import { erasureBooking, erasureDecide } from "@/server/core/erasure";
import { decideErasure } from "@/server/services/privacy/decide-erasure";
import { listRequests, previewRequest, requestErasure } from "@/server/services/privacy/erasure";
import { procedure, router } from "@/server/trpc";

export const erasureRouter = router({
  preview: procedure("erasure.preview")
    .input(erasureBooking)
    .query(({ ctx, input }) => previewRequest(ctx, input)),
  request: procedure("erasure.request")
    .input(erasureBooking)
    .mutation(({ ctx, input }) => requestErasure(ctx, input)),
  list: procedure("erasure.list").query(({ ctx }) => listRequests(ctx)),
  decide: procedure("erasure.decide")
    .input(erasureDecide)
    .mutation(({ ctx, input }) => decideErasure(ctx, input)),
});
