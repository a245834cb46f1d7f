import { and, eq, inArray } from "drizzle-orm";
import { shift } from "@/db/schema/fleet";
import type { Tx } from "@/server/context";
import { leaveBy } from "@/server/core/arrival";
import type { Point } from "@/server/core/geography";
import { localDay } from "@/server/core/local-time";
import { delayAt, estimateLeg, roadClock } from "@/server/core/road-estimate";
import type { RouteStop } from "@/server/core/shift";
import { bandOfHour } from "@/server/core/travel-correction";
import { estimateLaw } from "@/server/core/travel-times";
import { asPlatform } from "@/server/scope";
import { planSettings } from "@/server/services/plan/settings";
import { travelOfDay } from "@/server/services/plan/travel";
import type { TripRow } from "./load";
import type { Promised } from "./promise";

/** Where the vehicle comes from: the stop before the pickup on its route, else its base. */
function comesFrom(row: { route: RouteStop[]; baseLat: number; baseLon: number }, bookingId: string): Point {
  const at = row.route.findIndex((stop) => stop.bookingId === bookingId && stop.kind === "pickup");
  const { lat, lon } = row.route[at - 1] ?? { lat: row.baseLat, lon: row.baseLon };
  return { lat, lon };
}

async function routesOf(tx: Tx, shiftIds: string[]) {
  const rows = await tx.db
    .select({ id: shift.id, route: shift.route, baseLat: shift.baseLat, baseLon: shift.baseLon })
    .from(shift)
    .where(and(eq(shift.regionId, tx.region.id), inArray(shift.id, shiftIds)));
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * When crews should set out at the latest for trips that wait for them, by booking. Nothing for a trip that has begun or
 * that nothing was promised for. By the built-in estimate at the hour, corrected by what was learnt.
 */
export async function departuresOf(
  tx: Tx,
  rows: readonly TripRow[],
  promises: ReadonlyMap<string, Promised>,
): Promise<Map<string, Date>> {
  const waiting = rows.filter((row) => row.status === "assigned" && promises.has(row.bookingId));
  if (waiting.length === 0) return new Map();
  return asPlatform(tx, async (p) => {
    const routes = await routesOf(p, [...new Set(waiting.map((row) => row.shiftId))]);
    const { settings } = await planSettings(p);
    const { travel } = await travelOfDay(p, settings, localDay(p.now, p.region.timeZone));
    return new Map(
      waiting.flatMap((row) => {
        const route = routes.get(row.shiftId);
        const told = promises.get(row.bookingId);
        const to = route?.route.find((stop) => stop.bookingId === row.bookingId && stop.kind === "pickup");
        if (!route || !told || !to) return [];
        const from = comesFrom(route, row.bookingId);
        const [pickupFrom, pickupUntil] = [told.pickupFrom.getTime(), told.pickupUntil.getTime()];
        const { roads } = settings;
        const estimateSeconds = estimateLeg(from, to, roads, delayAt(roads, pickupFrom)).seconds;
        const law = estimateLaw(travel, from, to, bandOfHour(roadClock(roads, pickupFrom).hour));
        return [
          [row.bookingId, new Date(leaveBy({ pickupFrom, pickupUntil, estimateSeconds, law }))] as const,
        ];
      }),
    );
  });
}
