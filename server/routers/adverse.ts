import {
  adverseAdd,
  adverseClose,
  adverseList,
  adverseOwn,
  adverseRef,
  adverseReport,
  adverseTellInsurer,
  disinfectionRecord,
} from "@/server/core/adverse-input";
import { addToAdverse, closeAdverse, tellInsurer } from "@/server/services/adverse-event/change";
import { openDisinfections, recordDisinfection } from "@/server/services/adverse-event/disinfection";
import { confirmInfection } from "@/server/services/adverse-event/isolation";
import { getAdverse, listAdverse, ownAdverse } from "@/server/services/adverse-event/read";
import { reportAdverse } from "@/server/services/adverse-event/report";
import { procedure, router } from "@/server/trpc";

export const adverseRouter = router({
  report: procedure("adverse.report")
    .input(adverseReport)
    .mutation(({ ctx, input }) => reportAdverse(ctx, input)),
  own: procedure("adverse.own")
    .input(adverseOwn)
    .query(({ ctx, input }) => ownAdverse(ctx, input)),
  list: procedure("adverse.list")
    .input(adverseList)
    .query(({ ctx, input }) => listAdverse(ctx, input)),
  get: procedure("adverse.get")
    .input(adverseRef)
    .query(({ ctx, input }) => getAdverse(ctx, input)),
  add: procedure("adverse.add")
    .input(adverseAdd)
    .mutation(({ ctx, input }) => addToAdverse(ctx, input)),
  tellInsurer: procedure("adverse.tellInsurer")
    .input(adverseTellInsurer)
    .mutation(({ ctx, input }) => tellInsurer(ctx, input)),
  confirmInfection: procedure("adverse.confirmInfection")
    .input(adverseRef)
    .mutation(({ ctx, input }) => confirmInfection(ctx, input)),
  disinfections: procedure("adverse.disinfections").query(({ ctx }) => openDisinfections(ctx)),
  disinfect: procedure("adverse.disinfect")
    .input(disinfectionRecord)
    .mutation(({ ctx, input }) => recordDisinfection(ctx, input)),
  close: procedure("adverse.close")
    .input(adverseClose)
    .mutation(({ ctx, input }) => closeAdverse(ctx, input)),
});
