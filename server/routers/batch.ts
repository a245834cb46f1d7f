import { batchConfirmInput, batchMatchInput, batchPlaceInput } from "@/server/core/batch/input";
import { confirmBatch } from "@/server/services/batch/confirm";
import { matchBatch } from "@/server/services/batch/match";
import { placeBatchRow } from "@/server/services/batch/place";
import { procedure, router } from "@/server/trpc";

export const batchRouter = router({
  match: procedure("batch.match")
    .input(batchMatchInput)
    .mutation(({ ctx, input }) => matchBatch(ctx, input)),
  place: procedure("batch.place")
    .input(batchPlaceInput)
    .mutation(({ ctx, input }) => placeBatchRow(ctx, input)),
  confirm: procedure("batch.confirm")
    .input(batchConfirmInput)
    .mutation(({ ctx, input }) => confirmBatch(ctx, input)),
});
