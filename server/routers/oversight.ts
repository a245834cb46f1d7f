import { z } from "zod";
import {
  auditSearchInput,
  behindInput,
  eventsBehindInput,
  figureInput,
  tripSearchInput,
} from "@/server/core/oversight-input";
import { bookingsBehind, eventsBehind, rowsBehind } from "@/server/services/figure/behind";
import { regionOverview } from "@/server/services/figure/overview";
import { searchAudit } from "@/server/services/oversight/audit-log";
import { liveVehicles } from "@/server/services/oversight/live-map";
import { tripRecord } from "@/server/services/oversight/record";
import { searchTrips } from "@/server/services/oversight/trips";
import { procedure, router } from "@/server/trpc";

export const oversightRouter = router({
  overview: procedure("oversight.overview")
    .input(figureInput)
    .query(({ ctx, input }) => regionOverview(ctx, input)),
  behind: procedure("oversight.behind")
    .input(behindInput)
    .query(({ ctx, input }) => bookingsBehind(ctx, input)),
  behindRows: procedure("oversight.behindRows")
    .input(behindInput)
    .query(({ ctx, input }) => rowsBehind(ctx, input)),
  events: procedure("oversight.events")
    .input(eventsBehindInput)
    .query(({ ctx, input }) => eventsBehind(ctx, input)),
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
