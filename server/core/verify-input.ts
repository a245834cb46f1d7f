import { z } from "zod";
import { fewest } from "./said";

/** A marking's serial ("331000-26-000012") or a plate, as somebody reads it from a vehicle. */
export const verifyInput = z.object({
  mark: z.string().trim().min(fewest.mark, { error: "verify.too_short" }).max(40),
  /** What the marking's code carries beside its serial (`core/marking/token`); left out where the mark was typed. */
  code: z.string().max(1000).optional(),
});
export type VerifyInput = z.infer<typeof verifyInput>;
