import { z } from "zod";

/** A page of the matches in which an operator's vehicles were compared, newest first. */
export const ownMatchesInput = z.object({ page: z.number().int().min(1).max(500).default(1) });
export type OwnMatchesInput = z.infer<typeof ownMatchesInput>;
