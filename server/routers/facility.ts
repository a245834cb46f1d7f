import { facilityNearestInput, facilitySearchInput, facilityWardsInput } from "@/server/core/facility-input";
import { listWards, nearestFacilities, searchFacilities } from "@/server/services/facility";
import { procedure, router } from "@/server/trpc";

export const facilityRouter = router({
  search: procedure("facility.search")
    .input(facilitySearchInput)
    .query(({ ctx, input }) => searchFacilities(ctx, input)),
  wards: procedure("facility.wards")
    .input(facilityWardsInput)
    .query(({ ctx, input }) => listWards(ctx, input)),
  nearest: procedure("facility.nearest")
    .input(facilityNearestInput)
    .query(({ ctx, input }) => nearestFacilities(ctx, input)),
});
