import { asc, eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { region } from "@/db/schema/region";
import type { RegionContext } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";

export type Region = typeof region.$inferSelect;

/** All regions that take bookings, by code. */
export function listRegions(db: Executor): Promise<Region[]> {
  return db.select().from(region).where(eq(region.status, "active")).orderBy(asc(region.id));
}

/** One region, or not found. */
export async function getRegion(db: Executor, id: string): Promise<Region> {
  const [row] = await db.select().from(region).where(eq(region.id, id));
  if (!row) throw new DomainError("not_found", "region.not_found", { region: id });
  return row;
}

/** The part of a region that every verb needs. */
export function regionContext(row: Region): RegionContext {
  return { id: row.id, timeZone: row.timeZone, hotline: row.hotline };
}
