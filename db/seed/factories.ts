import { v7 as uuidv7 } from "uuid";
import type { Executor } from "@/db/client";
import { booking } from "@/db/schema/booking";
import { certification } from "@/db/schema/certification";
import { crewClaim, crewMember, shift, vehicle } from "@/db/schema/fleet";
import { membership, organization } from "@/db/schema/organization";
import { quote } from "@/db/schema/quote";
import { region } from "@/db/schema/region";
import { ruleVersion } from "@/db/schema/rule";
import { crewTraining } from "@/db/schema/training";
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

export async function makeMembership(
  db: Executor,
  values: Row<typeof membership> &
    Pick<typeof membership.$inferInsert, "regionId" | "orgId" | "accountId" | "role">,
) {
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

export async function makeVehicle(
  db: Executor,
  values: Row<typeof vehicle> & Pick<typeof vehicle.$inferInsert, "regionId" | "orgId" | "class" | "plate">,
) {
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

/** Trained for all of 2026. `nameSealed`/`nameIndex` come from the caller, since the vault belongs to the server. */
export async function makeCrewMember(
  db: Executor,
  values: Row<typeof crewMember> &
    Pick<typeof crewMember.$inferInsert, "regionId" | "orgId" | "nameSealed" | "nameIndex" | "duties">,
) {
  const row = { id: uuidv7(), licenceClasses: ["C1", "B1"], createdAt: epoch, ...values };
  await db.insert(crewMember).values(row);
  await db.insert(crewTraining).values({
    regionId: row.regionId,
    id: uuidv7(),
    orgId: row.orgId,
    crewId: row.id,
    kind: "opening",
    course: "测试培训",
    provider: "测试机构",
    heldOn: "2026-01-01",
    hours: 40,
    credits: 20,
    status: "confirmed",
    createdAt: epoch,
  });
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
    await db.insert(crewClaim).values({
      regionId: of.regionId,
      id: uuidv7(),
      orgId: of.orgId,
      shiftId: row.id,
      crewId: id,
      duty,
      during,
    });
  }
  return row;
}

/** A subject certified from the beginning of 2026 without an end. */
export async function makeCertification(
  db: Executor,
  values: Row<typeof certification> &
    Pick<typeof certification.$inferInsert, "regionId" | "orgId" | "subject" | "subjectId">,
) {
  const row = {
    id: uuidv7(),
    status: "certified" as const,
    validFrom: epoch,
    decidedAt: epoch,
    appliedAt: epoch,
    ...values,
  };
  await db.insert(certification).values(row);
  return row;
}

/** A version of a regional rule in force. */
export async function makeRuleVersion(
  db: Executor,
  values: Row<typeof ruleVersion> &
    Pick<typeof ruleVersion.$inferInsert, "regionId" | "kind" | "code" | "content">,
) {
  const row = {
    id: uuidv7(),
    version: 1,
    status: "in_force" as const,
    titleZh: "测试规则",
    titleEn: "Test rule",
    source: "test",
    validFrom: epoch,
    createdAt: epoch,
    ...values,
  };
  await db.insert(ruleVersion).values(row);
  return row;
}

let bookings = 0;

/** A stretcher patient across town, assessed and not yet confirmed. The two places come sealed from the caller. */
export async function makeBooking(
  db: Executor,
  values: Row<typeof booking> &
    Pick<typeof booking.$inferInsert, "regionId" | "fromSealed" | "toSealed" | "wantedFrom" | "wantedUntil">,
) {
  bookings += 1;
  const row = {
    id: uuidv7(),
    number: `26-${String(900_000 + bookings)}`,
    channel: "family" as const,
    callerParty: "with_patient" as const,
    locale: "zh-CN",
    mobility: "stretcher" as const,
    fromDistrict: "331002",
    fromLat: 28.66,
    fromLon: 121.43,
    toDistrict: "331003",
    toLat: 28.65,
    toLon: 121.27,
    distanceMetres: 18_000,
    rideSeconds: 1_900,
    extras: { oxygen: false, suction: false, escorts: 1, carryFrom: false, carryTo: false },
    needs: {
      serviceLevel: "accessible_ride" as const,
      grade: null,
      allowedClasses: ["stretcher_basic" as const],
      berth: "stretcher" as const,
      escorts: 1,
      crew: { driver: 1, bearer: 1 },
      equipment: ["main_stretcher" as const],
      drivers: 1,
      isolation: "none" as const,
      shareable: false,
      patientKg: null,
      disinfectionSeconds: 0,
      pickupServiceSeconds: 900,
      dropoffServiceSeconds: 900,
      maxRideSeconds: 5_400,
    },
    createdAt: epoch,
    ...values,
  };
  await db.insert(booking).values(row);
  return row;
}

/** A priced slot of a booking, valid for a quarter of an hour from its making. */
export async function makeQuote(
  db: Executor,
  values: Row<typeof quote> &
    Pick<
      typeof quote.$inferInsert,
      | "regionId"
      | "bookingId"
      | "tariffVersionId"
      | "shiftId"
      | "vehicleId"
      | "vehicleClass"
      | "operatorId"
      | "shiftKind"
      | "pickupFrom"
      | "pickupUntil"
      | "plannedPickupAt"
      | "plannedDropoffAt"
      | "createdAt"
    >,
) {
  const row = {
    id: uuidv7(),
    facts: {},
    lines: [{ code: "start" as const, part: "out" as const, label: "起步价", fen: 18_000, rule: "test" }],
    totalFen: 18_000,
    drivers: 1,
    expiresAt: new Date(values.createdAt.getTime() + 900_000),
    ...values,
  };
  await db.insert(quote).values(row);
  return row;
}
