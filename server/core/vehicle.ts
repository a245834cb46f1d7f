import { z } from "zod";

/** Vehicle classes, cheapest first (domain.md, Words). */
export const vehicleClasses = [
  "seat",
  "wheelchair",
  "stretcher_basic",
  "stretcher_care",
  "monitored",
  "negative_pressure",
] as const;
export const vehicleClass = z.enum(vehicleClasses);
export type VehicleClass = z.infer<typeof vehicleClass>;

/** Why an operator takes a vehicle off the road for good. */
export const retireReasons = [
  "worn_out",
  "sold",
  "accident",
  "licence_returned",
  "moved_away",
  "other",
] as const;
export const retireReason = z.enum(retireReasons);

/** What a person takes up in a vehicle. `escort` is a plain seat for a companion. */
export const berthKinds = ["escort", "seat", "wheelchair", "stretcher"] as const;
export const berthKind = z.enum(berthKinds);
export type BerthKind = z.infer<typeof berthKind>;

/** How many berths of each kind a vehicle has. */
export const berths = z.object({
  escort: z.number().int().min(0).max(8),
  seat: z.number().int().min(0).max(8),
  wheelchair: z.number().int().min(0).max(4),
  stretcher: z.number().int().min(0).max(2),
});
export type Berths = z.infer<typeof berths>;

/** Equipment a vehicle may carry; ids are shared by standards, needs and inspections (domain.md, Standards to seed). */
export const equipmentItems = [
  "main_stretcher",
  "bariatric_stretcher",
  "scoop_stretcher",
  "vacuum_mattress",
  "stair_stretcher",
  "bedding",
  "head_immobiliser",
  "soft_stretcher",
  "isolation_system",
  "carry_chair",
  "traction",
  "splints_collars",
  "short_spine_board",
  "fixed_oxygen",
  "portable_oxygen",
  "mask_resuscitator",
  "suction",
  "portable_ventilator",
  "diagnostic_set",
  "infusion_set",
  "restraints",
  "ramp_or_lift",
  "fire_extinguisher",
  "first_aid_box",
] as const;
export const equipmentItem = z.enum(equipmentItems);
export type EquipmentItem = z.infer<typeof equipmentItem>;
