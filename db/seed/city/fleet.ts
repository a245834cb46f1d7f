import { plateDirectory, vehicle } from "@/db/schema/fleet";
import { usualBerths } from "@/db/seed/factories";
import type { MarkingItem } from "@/server/core/standard/facts";
import type { StandardSet } from "@/server/core/standard/rules";
import type { EquipmentItem, VehicleClass } from "@/server/core/vehicle";
import { chance } from "./chance";
import { type City, dayAt, foundedAt } from "./city";
import { bases, operators, type SeedVehicle } from "./fleet-plan";
import { orgId } from "./organizations";
import { phone } from "./people";
import { insertRows, seedId } from "./rows";

export type VehicleRow = typeof vehicle.$inferInsert & {
  berths: (typeof usualBerths)[VehicleClass];
  status: "active";
};

export interface FleetVehicle {
  operator: string;
  spec: SeedVehicle;
  row: VehicleRow;
}

const models: Record<VehicleClass, string> = {
  seat: "护送轿车（五座）",
  wheelchair: "升降坡道福祉车",
  stretcher_basic: "担架护送车（长轴）",
  stretcher_care: "医疗护送车 A 型",
  monitored: "监护护送车 B 型",
  negative_pressure: "负压护送车 C 型",
};
/** Carried beyond what the standard asks for. */
const beyond: Partial<Record<VehicleClass, EquipmentItem[]>> = {
  wheelchair: ["carry_chair"],
  stretcher_basic: ["carry_chair", "bedding"],
  stretcher_care: ["carry_chair"],
  monitored: ["portable_ventilator", "carry_chair"],
};

/** All that the standards require of the class, and a little more; a lacking vehicle has no suction. */
function equipmentOf(spec: SeedVehicle, standards: StandardSet): Partial<Record<EquipmentItem, number>> {
  const list: Partial<Record<EquipmentItem, number>> = {};
  for (const rule of standards.rules) {
    if (rule.kind !== "equipment" || rule.requirement.classes[spec.class] !== "required") continue;
    list[rule.requirement.item] = rule.requirement.quantity;
  }
  for (const item of beyond[spec.class] ?? []) list[item] = 1;
  if (spec.bariatric) list.bariatric_stretcher = 1;
  if (spec.state === "lacking") delete list.suction;
  return list;
}

const rightMarkings: MarkingItem[] = [
  "white_body",
  "blue_reflective_strip",
  "institution_name",
  "supervision_phone",
  "service_words_and_number",
  "qr_sides_and_tail",
];

const standingOf = (operator: string, regionId: string) =>
  (operators[regionId] ?? []).find((it) => it.key === operator)?.standing;

/** Plates of a series that is kept for the demonstration: 浙J0AZ01 and following. */
function plateOf(regionId: string, index: number): string {
  return `${regionId === "331000" ? "浙J" : "鄂A"}0AZ${String(index + 1).padStart(2, "0")}`;
}

function vehicleRow(
  city: City,
  operator: string,
  spec: SeedVehicle,
  index: number,
  standards: StandardSet,
): VehicleRow {
  const dice = chance(`${city.regionId}/vehicle/${operator}/${spec.key}`);
  const base = bases[spec.base];
  if (!base) throw new Error(`No base ${spec.base}`);
  const heavy = spec.class === "monitored" || spec.class === "negative_pressure";
  return {
    regionId: city.regionId,
    id: seedId(city.regionId, "vehicle", `${operator}/${spec.key}`),
    orgId: orgId(city.regionId, operator),
    plate: plateOf(city.regionId, index),
    class: spec.class,
    model: models[spec.class],
    berths: usualBerths[spec.class],
    equipment: equipmentOf(spec, standards),
    maxPatientKg: spec.bariatric ? 300 : 180,
    licenceClass: heavy ? "B1" : "C1",
    registeredOn: dayAt(city, -dice.between(420, 1_500)),
    odometerKm: dice.between(18_000, 190_000),
    positioningDeviceId: `BD-${city.regionId}-${String(index + 1).padStart(3, "0")}`,
    thirdPartyCoverFen: dice.pick([150_000_000, 200_000_000, 300_000_000]),
    seatCoverFen: 10_000_000,
    baseName: base.nameZh,
    // A few metres apart, as vehicles in one yard are.
    baseLat: base.lat + (index % 5) * 0.0001,
    baseLon: base.lon + Math.floor(index / 5) * 0.0001,
    // Before anybody looked at the photos nothing is known of them.
    markings:
      standingOf(operator, city.regionId) === "applied" || spec.state === "in_review"
        ? null
        : [...rightMarkings],
    ownedByOperator: true,
    phone: phone("crew", 900 + index + (city.regionId === "331000" ? 0 : 40)),
    status: "active",
    createdAt: foundedAt(city),
  };
}

/** The vehicles of the region as they will stand in the database. */
export function fleetOf(city: City, standards: StandardSet): FleetVehicle[] {
  const list = (operators[city.regionId] ?? []).flatMap((it) =>
    it.vehicles.map((spec) => ({ operator: it.key, spec })),
  );
  return list.map(({ operator, spec }, index) => ({
    operator,
    spec,
    row: vehicleRow(city, operator, spec, index, standards),
  }));
}

/** Vehicles and the nationwide directory of their plates. */
export async function seedFleet(city: City, fleet: FleetVehicle[]): Promise<void> {
  await insertRows(
    city.db,
    vehicle,
    fleet.map(({ row }) => row),
  );
  await insertRows(
    city.db,
    plateDirectory,
    fleet.map(({ row }) => ({
      plate: row.plate,
      regionId: city.regionId,
      vehicleId: row.id,
      takenAt: foundedAt(city),
    })),
  );
}
