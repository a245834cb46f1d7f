import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { facility } from "@/db/schema/facility";
import { position } from "@/db/schema/trip";
import { makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Context } from "@/server/context";
import { findingList } from "@/server/core/finding-input";
import { seal } from "@/server/gateways/vault";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { listFindings } from "./list";
import { detectDue } from "./round";

const hospital = { lat: 28.66, lon: 121.43 };
const hourMs = 3_600_000;
let database: TestDatabase;
let world: OperatorWorld;

beforeAll(async () => {
  database = await testDatabase();
  world = await makeOperatorWorld(database.owner, seal, new Date("2026-11-30T07:00:00Z"));
  await world.db.insert(facility).values({
    ...hospital,
    regionId: world.regionId,
    id: uuidv7(),
    kind: "hospital",
    nameZh: "测试医院",
    nameEn: "Test hospital",
    pinyin: "ceshiyiyuan",
    initials: "csyy",
    district: "331002",
    address: "测试路 1 号",
    createdAt: new Date("2026-01-01T00:00:00Z"),
  });
});
afterAll(() => database.close());

/** Ten in the morning of a day in China, and hours later. */
const on = (day: string, hours: number) => Date.parse(`${day}T02:00:00Z`) + hours * hourMs;
const at = (day: string): Context => ({
  pool: database.pool,
  actor: { kind: "system", job: "detect" },
  now: new Date(`${day}T20:00:00Z`),
  region: { id: world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
});
const patterns = async (day: string) =>
  (await listFindings(at(day), findingList.parse({ kind: "off_platform" }))).rows;

/** From the hospital's door to somewhere else, five minutes at each end, as the device tells it. */
async function ride(day: string, hour: number, to: { lat: number; lon: number }) {
  const stands = [
    ...[0, 2, 4, 6].map((it) => [it, hospital] as const),
    ...[30, 32, 34, 36].map((it) => [it, to] as const),
  ];
  await world.db.insert(position).values(
    stands.map(([minute, place]) => ({
      ...place,
      regionId: world.regionId,
      at: new Date(on(day, hour) + minute * 60_000),
      vehicleId: world.vehicle.id,
      shiftId: world.shift.id,
      accuracyMetres: 9,
      viewerOrgs: [world.operator.id],
      viewerUsers: [],
    })),
  );
}
const village = (number: number) => ({ lat: 28.75 + number * 0.05, lon: 121.2 });

it("counts rides that a device without a net told a day late, also those of a month that is over", async () => {
  await ride("2026-11-28", 0, village(1));
  await ride("2026-11-28", 2, village(2));
  await detectDue(at("2026-11-28"));
  await ride("2026-11-28", 4, village(3));
  await detectDue(at("2026-11-29"));
  await detectDue(at("2026-11-30"));
  expect(await patterns("2026-11-30")).toEqual([]);
  await ride("2026-11-30", 0, village(4));
  await detectDue(at("2026-12-01"));
  expect(await patterns("2026-12-01")).toMatchObject([
    { how: "unbooked_rides", figures: { rides: 4, places: 4 } },
  ]);
});
