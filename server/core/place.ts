import { z } from "zod";
import { fewest } from "./said";

/** One end of a booking, as the booker gave it; stored sealed. Coordinates are WGS-84. */
export const place = z.object({
  facilityId: z.uuid().nullable(),
  /** Facility's name, or the address as typed. */
  label: z.string().trim().min(fewest.words).max(120),
  /** Building, ward, bed, house number, how to find the door. */
  detail: z.string().trim().max(200).default(""),
  district: z.string().min(1).max(20),
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  floor: z.number().int().min(-3).max(60).default(1),
  hasLift: z.boolean().default(true),
});
export type Place = z.infer<typeof place>;

/** A coordinate to three decimals (about 100 m): what may stand in clear beside a sealed home. */
export function coarse(degrees: number): number {
  return Math.round(degrees * 1000) / 1000;
}
