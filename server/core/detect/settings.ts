import { z } from "zod";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const metres = z.number().int().min(50).max(100_000);
const minutes = z.number().int().min(1).max(1440);
const percent = z.number().int().min(1).max(1000);

/** Thresholds of the detectors, a part of the region's settings. All assumed until a region publishes its own. */
export const detectionSettings = z.strictObject({
  source: z.string().min(1).default("assumed"),
  /** From this hour of the night on yesterday is looked at: what devices kept offline has arrived by then. */
  lookAt: clock.default("03:30"),
  /** A vehicle that moved less than this share of the way between the two doors has not driven it. */
  ghostMovedPercent: percent.default(30),
  /** So far from both doors at all times, it was at neither. Places of homes are kept to about 100 m. */
  ghostDoorMetres: metres.default(2000),
  fastestKmh: z.number().int().min(60).max(400).default(160),
  /** Shorter leaps are the noise of positioning between tall buildings. */
  leapMetres: metres.default(3000),
  /** Handing over from shift to shift takes a while. */
  crewOverlapMinutes: minutes.default(15),
  priceAboveQuotePercent: percent.default(80),
  /** Off the middle of the most alike trips. */
  priceOffPercent: percent.default(60),
  /** So many times as often as elsewhere, and so many trips at least. */
  extraTimes: z.number().int().min(2).max(50).default(3),
  extraTrips: z.number().int().min(3).max(1000).default(5),
  /** A stop that lasts this long, this near a door, is a stop at that door. */
  stopMinutes: minutes.default(3),
  stopMetres: metres.default(300),
  /** Rides beside the platform to so many different places within a month are a pattern. */
  unbookedRides: z.number().int().min(2).max(100).default(4),
  unbookedMetres: metres.default(3000),
  /** Whoever types a mark may mistype it: so many different browsers make it a vehicle. */
  unknownScans: z.number().int().min(1).max(50).default(2),
});
export type DetectionSettings = z.infer<typeof detectionSettings>;
