import { emergencyAcknowledgeInput, emergencyListInput, emergencyRef } from "@/server/core/booking-input";
import { handOverInput, receiveInput, settleInput } from "@/server/core/emergency-input";
import { acknowledgeHandover } from "@/server/services/emergency/acknowledge";
import { handOverTo120 } from "@/server/services/emergency/hand-over";
import { getHandover, listHandovers } from "@/server/services/emergency/read";
import { receiveFrom120, settleFrom120 } from "@/server/services/emergency/receive";
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
  handOver: procedure("emergency.handOver")
    .input(handOverInput)
    .mutation(({ ctx, input }) => handOverTo120(ctx, input)),
  receive: procedure("emergency.receive")
    .input(receiveInput)
    .mutation(({ ctx, input }) => receiveFrom120(ctx, input)),
  settle: procedure("emergency.settle")
    .input(settleInput)
    .mutation(({ ctx, input }) => settleFrom120(ctx, input)),
});
