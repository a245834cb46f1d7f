import { z } from "zod";
import { sampleOutcomes } from "./sample";

const dayMs = 86_400_000;

export const sampleDraw = z
  .strictObject({
    from: z.iso.date(),
    until: z.iso.date(),
    wanted: z.number().int().min(1).max(200),
  })
  .refine(({ from, until }) => from <= until, { error: "input.window_order", path: ["until"] })
  .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= 92 * dayMs, {
    error: "sample.period_long",
    path: ["until"],
  });
export type SampleDrawInput = z.infer<typeof sampleDraw>;

export const sampleList = z.strictObject({ page: z.number().int().min(1).max(1_000).default(1) });
export type SampleListInput = z.infer<typeof sampleList>;

export const sampleRef = z.strictObject({ sampleId: z.uuid() });
export type SampleRef = z.infer<typeof sampleRef>;

/** What the inspector found; in words wherever something was not in order. */
export const sampleInspect = z
  .strictObject({
    sampleId: z.uuid(),
    tripId: z.uuid(),
    outcome: z.enum(sampleOutcomes),
    note: z.string().trim().max(1000),
  })
  .refine(({ outcome, note }) => outcome === "in_order" || note.length >= 4, {
    error: "sample.note",
    path: ["note"],
  });
export type SampleInspectInput = z.infer<typeof sampleInspect>;
