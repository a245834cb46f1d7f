import { exportOwnBooking, exportPerson } from "@/server/services/privacy/export-person";
import { procedure, router } from "@/server/trpc";

export const personalRouter = router({
  /** A mutation: taking one's data out is recorded, and no cache keeps it. */
  export: procedure("personal.export").mutation(({ ctx }) => exportPerson(ctx)),
  exportBooking: procedure("personal.exportBooking").mutation(({ ctx }) => exportOwnBooking(ctx)),
});
