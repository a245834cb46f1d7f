import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Executor } from "@/db/client";
import { counter } from "@/db/schema/counter";
import { installation } from "@/db/schema/region";
import { seedCertifications } from "./city/certification";
import { type City, cityOf, daysAhead, daysBack } from "./city/city";
import { crewOf, seedCrew } from "./city/crew";
import { seedFacilities } from "./city/facilities";
import { fleetOf, seedFleet } from "./city/fleet";
import { seedOrganizations } from "./city/organizations";
import { seedPatients } from "./city/patients";
import { seedRegion, standardsOf } from "./city/region";
import { insertRows } from "./city/rows";
import { seedShifts, shiftsBetween } from "./city/shifts";
import { seedStaff } from "./city/staff";

const regionIds = ["331000", "420112"];
const mark = "demonstration_city";

/** Everything that stands still: the region, its rules, places, organisations, people, vehicles and papers. */
async function seedStanding(city: City): Promise<void> {
  await seedRegion(city);
  await seedOrganizations(city);
  await seedFacilities(city);
  await seedStaff(city);
  const fleet = fleetOf(city, standardsOf(city));
  const crew = crewOf(city);
  await seedFleet(city, fleet);
  await seedCrew(city, crew);
  const issued = await seedCertifications(city, fleet, crew, new Map());
  await insertRows(city.db, counter, [
    { regionId: city.regionId, kind: `marking-${city.today.slice(2, 4)}`, value: issued },
  ]);
  await seedPatients(city);
}

/** Shifts from the history's first day to a week ahead; those that are there stay as they are. */
async function topUp(city: City): Promise<void> {
  const shifts = shiftsBetween(city, fleetOf(city, standardsOf(city)), crewOf(city), -daysBack, daysAhead);
  await seedShifts(city, shifts);
}

async function seedAll(db: Executor, now: Date): Promise<void> {
  // Policies hold for an owner that is no superuser, too: the seed acts as the system of both regions.
  await db.execute(sql`SELECT app_scope(${regionIds.join(",")}, '', 'seed', 'system', '')`);
  const cities = regionIds.map((regionId) => cityOf(db, regionId, now));
  const [seeded] = await db.select().from(installation).where(eq(installation.key, mark));
  if (!seeded) {
    for (const city of cities) await seedStanding(city);
    await insertRows(db, installation, [{ key: mark, value: now.toISOString(), writtenAt: now }]);
  }
  for (const city of cities) await topUp(city);
}

/**
 * The demonstration cities: everything at the first start, shifts up to a week ahead at every start. All dates count
 * from `now`; a second run the same day changes nothing. One transaction: a seed that fails leaves an empty database.
 */
export async function seedCity(ownerUrl: string, now: Date): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await drizzle(client).transaction((tx) => seedAll(tx, now));
  } finally {
    await client.end({ timeout: 5 });
  }
}
