import { emergencyAcknowledgeInput, emergencyListInput, emergencyRef } from "@/server/core/booking-input";
import { acknowledgeHandover } from "@/server/services/emergency/acknowledge";
import { getHandover, listHandovers } from "@/server/services/emergency/read";
import { procedure, router } from "@/server/trpc";

export const emergencyRouter = router({
  list: procedure("emergency.list")
    .input(emergencyListInput)
    .query(({ ctx, input }) => listHandovers(ctx, input)),
  get: procedure("emergency.get")
    .input(emergencyRef)
    .query(({ ctx, input }) => getHandover(ctx, input)),
  acknowledge: procedure("emergency.acknowledge")
    .input(emergencyAcknowledgeInput)
    .mutation(({ ctx, input }) => acknowledgeHandover(ctx, input)),
});
