import { drizzle } from "drizzle-orm/postgres-js";
import type { Sql } from "postgres";
import { v7 as uuidv7 } from "uuid";
import { file } from "@/db/schema/file";
import { trip } from "@/db/schema/trip";
import type { TripFacts } from "@/server/core/tariff/facts";
import { priceTrip } from "@/server/core/tariff/price";
import { type Tariff, tariff as tariffShape } from "@/server/core/tariff/rules";
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
} from "./factories";
import rules from "./rules/tariffs.json";

/** How the server seals a value (gateways/vault), given by the caller since the seed does not import the server's gateways. */
export type Seal = (plain: string, context: string) => string;

const at = (minutes: number, from: Date) => new Date(from.getTime() + minutes * 60_000);

/** A published tariff of the seed by its id. */
export function seededTariff(id: string): Tariff {
  return tariffShape.parse(rules.tariffs.find((row) => row.id === id));
}

/** A region with an operator at work: a certified vehicle on shift with one driver, a tariff in force. */
export async function makeOperatorWorld(
  owner: Sql,
  seal: Seal,
  now: Date,
  options: { regionId?: string; tariffId?: string } = {},
) {
  const db = drizzle(owner);
  const regionId = options.regionId ?? "331000";
  await makeRegion(db, { id: regionId });
  const regulator = await makeOrganization(db, regionId, "regulator");
  const operator = await makeOrganization(db, regionId, "operator");
  const tariff = seededTariff(options.tariffId ?? "taizhou-2025-10");
  const rule = await makeRuleVersion(db, { regionId, kind: "tariff", code: tariff.id, content: tariff });
  const vehicle = await makeVehicle(db, {
    regionId,
    orgId: operator.id,
    class: "stretcher_basic",
    plate: "浙JA1234",
    phone: "+8613800000001",
  });
  const accountId = uuidv7();
  const driver = await makeCrewMember(db, {
    regionId,
    orgId: operator.id,
    accountId,
    nameSealed: seal("陈司机", `${regionId}/crew_member/name`),
    nameIndex: uuidv7(),
    duties: ["driver"],
  });
  const shift = await makeShift(db, { ...vehicle, regionId }, [{ id: driver.id, duty: "driver" }], {
    startsAt: at(-240, now),
    endsAt: at(480, now),
  });
  const subjects = [
    { subject: "operator", subjectId: operator.id },
    { subject: "vehicle", subjectId: vehicle.id },
    { subject: "crew", subjectId: driver.id },
  ] as const;
  for (const each of subjects) await makeCertification(db, { regionId, orgId: operator.id, ...each });
  return { db, regionId, regulator, operator, tariff, rule, vehicle, driver, accountId, shift, now };
}
export type OperatorWorld = Awaited<ReturnType<typeof makeOperatorWorld>>;

async function makeConfirmedBooking(
  world: OperatorWorld,
  seal: Seal,
  seen: { viewerOrgs: string[]; viewerUsers: string[] },
) {
  const { db, regionId, now } = world;
  const place = (label: string, lat: number, lon: number) =>
    JSON.stringify({
      facilityId: null,
      label,
      detail: "3 号楼 201",
      district: "331002",
      lat,
      lon,
      floor: 2,
      hasLift: false,
    });
  const sealed = (column: string, value: string) => seal(value, `${regionId}/booking/${column}`);
  return makeBooking(db, {
    ...seen,
    regionId,
    fromSealed: sealed("from", place("椒江区某小区", 28.66, 121.43)),
    toSealed: sealed("to", place("黄岩区某小区", 28.65, 121.27)),
    patientNameSealed: sealed("patient_name", "张三丰"),
    bookerNameSealed: sealed("booker_name", "张无忌"),
    bookerPhoneSealed: sealed("booker_phone", "+8613912345678"),
    bookerEmailSealed: sealed("booker_email", "zhang@example.com"),
    wantedFrom: now,
    wantedUntil: at(240, now),
    confirmedAt: at(-60, now),
  });
}

/** A confirmed booking with its accepted quote and its trip, assigned to the world's shift. The boarding code is 4711. */
export async function makeAssignedTrip(
  world: OperatorWorld,
  seal: Seal,
  facts: TripFacts = { zone: "in_city", patientKm: 18 },
) {
  const { db, regionId, now, operator, vehicle, shift, driver, accountId, tariff, rule } = world;
  const seen = { viewerOrgs: [operator.id], viewerUsers: [accountId] };
  const booking = await makeConfirmedBooking(world, seal, seen);
  const priced = priceTrip(tariff, facts);
  const times = { plannedPickupAt: at(10, now), plannedDropoffAt: at(50, now) };
  const quote = await makeQuote(db, {
    ...seen,
    ...times,
    regionId,
    bookingId: booking.id,
    tariffVersionId: rule.id,
    status: "accepted",
    facts,
    lines: priced.lines,
    totalFen: priced.totalFen,
    shiftId: shift.id,
    vehicleId: vehicle.id,
    operatorId: operator.id,
    vehicleClass: vehicle.class,
    shiftKind: "committed",
    pickupFrom: now,
    pickupUntil: at(30, now),
    createdAt: at(-70, now),
    acceptedAt: at(-60, now),
  });
  const row = {
    ...seen,
    ...times,
    regionId,
    id: uuidv7(),
    bookingId: booking.id,
    orgId: operator.id,
    shiftId: shift.id,
    vehicleId: vehicle.id,
    plate: vehicle.plate,
    vehiclePhone: "+8613800000001",
    crew: [{ crewId: driver.id, accountId, nameSealed: driver.nameSealed, duty: "driver" }],
    boardingCodeSealed: seal("4711", `${regionId}/trip/boarding_code`),
    createdAt: at(-50, now),
  };
  await db.insert(trip).values(row);
  return { booking, quote, trip: row, seen };
}

/** A kept file that a record can point at; its bytes are not in the store. */
export async function makeFile(
  world: OperatorWorld,
  bookingId: string,
  purpose: (typeof file.$inferInsert)["purpose"],
  extraId: string | null = null,
) {
  const id = uuidv7();
  await world.db.insert(file).values({
    regionId: world.regionId,
    id,
    sha256: id.replaceAll("-", "").padEnd(64, "0"),
    contentType: "image/png",
    bytes: 1_000,
    purpose,
    bookingId,
    extraId,
    uploadedBy: "test",
    createdAt: world.now,
    viewerOrgs: [world.operator.id],
    viewerUsers: [],
  });
  return id;
}
