import { z } from "zod";
import { fewest } from "./said";

/** What masked data may be opened for; anything else has no ground. */
export const breakGlassPurposes = [
  "patient_safety",
  "complaint",
  "adverse_event",
  "investigation",
  "lost_property",
  "legal_request",
] as const;
const breakGlassPurpose = z.enum(breakGlassPurposes);
export type BreakGlassPurpose = z.infer<typeof breakGlassPurpose>;

/** How long the glass may stay open, in minutes, as the form offers it; a region's settings may say less. */
export const breakGlassMinutes = [10, 30, 60] as const;

/** Open one booking's masked data: for what, in the opener's words, for how long. */
export const breakGlassOpen = z.strictObject({
  bookingId: z.uuid(),
  purpose: breakGlassPurpose,
  reason: z.string().trim().min(fewest.access, { error: "break_glass.reason" }).max(500),
  minutes: z.number().int().min(1).max(1440),
});
export type BreakGlassOpenInput = z.infer<typeof breakGlassOpen>;

export const breakGlassBooking = z.strictObject({ bookingId: z.uuid() });
/** A guest's link names its booking by itself. */
export const breakGlassOfBooking = z.strictObject({ bookingId: z.uuid().optional() });

export const breakGlassRef = z.strictObject({ breakGlassId: z.uuid() });

export const breakGlassList = z.strictObject({ page: z.number().int().min(1).max(10_000).default(1) });
export type BreakGlassListInput = z.infer<typeof breakGlassList>;
