import { and, eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Executor } from "@/db/client";
import { ruleVersion } from "@/db/schema/rule";
import { type RegionSettings, regionSettings } from "@/server/core/region-settings";
import { seedCertifications } from "./city/certification";
import { type City, cityOf, daysAhead } from "./city/city";
import { crewOf, seedCrew } from "./city/crew";
import { seedFacilities } from "./city/facilities";
import { type FleetVehicle, fleetOf, seedFleet } from "./city/fleet";
import { seedOrganizations } from "./city/organizations";
import { seedRegion, settingsOf, standardsOf } from "./city/region";
import { seedShifts, shiftsBetween } from "./city/shifts";
import { seedTraining } from "./city/training";

const regionIds = ["331000", "420112"];

/** Everything that stands still, and empty shifts on the days from `first` to `last`, counted from the city's today. */
async function layOut(city: City, fleet: FleetVehicle[], first: number, last: number): Promise<void> {
  await seedRegion(city);
  await seedOrganizations(city);
  await seedFacilities(city);
  const crew = crewOf(city);
  await seedFleet(city, fleet);
  await seedCrew(city, crew);
  await seedTraining(city, crew, new Map());
  await seedCertifications(city, fleet, crew, new Map());
  await seedShifts(city, shiftsBetween(city, fleet, crew, first, last));
}

/** Run work as the system of some regions, in one transaction of the database's owner. */
async function asSeed(
  ownerUrl: string,
  regions: string[],
  work: (db: Executor) => Promise<void>,
): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await drizzle(client).transaction(async (db) => {
      await db.execute(sql`SELECT app_scope(${regions.join(",")}, '', 'seed', 'system', '')`);
      await work(db);
    });
  } finally {
    await client.end({ timeout: 5 });
  }
}

/**
 * The demonstration cities before anybody asked: rules, places, vehicles, crew, papers and a week of empty committed
 * shifts. For tests that fill the plan themselves.
 */
export async function seedQuietCity(ownerUrl: string, now: Date): Promise<void> {
  await asSeed(ownerUrl, regionIds, async (db) => {
    for (const regionId of regionIds) {
      const city = cityOf(db, regionId, now, null);
      await layOut(city, fleetOf(city, standardsOf(city)), 0, daysAhead);
    }
    await db.execute(sql`UPDATE shift SET kind = 'committed'`);
  });
}

/** A vehicle whose insurance outlasts the simulation: no paper lapses in the midst of it. */
function wellInsured(it: FleetVehicle): FleetVehicle {
  const { insuredDays: _, ...spec } = it.spec;
  return { ...it, spec };
}

/**
 * One region for the simulator, before anybody asked: as the quiet city, with shifts on the days from `first` to `last` of
 * the kinds that their operators gave them, the settings given in force, and papers that last.
 */
export async function seedSimulatedCity(
  ownerUrl: string,
  of: {
    regionId: string;
    now: Date;
    first: number;
    last: number;
    settings: (standing: RegionSettings) => RegionSettings;
  },
): Promise<RegionSettings> {
  let settings: RegionSettings | undefined;
  await asSeed(ownerUrl, [of.regionId], async (db) => {
    const city = cityOf(db, of.regionId, of.now, null);
    await layOut(city, fleetOf(city, standardsOf(city)).map(wellInsured), of.first, of.last);
    settings = regionSettings.parse(of.settings(settingsOf(city)));
    await db
      .update(ruleVersion)
      .set({ content: { ...settings } })
      .where(and(eq(ruleVersion.regionId, of.regionId), eq(ruleVersion.kind, "region")));
  });
  if (!settings) throw new Error("The simulated city has no settings");
  return settings;
}
