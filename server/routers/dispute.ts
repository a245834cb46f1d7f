import { disputeAnswer, disputeOf } from "@/server/core/dispute";
import { answerDispute, disputePacket, listDisputes } from "@/server/services/payment/dispute-desk";
import { procedure, router } from "@/server/trpc";

export const disputeRouter = router({
  list: procedure("dispute.list").query(({ ctx }) => listDisputes(ctx)),
  packet: procedure("dispute.packet")
    .input(disputeOf)
    .query(({ ctx, input }) => disputePacket(ctx, input)),
  answer: procedure("dispute.answer")
    .input(disputeAnswer)
    .mutation(({ ctx, input }) => answerDispute(ctx, input)),
});
