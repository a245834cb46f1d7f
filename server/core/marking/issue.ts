import { z } from "zod";

/** Why a serial was issued, first or again. */
export const issueReasons = [
  "first",
  "recertified",
  "damaged",
  "lost",
  "stolen",
  "copied",
  "changed",
] as const;
export type IssueReason = (typeof issueReasons)[number];

/** What a regulator may say when it issues a marking anew; the other two come by themselves. */
export const reissueReasons = ["damaged", "lost", "stolen", "copied", "changed"] as const;

/** Whose marking is meant. */
export const markingOf = z.strictObject({ vehicleId: z.uuid() });

/** A new generation of a vehicle's marking: every older sticker is void from then on. */
export const reissueInput = z.strictObject({
  vehicleId: z.uuid(),
  /** The generation that was on the screen: two people do not both replace it. */
  generation: z.number().int().min(1),
  reason: z.enum(reissueReasons),
  note: z.string().trim().max(300).default(""),
});
export type ReissueInput = z.infer<typeof reissueInput>;
