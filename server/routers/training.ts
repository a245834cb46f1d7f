import {
  decideTraining as decideInput,
  enterTraining as enterInput,
  trainingOf,
  trainingRef,
} from "@/server/core/training";
import { decideTraining, enterTraining, withdrawTraining } from "@/server/services/training/enter";
import { ownTraining, trainingRecord, waitingTraining } from "@/server/services/training/list";
import { procedure, router } from "@/server/trpc";

export const trainingRouter = router({
  own: procedure("training.own").query(({ ctx }) => ownTraining(ctx)),
  list: procedure("training.list")
    .input(trainingOf)
    .query(({ ctx, input }) => trainingRecord(ctx, input)),
  waiting: procedure("training.waiting").query(({ ctx }) => waitingTraining(ctx)),
  enter: procedure("training.enter")
    .input(enterInput)
    .mutation(({ ctx, input }) => enterTraining(ctx, input)),
  withdraw: procedure("training.withdraw")
    .input(trainingRef)
    .mutation(({ ctx, input }) => withdrawTraining(ctx, input)),
  decide: procedure("training.decide")
    .input(decideInput)
    .mutation(({ ctx, input }) => decideTraining(ctx, input)),
});
