import { z } from "zod";
import { declineReason } from "./offer";

export const offerRef = z.object({ offerId: z.uuid() });
export const offerList = z.object({
  which: z.enum(["open", "past"]).default("open"),
  limit: z.number().int().min(1).max(200).default(100),
});
export type OfferList = z.infer<typeof offerList>;
export const offerDecline = offerRef.extend({
  reason: declineReason,
  note: z.string().trim().max(300).default(""),
});
