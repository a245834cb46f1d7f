import { markingOf, reissueInput } from "@/server/core/marking/issue";
import { reviewPhotoInput } from "@/server/core/marking/photo";
import { scanListInput, tellPlaceInput } from "@/server/core/marking/scan";
import { reviewPhoto } from "@/server/services/certification/review-photo";
import { getMarking } from "@/server/services/marking/get";
import { reissueMarking } from "@/server/services/marking/issue";
import { listScans } from "@/server/services/marking/list";
import { tellPlace } from "@/server/services/marking/place";
import { procedure, router } from "@/server/trpc";

export const markingRouter = router({
  get: procedure("marking.get")
    .input(markingOf)
    .query(({ ctx, input }) => getMarking(ctx, input)),
  reissue: procedure("marking.reissue")
    .input(reissueInput)
    .mutation(({ ctx, input }) => reissueMarking(ctx, input)),
  reviewPhoto: procedure("marking.reviewPhoto")
    .input(reviewPhotoInput)
    .mutation(({ ctx, input }) => reviewPhoto(ctx, input)),
  tellPlace: procedure("marking.tellPlace")
    .input(tellPlaceInput)
    .mutation(({ ctx, input }) => tellPlace(ctx, input)),
  scans: procedure("marking.scans")
    .input(scanListInput)
    .query(({ ctx, input }) => listScans(ctx, input)),
});
