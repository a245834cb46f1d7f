import { v7 as uuidv7 } from "uuid";
import type { Executor } from "@/db/client";
import { crewClaim, crewMember, shift, vehicle } from "@/db/schema/fleet";
import { membership, organization } from "@/db/schema/organization";
import { region } from "@/db/schema/region";
import type { CrewDuty } from "@/server/core/crew";
import type { OrganizationType } from "@/server/core/organization";
import type { Berths, VehicleClass } from "@/server/core/vehicle";

/**
 * Rows as the seed, the tests and the browser tests make them: each factory fills what the caller leaves out with
 * something plausible and returns the row. They write on an executor that already said who acts (or the owner's).
 */
type Row<T extends { $inferInsert: object }> = Partial<T["$inferInsert"]>;

const epoch = new Date("2026-01-01T00:00:00Z");

export async function makeRegion(db: Executor, values: Row<typeof region> & { id: string }) {
  const row = {
    nameZh: "台州市",
    nameEn: "Taizhou",
    hotline: "96120",
    supervisionPhone: "12320",
    timeZone: "Asia/Shanghai",
    centreLat: 28.656,
    centreLon: 121.421,
    bounds: [28.0, 120.3, 29.4, 122.1] as [number, number, number, number],
    createdAt: epoch,
    ...values,
  };
  await db.insert(region).values(row);
  return row;
}

export async function makeOrganization(
  db: Executor,
  regionId: string,
  type: OrganizationType,
  values: Row<typeof organization> = {},
) {
  const id = values.id ?? uuidv7();
  const row = {
    nameZh: "测试机构",
    nameEn: "Test organization",
    creditCode: id.slice(-18),
    medicalLicence: type === "operator",
    capacityShare: type === "operator" ? 250 : 0,
    createdAt: epoch,
    ...values,
    regionId,
    id,
    type,
  };
  await db.insert(organization).values(row);
  return row;
}

export async function makeMembership(db: Executor, values: Row<typeof membership> & Pick<typeof membership.$inferInsert, "regionId" | "orgId" | "accountId" | "role">) {
  const row = { id: uuidv7(), status: "active" as const, createdAt: epoch, ...values };
  await db.insert(membership).values(row);
  return row;
}

/** Berths and the heaviest patient that a vehicle of a class usually takes. */
export const usualBerths: Record<VehicleClass, Berths> = {
  seat: { escort: 1, seat: 3, wheelchair: 0, stretcher: 0 },
  wheelchair: { escort: 1, seat: 2, wheelchair: 1, stretcher: 0 },
  stretcher_basic: { escort: 2, seat: 1, wheelchair: 0, stretcher: 1 },
  stretcher_care: { escort: 2, seat: 1, wheelchair: 0, stretcher: 1 },
  monitored: { escort: 1, seat: 0, wheelchair: 0, stretcher: 1 },
  negative_pressure: { escort: 0, seat: 0, wheelchair: 0, stretcher: 1 },
};

export async function makeVehicle(db: Executor, values: Row<typeof vehicle> & Pick<typeof vehicle.$inferInsert, "regionId" | "orgId" | "class" | "plate">) {
  const row = {
    id: uuidv7(),
    model: "测试车型",
    berths: usualBerths[values.class],
    equipment: {},
    maxPatientKg: 160,
    licenceClass: "C1",
    registeredOn: "2024-03-01",
    odometerKm: 42_000,
    positioningDeviceId: `BD-${values.plate}`,
    thirdPartyCoverFen: 150_000_000,
    seatCoverFen: 10_000_000,
    baseName: "测试停车点",
    baseLat: 28.656,
    baseLon: 121.421,
    createdAt: epoch,
    ...values,
  };
  await db.insert(vehicle).values(row);
  return row;
}

/** `nameSealed`/`nameIndex` come from the caller, since the vault belongs to the server. */
export async function makeCrewMember(
  db: Executor,
  values: Row<typeof crewMember> & Pick<typeof crewMember.$inferInsert, "regionId" | "orgId" | "nameSealed" | "nameIndex" | "duties">,
) {
  const row = { id: uuidv7(), licenceClasses: ["C1", "B1"], trainingHours: 40, createdAt: epoch, ...values };
  await db.insert(crewMember).values(row);
  return row;
}

/** A shift of a vehicle with its crew, empty route, based where the vehicle is. */
export async function makeShift(
  db: Executor,
  of: { regionId: string; id: string; orgId: string; baseLat: number; baseLon: number },
  crew: { id: string; duty: CrewDuty }[],
  values: Row<typeof shift> & Pick<typeof shift.$inferInsert, "startsAt" | "endsAt">,
) {
  const during = { from: values.startsAt, until: values.endsAt };
  const row = {
    id: uuidv7(),
    kind: "committed" as const,
    breaks: [],
    route: [],
    createdAt: epoch,
    ...values,
    regionId: of.regionId,
    orgId: of.orgId,
    vehicleId: of.id,
    baseLat: of.baseLat,
    baseLon: of.baseLon,
    during,
  };
  await db.insert(shift).values(row);
  for (const { id, duty } of crew) {
    await db.insert(crewClaim).values({ regionId: of.regionId, id: uuidv7(), orgId: of.orgId, shiftId: row.id, crewId: id, duty, during });
  }
  return row;
}
