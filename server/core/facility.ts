import { z } from "zod";

export const facilityKinds = [
  "hospital",
  "health_centre",
  "community_centre",
  "village_clinic",
  "nursing_home",
  "rehab",
  "dialysis",
  "place",
  "ward",
  "entrance",
] as const;
export const facilityKind = z.enum(facilityKinds);
export type FacilityKind = z.infer<typeof facilityKind>;
