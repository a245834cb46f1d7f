import { and, eq, gt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Executor } from "@/db/client";
import { counter } from "@/db/schema/counter";
import { shift } from "@/db/schema/fleet";
import { installation } from "@/db/schema/region";
import { addDays, localDay } from "@/server/core/local-time";
import { daysBetween } from "@/server/core/standard/day";
import { seedCertifications } from "./city/certification";
import { type City, cityOf, dayAt, daysAhead, daysBack, momentOf } from "./city/city";
import { crewOf, seedCrew } from "./city/crew";
import { seedFacilities } from "./city/facilities";
import { drawSignatures, seedPaperFiles } from "./city/files";
import { fleetOf, seedFleet } from "./city/fleet";
import { writeHarvest } from "./city/harvest";
import { live } from "./city/history";
import { seedInspections } from "./city/inspections";
import { seedContracts } from "./city/insurance";
import { openNumbers } from "./city/numbers";
import { seedOrganizations } from "./city/organizations";
import { seedPatients } from "./city/patients";
import { seedRegion, standardsOf } from "./city/region";
import { drawReliefPapers } from "./city/relief";
import { insertRows } from "./city/rows";
import { type SeedShift, seedShifts, shiftsBetween } from "./city/shifts";
import { seedStaff } from "./city/staff";
import { seedTraining } from "./city/training";

const regionIds = ["331000", "420112"];
/** "first start/last day planned": `installation` remembers it between starts. */
const mark = "demonstration_days";

/** Everything that stands still: the region, its rules, places, organisations, people, vehicles and papers. */
async function seedStanding(city: City): Promise<void> {
  await seedRegion(city);
  await seedOrganizations(city);
  await seedContracts(city);
  await seedFacilities(city);
  await seedStaff(city);
  const fleet = fleetOf(city, standardsOf(city));
  const crew = crewOf(city);
  await seedFleet(city, fleet);
  await seedCrew(city, crew);
  const papers = await seedPaperFiles(city);
  await seedTraining(city, crew, papers);
  const issued = await seedCertifications(city, fleet, crew, papers);
  const kind = `marking-${city.today.slice(2, 4)}`;
  await insertRows(city.db, counter, [{ regionId: city.regionId, kind, value: issued }]);
  await seedPatients(city);
}

/** The seed's shifts of some days, but for vehicles that somebody has given another shift meanwhile. */
async function freshShifts(city: City, first: number, last: number): Promise<SeedShift[]> {
  const wanted = shiftsBetween(city, fleetOf(city, standardsOf(city)), crewOf(city), first, last);
  const taken = await city.db
    .select({ vehicleId: shift.vehicleId, startsAt: shift.startsAt, endsAt: shift.endsAt })
    .from(shift)
    .where(
      and(
        eq(shift.regionId, city.regionId),
        eq(shift.status, "planned"),
        gt(shift.endsAt, momentOf(city, dayAt(city, first), "00:00")),
      ),
    );
  return wanted.filter(
    ({ row }) =>
      !taken.some(
        (it) => it.vehicleId === row.vehicleId && it.startsAt < row.endsAt && it.endsAt > row.startsAt,
      ),
  );
}

/** Live through some days and write them: shifts with their routes, then everything that happened. */
async function seedDays(city: City, first: number, last: number): Promise<void> {
  const shifts = await freshShifts(city, first, last);
  const numbers = await openNumbers(city);
  const rows = live(city, shifts, { first, last }, numbers, await drawSignatures());
  await seedShifts(city, shifts);
  await drawReliefPapers(rows);
  await writeHarvest(city, rows);
  await numbers.save();
}

/** The days of the first start and of the last shifts planned, null at the first start. */
async function plannedDays(db: Executor): Promise<{ from: string; until: string } | null> {
  const [seeded] = await db.select().from(installation).where(eq(installation.key, mark));
  const [from, until] = seeded?.value.split("/") ?? [];
  return from && until ? { from, until } : null;
}

async function seedAll(db: Executor, now: Date): Promise<void> {
  // Policies hold for an owner that is no superuser, too: the seed acts as the system of both regions.
  await db.execute(sql`SELECT app_scope(${regionIds.join(",")}, '', 'seed', 'system', '')`);
  const planned = await plannedDays(db);
  const cities = regionIds.map((regionId) => cityOf(db, regionId, now, planned?.from ?? null));
  for (const city of cities) {
    if (!planned) await seedStanding(city);
    const first = planned ? Math.max(1, daysBetween(city.today, planned.until) + 1) : -daysBack;
    if (first <= daysAhead) await seedDays(city, first, daysAhead);
    await seedInspections(city, momentOf(city, dayAt(city, planned ? -1 : -daysBack), "00:00"));
  }
  const today = localDay(now, "Asia/Shanghai");
  const value = `${planned?.from ?? today}/${addDays(today, daysAhead)}`;
  if (planned && planned.until >= addDays(today, daysAhead)) return;
  const row = { key: mark, value, writtenAt: now };
  await db
    .insert(installation)
    .values(row)
    .onConflictDoUpdate({ target: installation.key, set: { value, writtenAt: now } });
}

/**
 * The demonstration cities: everything at the first start, shifts up to a week ahead at every start. All dates count
 * from `now`; a second run the same day changes nothing. One transaction: a seed that fails leaves an empty database.
 */
export async function seedCity(ownerUrl: string, now: Date): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await drizzle(client).transaction((tx) => seedAll(tx, now));
    // The planner knows nothing yet of what was just written, and would take minutes for a month's audit.
    await client.unsafe("ANALYZE");
  } finally {
    await client.end({ timeout: 5 });
  }
}
