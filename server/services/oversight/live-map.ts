import { and, eq, gt, isNotNull, lt, sql } from "drizzle-orm";
import { shift, vehicle } from "@/db/schema/fleet";
import { organization } from "@/db/schema/organization";
import { position, trip } from "@/db/schema/trip";
import type { Context } from "@/server/context";
import { inTransaction } from "@/server/scope";

const freshMinutes = 30;

/** Vehicles on duty now with their last known place (their base where none is fresh) and what they do. */
export async function liveVehicles(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const since = new Date(tx.now.getTime() - freshMinutes * 60_000);
    const onDuty = await tx.db
      .select({
        vehicleId: vehicle.id,
        plate: vehicle.plate,
        class: vehicle.class,
        orgId: vehicle.orgId,
        operatorZh: organization.nameZh,
        operatorEn: organization.nameEn,
        baseLat: shift.baseLat,
        baseLon: shift.baseLon,
        shiftId: shift.id,
        endsAt: shift.endsAt,
      })
      .from(shift)
      .innerJoin(vehicle, and(eq(vehicle.regionId, shift.regionId), eq(vehicle.id, shift.vehicleId)))
      .innerJoin(
        organization,
        and(eq(organization.regionId, vehicle.regionId), eq(organization.id, vehicle.orgId)),
      )
      .where(
        and(
          eq(shift.regionId, tx.region.id),
          eq(shift.status, "planned"),
          lt(shift.startsAt, tx.now),
          gt(shift.endsAt, tx.now),
        ),
      )
      .orderBy(vehicle.plate);
    const last = await tx.db
      .selectDistinctOn([position.vehicleId], {
        vehicleId: position.vehicleId,
        lat: position.lat,
        lon: position.lon,
        at: position.at,
      })
      .from(position)
      .where(and(eq(position.regionId, tx.region.id), gt(position.at, since)))
      .orderBy(position.vehicleId, sql`${position.at} DESC`);
    const busy = await tx.db
      .select({ shiftId: trip.shiftId, tripId: trip.id, bookingId: trip.bookingId, status: trip.status })
      .from(trip)
      .where(and(eq(trip.regionId, tx.region.id), isNotNull(trip.departedAt), sql`${trip.endedAt} IS NULL`));
    const placeOf = new Map(last.map((row) => [row.vehicleId, row]));
    const workOf = new Map(busy.map((row) => [row.shiftId, row]));
    return onDuty.map(({ baseLat, baseLon, ...row }) => {
      const seen = placeOf.get(row.vehicleId);
      const work = workOf.get(row.shiftId);
      return {
        ...row,
        lat: seen?.lat ?? baseLat,
        lon: seen?.lon ?? baseLon,
        seenAt: seen?.at ?? null,
        status: work?.status ?? ("free" as const),
        bookingId: work?.bookingId ?? null,
      };
    });
  });
}
export type LiveVehicle = Awaited<ReturnType<typeof liveVehicles>>[number];
