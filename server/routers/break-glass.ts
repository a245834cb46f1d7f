import {
  breakGlassBooking,
  breakGlassList,
  breakGlassOfBooking,
  breakGlassOpen,
  breakGlassRef,
} from "@/server/core/break-glass";
import { listOpenings, openingsOfBooking } from "@/server/services/break-glass/list";
import { openGlass } from "@/server/services/break-glass/open";
import { endGlass, readOpened } from "@/server/services/break-glass/read";
import { procedure, router } from "@/server/trpc";

export const breakGlassRouter = router({
  open: procedure("breakGlass.open")
    .input(breakGlassOpen)
    .mutation(({ ctx, input }) => openGlass(ctx, input)),
  /** A mutation: every reading counts and is an audit row, so that no cache and no refetch reads by itself. */
  read: procedure("breakGlass.read")
    .input(breakGlassBooking)
    .mutation(({ ctx, input }) => readOpened(ctx, input)),
  end: procedure("breakGlass.end")
    .input(breakGlassRef)
    .mutation(({ ctx, input }) => endGlass(ctx, input)),
  ofBooking: procedure("breakGlass.ofBooking")
    .input(breakGlassOfBooking)
    .query(({ ctx, input }) => openingsOfBooking(ctx, input)),
  list: procedure("breakGlass.list")
    .input(breakGlassList)
    .query(({ ctx, input }) => listOpenings(ctx, input)),
});
