import { offerDecline, offerList, offerRef } from "@/server/core/offer-input";
import { acceptOffer } from "@/server/services/offer/accept-offer";
import { declineOffer } from "@/server/services/offer/decline-offer";
import { getOffer, listOffers, summariseOffers } from "@/server/services/offer/list-offers";
import { procedure, router } from "@/server/trpc";

export const offerRouter = router({
  list: procedure("offer.list")
    .input(offerList)
    .query(({ ctx, input }) => listOffers(ctx, input)),
  get: procedure("offer.get")
    .input(offerRef)
    .query(({ ctx, input }) => getOffer(ctx, input)),
  summary: procedure("offer.summary").query(({ ctx }) => summariseOffers(ctx)),
  accept: procedure("offer.accept")
    .input(offerRef)
    .mutation(({ ctx, input }) => acceptOffer(ctx, input)),
  decline: procedure("offer.decline")
    .input(offerDecline)
    .mutation(({ ctx, input }) => declineOffer(ctx, input)),
});
