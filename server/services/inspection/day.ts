import { and, asc, eq, gt, inArray, lt } from "drizzle-orm";
import { shift, vehicle } from "@/db/schema/fleet";
import type { Context } from "@/server/context";
import { addDays, localDay, startOfDay } from "@/server/core/local-time";
import { actingOrg, inTransaction } from "@/server/scope";
import { findInForce } from "@/server/services/rule";
import { evaluateShifts } from "@/server/services/standard/shift-inspection";
import { faultsSince } from "./faults";
import { lastInspections, readable } from "./history";
import { stateOf } from "./own";

/** Signed faults stay on the page for so many days. */
const signedDays = 30;

/**
 * The acting operator's shifts at work on a day (today when not said) with how their inspections stand, what was found, and the
 * faults that are open or were signed lately, with the vehicle's plate.
 */
export async function inspectionsOfDay(ctx: Context, input: { day?: string | undefined }) {
  const orgId = actingOrg(ctx);
  return inTransaction(ctx, async (tx) => {
    const { timeZone, id: region } = tx.region;
    const today = localDay(tx.now, timeZone);
    const day = input.day ?? today;
    const from = startOfDay(day, timeZone);
    const until = startOfDay(addDays(day, 1), timeZone);
    const shifts = await tx.db
      .select({
        id: shift.id,
        vehicleId: shift.vehicleId,
        startsAt: shift.startsAt,
        endsAt: shift.endsAt,
        plate: vehicle.plate,
        vehicleClass: vehicle.class,
      })
      .from(shift)
      .innerJoin(vehicle, and(eq(vehicle.regionId, shift.regionId), eq(vehicle.id, shift.vehicleId)))
      .where(
        and(
          eq(shift.regionId, region),
          eq(shift.orgId, orgId),
          eq(shift.status, "planned"),
          lt(shift.startsAt, until),
          gt(shift.endsAt, from),
        ),
      )
      .orderBy(asc(shift.startsAt), asc(vehicle.plate));
    const standards = await findInForce(tx, "standard");
    // A day that is over is looked at as of its end: what was missing then is missing for good.
    const at = until < tx.now ? until : tx.now;
    const evaluated = standards
      ? await evaluateShifts(tx, standards.content, shifts, at, true)
      : new Map<string, never>();
    const last = await lastInspections(
      tx,
      inArray(
        shift.id,
        shifts.map((it) => it.id),
      ),
    );
    const read = new Map((await readable(tx, [...last.values()])).map((it) => [it.shiftId, it]));
    const cars = await tx.db
      .select({ id: vehicle.id, plate: vehicle.plate })
      .from(vehicle)
      .where(and(eq(vehicle.regionId, region), eq(vehicle.orgId, orgId)));
    const plates = new Map(cars.map(({ id, plate }) => [id, plate]));
    const faults = (await faultsSince(tx, signedDays)).filter(({ vehicleId }) => plates.has(vehicleId));
    return {
      day,
      today,
      shifts: shifts.map(({ id, ...row }) => ({
        shiftId: id,
        ...row,
        state: stateOf(evaluated.get(id)),
        hasBegun: row.startsAt <= tx.now,
        inspection: read.get(id) ?? null,
      })),
      faults: faults.map((it) => ({ ...it, plate: plates.get(it.vehicleId) ?? "" })),
    };
  });
}
