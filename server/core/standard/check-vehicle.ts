import { type Check, check, type RuleOf } from "./check";
import { checkPaper } from "./check-paper";
import { lastDayOfYears } from "./day";
import type { VehicleFacts } from "./facts";
import type { StandardRule } from "./rules";

function checkEquipment({ requirement }: RuleOf<"equipment">, vehicle: VehicleFacts): Check | null {
  const need = requirement.classes[vehicle.class];
  if (!need) return null;
  const found = vehicle.equipment[requirement.item] ?? 0;
  const holds = need === "optional" || found >= requirement.quantity;
  return check(holds, { item: requirement.item, need, required: requirement.quantity, found });
}

function checkMarking({ requirement }: RuleOf<"marking">, vehicle: VehicleFacts): Check {
  const seen = vehicle.markings === null ? null : vehicle.markings.includes(requirement.item);
  return check(seen === requirement.allowed, { item: requirement.item, seen });
}

function checkPhotos({ requirement }: RuleOf<"marking_photo">, vehicle: VehicleFacts, day: string): Check {
  const sides = requirement.sides.map((side) => checkPaper(vehicle.papers, `marking_photo_${side}`, day));
  const missing = requirement.sides.filter((_side, index) => !sides[index]?.holds);
  const lapsed = requirement.sides.filter((_side, index) => sides[index]?.facts.state === "lapsed");
  const firstDay = sides.flatMap(({ facts }) => facts.expiresOn ?? []).sort()[0] ?? null;
  const firstLapse = sides.flatMap((side) => side.lastDay ?? []).sort()[0] ?? null;
  const facts = { missing: missing.join(" "), lapsed: lapsed.join(" "), expiresOn: firstDay };
  return check(missing.length === 0, facts, firstLapse);
}

function checkAge({ requirement }: RuleOf<"vehicle_age">, vehicle: VehicleFacts, day: string): Check {
  const lastDay = lastDayOfYears(vehicle.registeredOn, requirement.maxYears);
  const facts = { registeredOn: vehicle.registeredOn, maxYears: requirement.maxYears, lastDay };
  return check(lastDay >= day, facts, lastDay);
}

/** One rule against one vehicle on a day; null where the rule does not concern it. */
export function checkVehicle(rule: StandardRule, vehicle: VehicleFacts, day: string): Check | null {
  if (rule.appliesTo && !rule.appliesTo.includes(vehicle.class)) return null;
  switch (rule.kind) {
    case "equipment":
      return checkEquipment(rule, vehicle);
    case "vehicle_paper":
      return checkPaper(vehicle.papers, rule.requirement.paper, day);
    case "marking":
      return checkMarking(rule, vehicle);
    case "marking_photo":
      return checkPhotos(rule, vehicle, day);
    case "third_party_cover": {
      const { minFen } = rule.requirement;
      return check(vehicle.thirdPartyCoverFen >= minFen, {
        requiredYuan: minFen / 100,
        foundYuan: vehicle.thirdPartyCoverFen / 100,
      });
    }
    case "seat_cover": {
      const { minFen } = rule.requirement;
      return check(vehicle.seatCoverFen >= minFen, {
        requiredYuan: minFen / 100,
        foundYuan: vehicle.seatCoverFen / 100,
      });
    }
    case "vehicle_age":
      return checkAge(rule, vehicle, day);
    case "odometer":
      // "6 years or 300,000 km": the kilometre that reaches the limit is the last.
      return check(vehicle.odometerKm < rule.requirement.maxKm, {
        maxKm: rule.requirement.maxKm,
        found: vehicle.odometerKm,
      });
    case "positioning_device":
      return check((vehicle.positioningDeviceId ?? "") !== "", { deviceId: vehicle.positioningDeviceId });
    case "own_vehicle":
      return check(vehicle.ownedByOperator, { ownedByOperator: vehicle.ownedByOperator });
    default:
      return null;
  }
}
