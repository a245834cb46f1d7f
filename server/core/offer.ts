import { z } from "zod";

export const offerStatuses = ["open", "accepted", "declined", "expired", "withdrawn"] as const;
export type OfferStatus = (typeof offerStatuses)[number];

/** Why an operator says no; the words stand in messages. */
export const declineReasons = ["no_vehicle", "no_crew", "too_far", "equipment", "price", "other"] as const;
export const declineReason = z.enum(declineReasons);
/** Written in the place of a reason where an operator took an offer that its vehicle could no longer keep. */
export const notPossible = "not_possible";
export type DeclineReason = z.infer<typeof declineReason>;
