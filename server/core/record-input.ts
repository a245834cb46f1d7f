import { z } from "zod";

export const rootsInput = z.object({ page: z.number().int().min(1).max(1000).default(1) });
export const replayInput = z.object({ decisionId: z.uuid() });
export type ReplayInput = z.infer<typeof replayInput>;

/** Why values are taken out of the record: never free words, they would be values again. */
export const eraseReasons = ["person_asked", "retention_over", "court_order"] as const;
export const eraseInput = z.object({ bookingId: z.uuid(), reason: z.enum(eraseReasons) });
export type EraseInput = z.infer<typeof eraseInput>;
export type EraseReason = EraseInput["reason"];
export const erasurePreviewInput = z.object({ bookingId: z.uuid() });

/** Why values may not go yet. Words in messages/<language>/record.json. */
export type ErasureObstacle = "not_over" | "complaint" | "adverse_event" | "finding" | "sample";

/** What an erasure would take out of the record of one booking. */
export interface ErasurePreview {
  number: string;
  /** Deeds whose values go; they themselves stay. */
  rows: number;
  decisions: number;
  /** Shifts as matches met them with this booking on board: matches of others lose them too. */
  parts: number;
  /** Deeds of the last seconds that are not chained yet: until then nothing can be erased. */
  unsealed: number;
  obstacles: ErasureObstacle[];
}
