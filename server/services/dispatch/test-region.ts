import { drizzle } from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";
import { v7 as uuidv7 } from "uuid";
import type { Executor, Pool } from "@/db/client";
import {
  makeBooking,
  makeCertification,
  makeCrewMember,
  makeOrganization,
  makeQuote,
  makeRegion,
  makeRuleVersion,
  makeShift,
  makeVehicle,
} from "@/db/seed/factories";
import { seededTariff } from "@/db/seed/trip-world";
import type { Actor, Context } from "@/server/context";
import type { CrewDuty } from "@/server/core/crew";
import { startOfDay } from "@/server/core/local-time";
import type { ShiftKind } from "@/server/core/shift";
import type { VehicleClass } from "@/server/core/vehicle";
import { blindIndex, seal } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import type { PlannedSlot } from "./plan-slots";

/** A small region for the tests of dispatch: operators with vehicles on duty, bookings with slots; shared by no one else. */
export const regionId = "331000";
export const zone = "Asia/Shanghai";
/** A Monday, eight in the morning there. */
export const morning = new Date("2026-11-23T00:00:00Z");
export const day = "2026-11-23";
export const at = (hour: number): Date => new Date(startOfDay(day, zone).getTime() + hour * 3_600_000);

/** What is needed of a test file's database (server/test-database.ts). */
export interface RegionDatabase {
  pool: Pool;
  owner: Sql;
  ownerUrl: string;
}

let plates = 0;
let seats = 0;

export interface Fleet {
  orgId: string;
  vehicleId: string;
  shiftId: string;
  crewIds: string[];
  accountIds: string[];
}

export interface TestRegion {
  db: Executor;
  ctx: (actor: Actor, now?: Date) => Context;
  system: (now?: Date) => Context;
  operator: () => Promise<string>;
  fleet: (
    orgId: string,
    more?: Partial<{ kind: ShiftKind; class: VehicleClass; from: Date; until: Date; certified: boolean }>,
  ) => Promise<Fleet>;
  booking: (values?: Partial<Parameters<typeof makeBooking>[1]>) => Promise<{ id: string; guest: Actor }>;
  quote: (bookingId: string, slot: PlannedSlot, now?: Date) => Promise<string>;
  /** What `booking.confirm` writes beside the promise. */
  confirm: (bookingId: string, quoteId: string, now?: Date) => Promise<void>;
}

const duties: Record<VehicleClass, CrewDuty[]> = {
  seat: ["driver"],
  wheelchair: ["driver"],
  stretcher_basic: ["driver", "bearer"],
  stretcher_care: ["driver", "nurse"],
  monitored: ["driver", "nurse", "doctor"],
  negative_pressure: ["driver", "nurse"],
};

const sealedPlace = (column: "from" | "to") =>
  seal(
    JSON.stringify({
      facilityId: null,
      label: "某小区",
      detail: "3 幢 502 室",
      district: "椒江区",
      lat: 28.66,
      lon: 121.43,
      floor: 5,
      hasLift: false,
    }),
    `${regionId}/booking/${column}`,
  );

async function makeFleet(
  db: Executor,
  orgId: string,
  more: Parameters<TestRegion["fleet"]>[1] = {},
): Promise<Fleet> {
  plates += 1;
  const vehicleClass = more.class ?? "stretcher_basic";
  const car = await makeVehicle(db, {
    regionId,
    orgId,
    class: vehicleClass,
    plate: `浙J${String(10_000 + plates)}`,
    equipment: { main_stretcher: 1 },
    phone: "13800000000",
  });
  const crew = await Promise.all(
    duties[vehicleClass].map(async (duty) => {
      const name = `测试员${plates}${duty}`;
      const sealed = {
        nameSealed: seal(name, `${regionId}/crew_member/name`),
        nameIndex: blindIndex(regionId, "name", name),
      };
      return {
        duty,
        ...(await makeCrewMember(db, { regionId, orgId, duties: [duty], accountId: uuidv7(), ...sealed })),
      };
    }),
  );
  if (more.certified !== false) {
    await makeCertification(db, { regionId, orgId, subject: "vehicle", subjectId: car.id });
    for (const { id } of crew)
      await makeCertification(db, { regionId, orgId, subject: "crew", subjectId: id });
  }
  const shift = await makeShift(db, car, crew, {
    kind: more.kind ?? "committed",
    startsAt: more.from ?? at(7),
    endsAt: more.until ?? at(20),
  });
  return {
    orgId,
    vehicleId: car.id,
    shiftId: shift.id,
    crewIds: crew.map((it) => it.id),
    accountIds: crew.flatMap((it) => it.accountId ?? []),
  };
}

