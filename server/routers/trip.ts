import { tripHandOver } from "@/server/core/handover";
import {
  tripAdvance,
  tripList,
  tripNoteInput,
  tripRef,
  tripReport,
  tripToday,
} from "@/server/core/trip-input";
import { handOverTrip } from "@/server/services/handover";
import { reportPositions } from "@/server/services/position";
import { advanceTrip } from "@/server/services/trip/advance";
import { getTrip } from "@/server/services/trip/get";
import { listTrips, tripsToday } from "@/server/services/trip/list";
import { noteTrip } from "@/server/services/trip/note";
import { procedure, router } from "@/server/trpc";

export const tripRouter = router({
  today: procedure("trip.today")
    .input(tripToday)
    .query(({ ctx, input }) => tripsToday(ctx, input)),
  get: procedure("trip.get")
    .input(tripRef)
    .query(({ ctx, input }) => getTrip(ctx, input)),
  list: procedure("trip.list")
    .input(tripList)
    .query(({ ctx, input }) => listTrips(ctx, input)),
  advance: procedure("trip.advance")
    .input(tripAdvance)
    .mutation(({ ctx, input }) => advanceTrip(ctx, input)),
  note: procedure("trip.note")
    .input(tripNoteInput)
    .mutation(({ ctx, input }) => noteTrip(ctx, input)),
  handOver: procedure("trip.handOver")
    .input(tripHandOver)
    .mutation(({ ctx, input }) => handOverTrip(ctx, input)),
  report: procedure("trip.report")
    .input(tripReport)
    .mutation(({ ctx, input }) => reportPositions(ctx, input)),
});
