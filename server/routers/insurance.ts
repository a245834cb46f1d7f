import {
  insuranceAct,
  insuranceCancel,
  insuranceCloseItem,
  insuranceDays,
  insuranceEndContract,
  insuranceEnter,
  insuranceList,
  insuranceMessages,
  insuranceReconcile,
  insuranceSaveContract,
  insuranceSettle,
  insuranceWithdraw,
  insuranceOfBooking as ofBooking,
} from "@/server/core/insurance/input";
import { actOnSettlement, cancelSettlement } from "@/server/services/insurance/act";
import { endContract, listContracts, saveContract } from "@/server/services/insurance/contract";
import { enterInsured, withdrawInsured } from "@/server/services/insurance/enter";
import { closeItem, reconcileByHand } from "@/server/services/insurance/reconcile";
import { askToSettle } from "@/server/services/insurance/settle";
import {
  insuranceOfBooking,
  listDays,
  listMessages,
  listSettlements,
} from "@/server/services/insurance/view";
import { procedure, router } from "@/server/trpc";

export const insuranceRouter = router({
  ofBooking: procedure("insurance.ofBooking")
    .input(ofBooking)
    .query(({ ctx, input }) => insuranceOfBooking(ctx, input)),
  enter: procedure("insurance.enter")
    .input(insuranceEnter)
    .mutation(({ ctx, input }) => enterInsured(ctx, input)),
  withdraw: procedure("insurance.withdraw")
    .input(insuranceWithdraw)
    .mutation(({ ctx, input }) => withdrawInsured(ctx, input)),
  settle: procedure("insurance.settle")
    .input(insuranceSettle)
    .mutation(({ ctx, input }) => askToSettle(ctx, input)),
  cancel: procedure("insurance.cancel")
    .input(insuranceCancel)
    .mutation(({ ctx, input }) => cancelSettlement(ctx, input)),
  act: procedure("insurance.act")
    .input(insuranceAct)
    .mutation(({ ctx, input }) => actOnSettlement(ctx, input)),
  list: procedure("insurance.list")
    .input(insuranceList)
    .query(({ ctx, input }) => listSettlements(ctx, input)),
  messages: procedure("insurance.messages")
    .input(insuranceMessages)
    .query(({ ctx, input }) => listMessages(ctx, input)),
  days: procedure("insurance.days")
    .input(insuranceDays)
    .query(({ ctx, input }) => listDays(ctx, input)),
  reconcile: procedure("insurance.reconcile")
    .input(insuranceReconcile)
    .mutation(({ ctx, input }) => reconcileByHand(ctx, input)),
  closeItem: procedure("insurance.closeItem")
    .input(insuranceCloseItem)
    .mutation(({ ctx, input }) => closeItem(ctx, input)),
  contracts: procedure("insurance.contracts").query(({ ctx }) => listContracts(ctx)),
  saveContract: procedure("insurance.saveContract")
    .input(insuranceSaveContract)
    .mutation(({ ctx, input }) => saveContract(ctx, input)),
  endContract: procedure("insurance.endContract")
    .input(insuranceEndContract)
    .mutation(({ ctx, input }) => endContract(ctx, input)),
});
