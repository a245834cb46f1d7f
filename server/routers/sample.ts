import { sampleDraw, sampleInspect, sampleList, sampleRef } from "@/server/core/sample-input";
import { drawAudit, redrawAudit } from "@/server/services/sample/draw";
import { inspectSample } from "@/server/services/sample/inspect";
import { getSample, listSamples } from "@/server/services/sample/read";
import { procedure, router } from "@/server/trpc";

export const sampleRouter = router({
  list: procedure("sample.list")
    .input(sampleList)
    .query(({ ctx, input }) => listSamples(ctx, input)),
  get: procedure("sample.get")
    .input(sampleRef)
    .query(({ ctx, input }) => getSample(ctx, input)),
  draw: procedure("sample.draw")
    .input(sampleDraw)
    .mutation(({ ctx, input }) => drawAudit(ctx, input)),
  redraw: procedure("sample.redraw")
    .input(sampleRef)
    .mutation(({ ctx, input }) => redrawAudit(ctx, input)),
  inspect: procedure("sample.inspect")
    .input(sampleInspect)
    .mutation(({ ctx, input }) => inspectSample(ctx, input)),
});
