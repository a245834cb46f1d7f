import { z } from "zod";

export const rootsInput = z.object({ page: z.number().int().min(1).max(1000).default(1) });
export const replayInput = z.object({ decisionId: z.uuid() });
export type ReplayInput = z.infer<typeof replayInput>;

/** Why values are taken out of the record: never free words, they would be values again. */
export const eraseReasons = ["person_asked", "retention_over", "court_order"] as const;
export const eraseInput = z.object({ bookingId: z.uuid(), reason: z.enum(eraseReasons) });
export type EraseInput = z.infer<typeof eraseInput>;
