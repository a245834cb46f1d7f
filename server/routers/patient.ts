import { z } from "zod";
import { patientInput, patientListInput } from "@/server/core/patient-input";
import { dischargePatient, getPatient, listPatients, savePatient } from "@/server/services/patient";
import { procedure, router } from "@/server/trpc";

const patientRef = z.object({ patientId: z.uuid() });

export const patientRouter = router({
  list: procedure("patient.list")
    .input(patientListInput)
    .query(({ ctx, input }) => listPatients(ctx, input)),
  get: procedure("patient.get")
    .input(patientRef)
    .query(({ ctx, input }) => getPatient(ctx, input)),
  save: procedure("patient.save")
    .input(patientInput)
    .mutation(({ ctx, input }) => savePatient(ctx, input)),
  discharge: procedure("patient.discharge")
    .input(patientRef)
    .mutation(({ ctx, input }) => dischargePatient(ctx, input)),
});
