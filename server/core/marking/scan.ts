import { z } from "zod";
import type { UncertifiedReason } from "../certification";
import { haversineMetres, type Point } from "../geography";

/** What came of looking at a marking; each is told apart to whoever looks, and to the regulator. */
export const scanOutcomes = [
  "right",
  "unknown",
  "bad_signature",
  "old_generation",
  "expired",
  "suspended",
  "revoked",
  "not_certified",
] as const;
export type ScanOutcome = (typeof scanOutcomes)[number];

/** Whether the vehicle is the one of the trip whose tracking link the reader holds. */
export const tripMatches = [
  "right",
  "wrong_vehicle",
  "wrong_time",
  "crew_not_certified",
  "no_vehicle",
  "over",
] as const;
export type TripMatch = (typeof tripMatches)[number];

/** What a match comes to: the trip's own, not the trip's, or nothing to compare with (none chosen yet, or over). */
export const tripVerdicts = {
  right: "right",
  wrong_vehicle: "wrong",
  wrong_time: "wrong",
  crew_not_certified: "wrong",
  no_vehicle: "open",
  over: "open",
} as const satisfies Record<TripMatch, "right" | "wrong" | "open">;

/** From the marking's code (signed), or by its number or plate typed in. */
export const scanWays = ["code", "typed"] as const;
export type ScanWay = (typeof scanWays)[number];

const byReason: Record<UncertifiedReason, ScanOutcome> = {
  not_decided: "not_certified",
  refused: "not_certified",
  not_yet_valid: "not_certified",
  suspended: "suspended",
  revoked: "revoked",
  expired: "expired",
  paper_lapsed: "expired",
};

/** The outcome for a known vehicle: why it may not carry, null while it may. */
export const outcomeOf = (reason: UncertifiedReason | null): ScanOutcome =>
  reason === null ? "right" : byReason[reason];

/** A hundredth of a degree, about a kilometre: where somebody stood is nobody's business more closely than that. */
export function roughPlace({ lat, lon }: Point): Point {
  const rough = (degrees: number) => Math.round(degrees * 100) / 100;
  return { lat: rough(lat), lon: rough(lon) };
}

/** A look through the signed code of the issue that counts now, and where: nothing else is evidence of a copy. */
export interface PlacedScan extends Point {
  id: string;
  /** Who looked: one browser that says it is at two places shows nothing about the marking. */
  looker: string;
  /** Epoch milliseconds. */
  at: number;
}

/** Figures of the region that make two scans of one serial suspicious (`regionSettings.markings`). */
export interface CopyLimits {
  copiedMetres: number;
  copiedMinutes: number;
}

export interface Copy {
  of: string;
  metres: number;
  seconds: number;
}

/**
 * The scan that shows a copy: of the same serial, by somebody else, at least so far away, within so few minutes. One vehicle
 * cannot be at both; which of the two carries the copy nobody can tell from here. Null when all fits one vehicle.
 */
export function copyAmong(scan: PlacedScan, others: readonly PlacedScan[], limits: CopyLimits): Copy | null {
  const far = others.flatMap((other) => {
    const seconds = Math.round(Math.abs(scan.at - other.at) / 1000);
    const metres = Math.round(haversineMetres(scan, other));
    const isCopy = metres >= limits.copiedMetres && seconds <= limits.copiedMinutes * 60;
    return isCopy && other.looker !== scan.looker ? [{ of: other.id, metres, seconds }] : [];
  });
  return far.sort((a, b) => b.metres / (b.seconds + 1) - a.metres / (a.seconds + 1))[0] ?? null;
}

/** A trip as far as its vehicle's marking is compared with it; instants in epoch milliseconds. */
export interface MatchedTrip {
  vehicleId: string;
  isCancelled: boolean;
  departedAt: number | null;
  plannedPickupAt: number;
  endedAt: number | null;
}

/** Vehicle and time of a trip against a vehicle seen now: the crew is checked by those who know its papers. */
export function matchTrip(
  trip: MatchedTrip | null,
  vehicleId: string | null,
  now: number,
  earlyMinutes: number,
): TripMatch {
  if (!trip || trip.isCancelled) return "no_vehicle";
  if (trip.vehicleId !== vehicleId) return "wrong_vehicle";
  if (trip.endedAt !== null) return "over";
  const opens = trip.plannedPickupAt - earlyMinutes * 60_000;
  return trip.departedAt === null && now < opens ? "wrong_time" : "right";
}

/** Where a scan was made, by consent of the browser that made it. */
export const tellPlaceInput = z.strictObject({
  scanId: z.uuid(),
  /** The region that keeps the scan. */
  regionId: z.string().regex(/^\d{6}$/),
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
});
export type TellPlaceInput = z.infer<typeof tellPlaceInput>;

/** The longest part of a serial or plate that is looked for, in characters. */
export const longestFind = 40;

/** What the list of scans is narrowed to: what a look came to, or those that show a copy, whatever they came to. */
export const scanFilters = [...scanOutcomes, "copied"] as const;
export type ScanFilter = (typeof scanFilters)[number];

export const scanListInput = z.strictObject({
  outcome: z.enum(scanFilters).optional(),
  /** Only what was not as it should be. */
  suspicious: z.boolean().default(false),
  /** Part of a serial or plate. */
  find: z.string().trim().max(longestFind).default(""),
  days: z.number().int().min(1).max(366).default(7),
  page: z.number().int().min(1).max(10_000).default(1),
});
export type ScanListInput = z.infer<typeof scanListInput>;
