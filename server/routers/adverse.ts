import {
  adverseClose,
  adverseList,
  adverseRef,
  adverseReport,
  adverseTellInsurer,
} from "@/server/core/adverse-input";
import {
  closeAdverse,
  getAdverse,
  listAdverse,
  reportAdverse,
  tellInsurer,
} from "@/server/services/adverse-event";
import { procedure, router } from "@/server/trpc";

export const adverseRouter = router({
  report: procedure("adverse.report")
    .input(adverseReport)
    .mutation(({ ctx, input }) => reportAdverse(ctx, input)),
  list: procedure("adverse.list")
    .input(adverseList)
    .query(({ ctx, input }) => listAdverse(ctx, input)),
  get: procedure("adverse.get")
    .input(adverseRef)
    .query(({ ctx, input }) => getAdverse(ctx, input)),
  tellInsurer: procedure("adverse.tellInsurer")
    .input(adverseTellInsurer)
    .mutation(({ ctx, input }) => tellInsurer(ctx, input)),
  close: procedure("adverse.close")
    .input(adverseClose)
    .mutation(({ ctx, input }) => closeAdverse(ctx, input)),
});
