import { currentRegionView, listRegionViews } from "@/server/services/region-view";
import { procedure, router } from "@/server/trpc";

export const regionRouter = router({
  list: procedure("region.list").query(({ ctx }) => listRegionViews(ctx)),
  current: procedure("region.current").query(({ ctx }) => currentRegionView(ctx)),
});
