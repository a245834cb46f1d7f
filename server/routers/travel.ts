import { listTravel } from "@/server/services/travel-view";
import { procedure, router } from "@/server/trpc";

export const travelRouter = router({
  learnt: procedure("travel.learnt").query(({ ctx }) => listTravel(ctx)),
});
