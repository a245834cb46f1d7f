import { z } from "zod";
import { careGrade, careNeed, isolation, serviceLevel } from "./patient";
import { fewest } from "./said";
import { vehicleClass } from "./vehicle";

export const reviewRef = z.object({ reviewId: z.uuid() });

const licence = z
  .string()
  .trim()
  .min(fewest.licence, { error: "review.licence" })
  .max(40, { error: "review.licence" });
const note = z.string().trim().max(500).default("");

/** What a clinician decides where the questions cannot: a ride with its level and care, or 120. */
export const decideReviewInput = z.discriminatedUnion("decision", [
  reviewRef.extend({
    decision: z.literal("ride"),
    serviceLevel,
    /** Null for an ordinary ride. */
    grade: careGrade.nullable(),
    isolation,
    care: z.array(careNeed),
    /** Leaves only these of the classes that the region's table allows; empty: all of them. */
    classes: z.array(vehicleClass).default([]),
    licenceNumber: licence,
    note,
  }),
  reviewRef.extend({ decision: z.literal("handoff_120"), licenceNumber: licence, note }),
]);
export type DecideReviewInput = z.infer<typeof decideReviewInput>;

/** The same without the decision's signature: which vehicle and crew the table gives. */
export const previewReviewInput = reviewRef.extend({
  serviceLevel,
  grade: careGrade.nullable(),
  isolation,
  care: z.array(careNeed),
});
export type PreviewReviewInput = z.infer<typeof previewReviewInput>;
