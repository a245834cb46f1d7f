import { z } from "zod";

/** A period of region's calendar days, both included. */
export const periodInput = z
  .object({ from: z.iso.date(), until: z.iso.date() })
  .refine(({ from, until }) => from <= until, { error: "input.window_order", path: ["until"] })
  .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= 366 * 86_400_000, {
    error: "input.period_long",
    path: ["until"],
  });
export type PeriodInput = z.infer<typeof periodInput>;

/** The indicators of the overview; what each counts stands in `messages/<language>/oversight.json`. */
export const indicatorNames = [
  "requests",
  "trips",
  "declined",
  "cancelled",
  "on_time",
  "response_minutes",
  "empty_share",
  "complaints",
  "price_to_quote",
  "to_120",
] as const;
export type IndicatorName = (typeof indicatorNames)[number];

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
