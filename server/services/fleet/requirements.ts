import type { Context } from "@/server/context";
import type { CrewDuty } from "@/server/core/crew";
import { dayOf } from "@/server/core/standard/day";
import type { EquipmentItem, VehicleClass } from "@/server/core/vehicle";
import { inTransaction } from "@/server/scope";
import { ruleInForce } from "@/server/services/rule";

/** What one class must or may carry, as the standards in force ask. */
interface EquipmentRequirement {
  item: EquipmentItem;
  quantity: number;
  classes: Partial<Record<VehicleClass, "required" | "optional">>;
}

/** What an operator has to know of the standards when it fills in a vehicle, a person or a shift. */
export interface FleetRequirements {
  version: number;
  equipment: EquipmentRequirement[];
  staffing: { classes: VehicleClass[]; crew: Partial<Record<CrewDuty, number>> }[];
  thirdPartyMinFen: number | null;
  seatMinFen: number | null;
}

/** The parts of the region's standards in force today that vehicles, crew and shifts are filled in by. */
export async function fleetRequirements(ctx: Context): Promise<FleetRequirements> {
  return inTransaction(ctx, async (tx) => {
    const { content } = await ruleInForce(tx, "standard");
    const day = dayOf(tx.now.getTime(), content.timeZone);
    const found: FleetRequirements = {
      version: content.version,
      equipment: [],
      staffing: [],
      thirdPartyMinFen: null,
      seatMinFen: null,
    };
    for (const rule of content.rules) {
      if (rule.off || rule.validFrom > day || (rule.validTo !== undefined && rule.validTo < day)) continue;
      if (rule.kind === "equipment") found.equipment.push(rule.requirement);
      if (rule.kind === "class_staffing") found.staffing.push(rule.requirement);
      if (rule.kind === "third_party_cover") found.thirdPartyMinFen = rule.requirement.minFen;
      if (rule.kind === "seat_cover") found.seatMinFen = rule.requirement.minFen;
    }
    return found;
  });
}
