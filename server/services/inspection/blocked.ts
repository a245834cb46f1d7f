import { and, asc, eq, exists, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { shift, vehicle } from "@/db/schema/fleet";
import { vehicleDefect } from "@/db/schema/inspection";
import { trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { inspectionRule, isBlockedNow } from "@/server/core/inspection";
import { dayOf } from "@/server/core/standard/day";
import { asPlatform, inTransaction } from "@/server/scope";
import { replanShift } from "@/server/services/dispatch/replan";
import { findInForce } from "@/server/services/rule";

/** Planned shifts, not over, that an open fault of their vehicle keeps off the road by the rule in force. Acts as the platform. */
export async function blockedShifts(p: Tx, vehicleId?: string): Promise<string[]> {
  const standards = await findInForce(p, "standard");
  if (!standards) return [];
  const hindered = p.db
    .select({ one: sql`1` })
    .from(vehicleDefect)
    .where(
      and(
        eq(vehicleDefect.regionId, shift.regionId),
        eq(vehicleDefect.vehicleId, shift.vehicleId),
        eq(vehicleDefect.status, "open"),
        eq(vehicleDefect.blocks, true),
      ),
    );
  const rows = await p.db
    .select({ id: shift.id, startsAt: shift.startsAt, vehicleClass: vehicle.class })
    .from(shift)
    .innerJoin(vehicle, and(eq(vehicle.regionId, shift.regionId), eq(vehicle.id, shift.vehicleId)))
    .where(
      and(
        eq(shift.regionId, p.region.id),
        eq(shift.status, "planned"),
        gt(shift.endsAt, p.now),
        vehicleId ? eq(shift.vehicleId, vehicleId) : undefined,
        exists(hindered),
      ),
    )
    .orderBy(asc(shift.id));
  const { rules, timeZone } = standards.content;
  const day = dayOf(p.now.getTime(), timeZone);
  return rows.flatMap(({ id, startsAt, vehicleClass }) => {
    const rule = inspectionRule(rules, vehicleClass, day);
    return rule && isBlockedNow(startsAt, p.now, rule.requirement.blocksHoursAhead) ? [id] : [];
  });
}

/** Of some shifts those that bookings wait on whose trip has not begun, with how many. */
export async function waitingOn(p: Tx, shiftIds: readonly string[]): Promise<Map<string, number>> {
  if (shiftIds.length === 0) return new Map();
  const rows = await p.db
    .select({ id: shift.id, route: shift.route })
    .from(shift)
    .where(and(eq(shift.regionId, p.region.id), inArray(shift.id, [...shiftIds])));
  const ids = [...new Set(rows.flatMap(({ route }) => route.map((stop) => stop.bookingId)))];
  if (ids.length === 0) return new Map();
  const waiting = await p.db
    .select({ id: booking.id })
    .from(booking)
    .leftJoin(trip, and(eq(trip.regionId, booking.regionId), eq(trip.bookingId, booking.id)))
    .where(
      and(
        eq(booking.regionId, p.region.id),
        inArray(booking.id, ids),
        isNull(booking.cancelledAt),
        or(isNull(trip.status), eq(trip.status, "assigned")),
      ),
    );
  const isWaiting = new Set(waiting.map(({ id }) => id));
  const counted = rows.map(({ id, route }) => {
    const own = new Set(route.map((stop) => stop.bookingId).filter((it) => isWaiting.has(it)));
    return [id, own.size] as const;
  });
  return new Map(counted.filter(([, count]) => count > 0));
}

/**
 * Plan anew what shifts were to carry that a fault keeps off the road: their promises stand, other vehicles are looked for. With
 * a vehicle all of its blocked shifts, else those of the region that bookings still wait on: a shift may come near enough while
 * the fault is open. Done again it finds nothing left to move. Answers how many bookings were moved.
 */
export async function replanBlocked(ctx: Context, vehicleId?: string): Promise<number> {
  const due = await inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      const blocked = await blockedShifts(p, vehicleId);
      return vehicleId ? blocked : [...(await waitingOn(p, blocked)).keys()];
    }),
  );
  let moved = 0;
  for (const shiftId of due) moved += (await replanShift(ctx, { shiftId }, "inspection:fault")).length;
  return moved;
}
