import { z } from "zod";
import { type BookingIndicator, behindSides, bookingIndicators } from "./indicator/behind";
import { ageGroups, payerGroups } from "./indicator/measure";

/** A period of region's calendar days, both included. */
export const periodInput = z
  .object({ from: z.iso.date(), until: z.iso.date() })
  .refine(({ from, until }) => from <= until, { error: "input.window_order", path: ["until"] })
  .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= 366 * 86_400_000, {
    error: "input.period_long",
    path: ["until"],
  });
export type PeriodInput = z.infer<typeof periodInput>;

const district = z.string().regex(/^\d{6}$/);

/** A period with at most one operator and one district. */
export const figureInput = periodInput.safeExtend({
  operatorId: z.uuid().optional(),
  district: district.optional(),
});
export type FigureInput = z.infer<typeof figureInput>;

/** The bookings behind one figure, a page at a time. */
export const behindInput = figureInput.safeExtend({
  indicator: z.enum(bookingIndicators as [BookingIndicator, ...BookingIndicator[]]),
  side: z.enum(behindSides).default("counted"),
  age: z.enum(ageGroups).optional(),
  payer: z.enum(payerGroups).optional(),
  page: z.number().int().min(1).max(100_000).default(1),
});
export type BehindInput = z.infer<typeof behindInput>;

/** What a figure counts that is no booking. */
export const eventsBehindInput = periodInput.safeExtend({
  kind: z.enum(["lapse", "complaint"]),
  operatorId: z.uuid().optional(),
});
export type EventsBehindInput = z.infer<typeof eventsBehindInput>;

export const tripSearchInput = z.object({
  from: z.iso.date(),
  until: z.iso.date(),
  operatorId: z.uuid().optional(),
  /** Only the trips behind one indicator. */
  indicator: z
    .enum(["all", "late", "declined", "cancelled", "complaints", "to_120", "adverse"])
    .default("all"),
  number: z.string().trim().max(20).optional(),
  page: z.number().int().min(1).max(500).default(1),
});
export type TripSearchInput = z.infer<typeof tripSearchInput>;

export const auditSearchInput = z.object({
  from: z.iso.date(),
  until: z.iso.date(),
  verb: z.string().trim().max(60).optional(),
  noun: z.string().trim().max(60).optional(),
  page: z.number().int().min(1).max(1000).default(1),
});
export type AuditSearchInput = z.infer<typeof auditSearchInput>;
