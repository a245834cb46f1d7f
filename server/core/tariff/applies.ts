import type { ServiceLevel } from "@/server/core/patient";
import type { VehicleClass } from "@/server/core/vehicle";
import type { ReliefGroup, Tariff } from "./rules";

export interface TariffWanted {
  regionId: string;
  serviceLevel: ServiceLevel;
  vehicleClass: VehicleClass;
  operatorId: string | null;
  /** Group the payer proved to belong to, or null for the ordinary price. */
  relief: ReliefGroup | null;
  /** Local date of issue in the region, `YYYY-MM-DD`. */
  onDate: string;
}

/**
 * The one tariff row in force for region × service level × class × operator on a day (decisions.md, Price). An operator's
 * own row goes before the region's, a proven relief before the ordinary price, then the latest start of validity, then
 * the higher version.
 * @returns null when none is in force: then nothing can be quoted
 */
export function tariffFor(tariffs: readonly Tariff[], wanted: TariffWanted): Tariff | null {
  const rows = tariffs.filter((row) => isInForce(row, wanted) && covers(row, wanted));
  return rows.sort((a, b) => compareRows(a, b))[0] ?? null;
}

function isInForce(row: Tariff, { onDate }: TariffWanted): boolean {
  const { from, to } = row.validity;
  return row.status === "in_force" && (from === null || from <= onDate) && (to === null || onDate <= to);
}

function covers(row: Tariff, wanted: TariffWanted): boolean {
  return (
    row.regionId === wanted.regionId &&
    (row.operatorId === null || row.operatorId === wanted.operatorId) &&
    (row.relief === null || (wanted.relief !== null && row.relief.groups.includes(wanted.relief))) &&
    row.appliesTo.some(
      (it) => it.serviceLevel === wanted.serviceLevel && it.vehicleClasses.includes(wanted.vehicleClass),
    )
  );
}

function compareRows(a: Tariff, b: Tariff): number {
  return (
    Number(b.operatorId !== null) - Number(a.operatorId !== null) ||
    Number(b.relief !== null) - Number(a.relief !== null) ||
    (b.validity.from ?? "").localeCompare(a.validity.from ?? "") ||
    b.version - a.version
  );
}
