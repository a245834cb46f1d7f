import { z } from "zod";

export const ratingScores = [1, 2, 3, 4, 5] as const;

/** How whoever booked found the ride; a guest leaves the booking out: the link says which. */
export const ratingGive = z.strictObject({
  bookingId: z.uuid().optional(),
  score: z.number().int().min(1).max(5),
  text: z.string().trim().max(2000).default(""),
});
export type RatingGive = z.infer<typeof ratingGive>;
export const ratingRef = z.strictObject({ bookingId: z.uuid().optional() });
