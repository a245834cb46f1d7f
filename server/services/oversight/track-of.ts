import { and, asc, eq, gte, lte } from "drizzle-orm";
import { position } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import type { Fix } from "@/server/core/trip-history";

/** Closer together they tell an inspector nothing new. */
const thinMs = 15_000;

interface Driven {
  vehicleId: string;
  departedAt: Date | null;
  endedAt: Date | null;
}

/** Where the vehicles of some trips were from setting out until the end, in the order of time; before and after is not theirs. */
export async function trackOf(tx: Tx, trips: readonly Driven[]): Promise<Fix[]> {
  const track: Fix[] = [];
  for (const { vehicleId, departedAt, endedAt } of trips) {
    if (!departedAt) continue;
    const fixes = await tx.db
      .select({ at: position.at, lat: position.lat, lon: position.lon })
      .from(position)
      .where(
        and(
          eq(position.regionId, tx.region.id),
          eq(position.vehicleId, vehicleId),
          gte(position.at, departedAt),
          lte(position.at, endedAt ?? tx.now),
        ),
      )
      .orderBy(asc(position.at));
    for (const fix of fixes)
      if (fix.at.getTime() >= (track.at(-1)?.at.getTime() ?? 0) + thinMs) track.push(fix);
  }
  return track;
}
