import { z } from "zod";

/** Search as typed: Chinese, pinyin, initials or a mixture. Nearness counts where a place is given. */
export const facilitySearchInput = z.object({
  query: z.string().trim().min(1).max(40),
  near: z.object({ lat: z.number(), lon: z.number() }).optional(),
  limit: z.number().int().min(1).max(20).default(8),
});
export type FacilitySearchInput = z.infer<typeof facilitySearchInput>;

/** Wards and entrances of one facility; without one those of the asking hospital's own facilities. */
export const facilityWardsInput = z.object({ facilityId: z.uuid().optional() });
export type FacilityWardsInput = z.infer<typeof facilityWardsInput>;

/** The district and the nearest facilities of a point: a map pin or the own position. */
export const facilityNearestInput = z.object({
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
});
export type FacilityNearestInput = z.infer<typeof facilityNearestInput>;
