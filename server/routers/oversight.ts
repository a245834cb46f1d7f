import { z } from "zod";
import { auditSearchInput, periodInput, tripSearchInput } from "@/server/core/oversight-input";
import { searchAudit } from "@/server/services/oversight/audit-log";
import { dailyFigures, regionIndicators } from "@/server/services/oversight/indicators";
import { liveVehicles } from "@/server/services/oversight/live-map";
import { tripRecord } from "@/server/services/oversight/record";
import { searchTrips } from "@/server/services/oversight/trips";
import { procedure, router } from "@/server/trpc";

export const oversightRouter = router({
  indicators: procedure("oversight.indicators")
    .input(periodInput)
    .query(({ ctx, input }) => regionIndicators(ctx, input)),
  daily: procedure("oversight.daily")
    .input(periodInput)
    .query(({ ctx, input }) => dailyFigures(ctx, input)),
  trips: procedure("oversight.trips")
    .input(tripSearchInput)
    .query(({ ctx, input }) => searchTrips(ctx, input)),
  record: procedure("oversight.record")
    .input(z.object({ bookingId: z.uuid() }))
    .query(({ ctx, input }) => tripRecord(ctx, input)),
  vehicles: procedure("oversight.vehicles").query(({ ctx }) => liveVehicles(ctx)),
  audit: procedure("oversight.audit")
    .input(auditSearchInput)
    .query(({ ctx, input }) => searchAudit(ctx, input)),
});
