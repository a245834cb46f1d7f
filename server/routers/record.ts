import { eraseInput, erasurePreviewInput, replayInput, rootsInput } from "@/server/core/record-input";
import { eraseRecord, previewErasure } from "@/server/services/record/erase";
import { listRoots } from "@/server/services/record/published";
import { replayMatch } from "@/server/services/record/replay";
import { procedure, router } from "@/server/trpc";

export const recordRouter = router({
  roots: procedure("record.roots")
    .input(rootsInput)
    .query(({ ctx, input }) => listRoots(ctx, input)),
  replay: procedure("record.replay")
    .input(replayInput)
    .mutation(({ ctx, input }) => replayMatch(ctx, input)),
  erasePreview: procedure("record.erasePreview")
    .input(erasurePreviewInput)
    .query(({ ctx, input }) => previewErasure(ctx, input)),
  erase: procedure("record.erase")
    .input(eraseInput)
    .mutation(({ ctx, input }) => eraseRecord(ctx, input)),
});
