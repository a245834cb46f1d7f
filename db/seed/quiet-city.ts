import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { seedCertifications } from "./city/certification";
import { cityOf, daysAhead } from "./city/city";
import { crewOf, seedCrew } from "./city/crew";
import { seedFacilities } from "./city/facilities";
import { fleetOf, seedFleet } from "./city/fleet";
import { seedOrganizations } from "./city/organizations";
import { seedRegion, standardsOf } from "./city/region";
import { seedShifts, shiftsBetween } from "./city/shifts";

const regionIds = ["331000", "420112"];

/**
 * The demonstration cities before anybody asked: rules, places, vehicles, crew, papers and a week of empty committed
 * shifts. For tests that fill the plan themselves.
 */
export async function seedQuietCity(ownerUrl: string, now: Date): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await drizzle(client).transaction(async (db) => {
      await db.execute(sql`SELECT app_scope(${regionIds.join(",")}, '', 'seed', 'system', '')`);
      for (const regionId of regionIds) {
        const city = cityOf(db, regionId, now, null);
        await seedRegion(city);
        await seedOrganizations(city);
        await seedFacilities(city);
        const fleet = fleetOf(city, standardsOf(city));
        const crew = crewOf(city);
        await seedFleet(city, fleet);
        await seedCrew(city, crew);
        await seedCertifications(city, fleet, crew, new Map());
        await seedShifts(city, shiftsBetween(city, fleet, crew, 0, daysAhead));
      }
      await db.execute(sql`UPDATE shift SET kind = 'committed'`);
    });
  } finally {
    await client.end({ timeout: 5 });
  }
}
