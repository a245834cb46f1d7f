import {
  fileInspection,
  inspectionDay,
  inspectionsOf,
  signRepair as signInput,
} from "@/server/core/inspection";
import { inspectionsOfDay } from "@/server/services/inspection/day";
import { fileInspection as takeInspection } from "@/server/services/inspection/file";
import { vehicleInspections } from "@/server/services/inspection/history";
import { ownInspections } from "@/server/services/inspection/own";
import { signRepair } from "@/server/services/inspection/sign";
import { procedure, router } from "@/server/trpc";

export const inspectionRouter = router({
  own: procedure("inspection.own").query(({ ctx }) => ownInspections(ctx)),
  file: procedure("inspection.file")
    .input(fileInspection)
    .mutation(({ ctx, input }) => takeInspection(ctx, input)),
  day: procedure("inspection.day")
    .input(inspectionDay)
    .query(({ ctx, input }) => inspectionsOfDay(ctx, input)),
  ofVehicle: procedure("inspection.ofVehicle")
    .input(inspectionsOf)
    .query(({ ctx, input }) => vehicleInspections(ctx, input)),
  signRepair: procedure("inspection.signRepair")
    .input(signInput)
    .mutation(({ ctx, input }) => signRepair(ctx, input)),
});
