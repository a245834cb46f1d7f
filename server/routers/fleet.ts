import { z } from "zod";
import {
  copyWeekInput,
  crewInput,
  retireInput,
  retirementInput,
  shiftInput,
  shiftListInput,
  vehicleInput,
  vehicleRef,
} from "@/server/core/fleet-input";
import { copyWeek } from "@/server/services/fleet/copy-week";
import { listCrew, saveCrew } from "@/server/services/fleet/crew";
import { ownWork } from "@/server/services/fleet/own-work";
import { fleetRequirements } from "@/server/services/fleet/requirements";
import { keepVehicle, previewRetirement, retireVehicle } from "@/server/services/fleet/retire";
import { cancelShift, listShifts, saveShift } from "@/server/services/fleet/shift";
import { listVehicles, saveVehicle } from "@/server/services/fleet/vehicle";
import { procedure, router } from "@/server/trpc";

export const fleetRouter = router({
  vehicles: procedure("fleet.vehicles").query(({ ctx }) => listVehicles(ctx)),
  saveVehicle: procedure("fleet.saveVehicle")
    .input(vehicleInput)
    .mutation(({ ctx, input }) => saveVehicle(ctx, input)),
  retirement: procedure("fleet.retirement")
    .input(retirementInput)
    .query(({ ctx, input }) => previewRetirement(ctx, input)),
  retireVehicle: procedure("fleet.retireVehicle")
    .input(retireInput)
    .mutation(({ ctx, input }) => retireVehicle(ctx, input)),
  keepVehicle: procedure("fleet.keepVehicle")
    .input(vehicleRef)
    .mutation(({ ctx, input }) => keepVehicle(ctx, input)),
  requirements: procedure("fleet.requirements").query(({ ctx }) => fleetRequirements(ctx)),
  crew: procedure("fleet.crew").query(({ ctx }) => listCrew(ctx)),
  saveCrew: procedure("fleet.saveCrew")
    .input(crewInput)
    .mutation(({ ctx, input }) => saveCrew(ctx, input)),
  ownWork: procedure("fleet.ownWork").query(({ ctx }) => ownWork(ctx)),
});

export const shiftRouter = router({
  list: procedure("shift.list")
    .input(shiftListInput)
    .query(({ ctx, input }) => listShifts(ctx, input)),
  save: procedure("shift.save")
    .input(shiftInput)
    .mutation(({ ctx, input }) => saveShift(ctx, input)),
  cancel: procedure("shift.cancel")
    .input(z.object({ shiftId: z.uuid() }))
    .mutation(({ ctx, input }) => cancelShift(ctx, input)),
  copyWeek: procedure("shift.copyWeek")
    .input(copyWeekInput)
    .mutation(({ ctx, input }) => copyWeek(ctx, input)),
});