async function makeOperator(db: Executor): Promise<string> {
  const org = await makeOrganization(db, regionId, "operator");
  await makeCertification(db, { regionId, orgId: org.id, subject: "operator", subjectId: org.id });
  return org.id;
}

/** Build the region in a test database. */
export async function testRegion(database: RegionDatabase): Promise<TestRegion> {
  // A client of its own: drizzle changes how a client reads dates.
  const db: Executor = drizzle(postgres(database.ownerUrl, { max: 2, idle_timeout: 1, onnotice: () => {} }));
  await makeRegion(db, { id: regionId });
  await makeRegion(db, { id: "420112" });
  const content = seededTariff("taizhou-2025-10");
  const tariff = await makeRuleVersion(db, { regionId, kind: "tariff", code: "test-tariff", content });
  const ctx = (actor: Actor, now = morning): Context => ({
    pool: database.pool,
    now,
    actor,
    region: { id: regionId, timeZone: zone, hotline: "96120" },
  });
  const system = (now = morning) => ctx({ kind: "system", job: "test" }, now);
  return {
    db,
    ctx,
    system,
    operator: () => makeOperator(db),
    fleet: (orgId, more) => makeFleet(db, orgId, more),
    booking: async (values = {}) => {
      seats += 1;
      const row = await makeBooking(db, {
        regionId,
        fromSealed: sealedPlace("from"),
        toSealed: sealedPlace("to"),
        wantedFrom: at(9),
        wantedUntil: at(18),
        bookerPhoneSealed: seal("+8613900000000", `${regionId}/booking/booker_phone`),
        bookerPhoneIndex: `phone-${seats}`,
        ...values,
      });
      return { id: row.id, guest: guestOf(row.id, `browser-${seats}`, `address-${seats}`) };
    },
    quote: async (bookingId, slot, now = morning) => {
      const {
        shiftId,
        vehicleId,
        vehicleClass,
        operatorId,
        shiftKind,
        pickupFrom,
        pickupUntil,
        plannedPickupAt,
        plannedDropoffAt,
        confirmedBy,
      } = slot;
      const values = {
        shiftId,
        vehicleId,
        vehicleClass,
        operatorId,
        shiftKind,
        pickupFrom,
        pickupUntil,
        plannedPickupAt,
        plannedDropoffAt,
        confirmedBy,
      };
      return (
        await makeQuote(db, { regionId, bookingId, tariffVersionId: tariff.id, ...values, createdAt: now })
      ).id;
    },
    confirm: async (bookingId, quoteId, now = morning) => {
      const { promiseSlot } = await import("./promise-slot");
      await inTransaction(system(now), (tx) => promiseSlot(tx, bookingId));
      await database.owner`UPDATE booking SET confirmed_at = ${now.toISOString()} WHERE id = ${bookingId}`;
      await database.owner`UPDATE quote SET status = 'accepted', accepted_at = ${now.toISOString()} WHERE id = ${quoteId}`;
    },
  };
}

export const guestOf = (bookingId: string, browserIndex: string, addressIndex: string): Actor => ({
  kind: "guest",
  bookingId,
  link: "draft",
  manage: false,
  browserIndex,
  addressIndex,
});

export const dispatcherOf = (orgId: string): Actor => ({
  kind: "user",
  accountId: uuidv7(),
  role: "dispatcher",
  orgId,
  membershipId: null,
});
