import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { certification } from "@/db/schema/certification";
import { claim } from "@/db/schema/dispatch";
import { crewClaim, plateDirectory, shift, vehicle } from "@/db/schema/fleet";
import { trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { RetireInput, RetirementInput, VehicleRef } from "@/server/core/fleet-input";
import { localDay, startOfDay } from "@/server/core/local-time";
import { wake } from "@/server/live";
import { actingOrg, asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { bumpPlansOf } from "./plans";

type VehicleRow = typeof vehicle.$inferSelect;

/** What stands against a retirement, and what goes with it. */
interface Retirement {
  /** Patients promised on the vehicle from that day on; a booking that waits for an answer has no trip yet. */
  promised: { bookingNumber: string; pickupAt: Date; tripId: string | null }[];
  /** Shifts from that day on that nobody is promised on: they fall away. */
  emptyShifts: number;
}

async function ownVehicle(tx: Tx, vehicleId: string): Promise<VehicleRow> {
  const orgId = actingOrg(tx);
  const [row] = await tx.db
    .select()
    .from(vehicle)
    .where(and(eq(vehicle.regionId, tx.region.id), eq(vehicle.id, vehicleId), eq(vehicle.orgId, orgId)))
    .for("update");
  if (!row) throw new DomainError("not_found", "vehicle.not_found");
  return row;
}

/** Claims hide from operators: what is told of them is a number and a time, and only of the own vehicle. */
function promisedFrom(tx: Tx, vehicleId: string, from: Date): Promise<Retirement["promised"]> {
  const pickupAt = sql<Date>`min(lower(${claim.during}))`.mapWith((at: string) => new Date(at));
  return asPlatform(tx, (p) =>
    p.db
      .select({ bookingNumber: booking.number, pickupAt, tripId: trip.id })
      .from(claim)
      .innerJoin(booking, and(eq(booking.regionId, claim.regionId), eq(booking.id, claim.bookingId)))
      .leftJoin(trip, and(eq(trip.regionId, claim.regionId), eq(trip.bookingId, claim.bookingId)))
      .where(
        and(
          eq(claim.regionId, tx.region.id),
          eq(claim.vehicleId, vehicleId),
          sql`upper(${claim.during}) > ${from.toISOString()}::timestamptz`,
        ),
      )
      .groupBy(booking.number, trip.id)
      .orderBy(asc(pickupAt)),
  );
}

/** Planned shifts that reach into the day, locked so that no slot is sold on them meanwhile. */
function shiftsFrom(tx: Tx, vehicleId: string, from: Date) {
  return tx.db
    .select({
      id: shift.id,
      startsAt: shift.startsAt,
      stops: sql<number>`jsonb_array_length(${shift.route})`,
    })
    .from(shift)
    .where(
      and(
        eq(shift.regionId, tx.region.id),
        eq(shift.vehicleId, vehicleId),
        eq(shift.status, "planned"),
        gt(shift.endsAt, from),
      ),
    )
    .orderBy(asc(shift.id))
    .for("update");
}

async function standing(tx: Tx, vehicleId: string, from: Date) {
  const shifts = await shiftsFrom(tx, vehicleId, from);
  const promised = await promisedFrom(tx, vehicleId, from);
  // A shift begun the day before that still carries somebody ends as planned; its certificate ends with the day.
  const empty = shifts.filter(({ startsAt, stops }) => startsAt >= from || stops === 0);
  return { promised, emptyIds: empty.map(({ id }) => id) };
}

/** What retiring a vehicle on a day would meet: shown before it is done. @throws DomainError not_found */
export async function previewRetirement(ctx: Context, input: RetirementInput): Promise<Retirement> {
  return inTransaction(ctx, async (tx) => {
    await ownVehicle(tx, input.vehicleId);
    const from = startOfDay(input.on, tx.region.timeZone);
    const { promised, emptyIds } = await standing(tx, input.vehicleId, from);
    return { promised, emptyShifts: emptyIds.length };
  });
}

async function cancelShifts(tx: Tx, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .update(shift)
    .set({ status: "cancelled", planVersion: sql`${shift.planVersion} + 1` })
    .where(and(eq(shift.regionId, tx.region.id), inArray(shift.id, ids)));
  await tx.db
    .delete(crewClaim)
    .where(and(eq(crewClaim.regionId, tx.region.id), inArray(crewClaim.shiftId, ids)));
}

const ofVehicle = (tx: Tx, vehicleId: string) =>
  and(
    eq(certification.regionId, tx.region.id),
    eq(certification.subject, "vehicle"),
    eq(certification.subjectId, vehicleId),
  );

/** The certificate ends with the day before; answers until when it ran. */
async function endCertificate(tx: Tx, vehicleId: string, from: Date): Promise<Date | null> {
  return asPlatform(tx, async (p) => {
    const [held] = await p.db
      .select({ validUntil: certification.validUntil })
      .from(certification)
      .where(ofVehicle(tx, vehicleId));
    await p.db
      .update(certification)
      .set({ validUntil: from })
      .where(
        and(
          ofVehicle(tx, vehicleId),
          or(isNull(certification.validUntil), gt(certification.validUntil, from)),
        ),
      );
    return held?.validUntil ?? null;
  });
}

/**
 * Take a vehicle off the road for good from a day on: its certificate ends, its empty shifts fall away, and from that day
 * it is in no plan. Until then `keepVehicle` takes it back.
 * @throws DomainError conflict `fleet.promised_trips` with `count` while somebody is promised on it, `fleet.retired`;
 * bad_input `fleet.retire_past`; not_found
 */
export async function retireVehicle(ctx: Context, input: RetireInput): Promise<{ shifts: number }> {
  return inTransaction(ctx, async (tx) => {
    const row = await ownVehicle(tx, input.vehicleId);
    if (row.retiresOn !== null) throw new DomainError("conflict", "fleet.retired", { on: row.retiresOn });
    if (input.on < localDay(tx.now, tx.region.timeZone))
      throw new DomainError("bad_input", "fleet.retire_past");
    const from = startOfDay(input.on, tx.region.timeZone);
    const { promised, emptyIds } = await standing(tx, row.id, from);
    if (promised.length > 0)
      throw new DomainError("conflict", "fleet.promised_trips", { count: promised.length });
    await cancelShifts(tx, emptyIds);
    const certifiedUntil = await endCertificate(tx, row.id, from);
    await tx.db
      .update(vehicle)
      .set({ retiresOn: input.on, retireReason: input.reason, certifiedUntil })
      .where(and(eq(vehicle.regionId, tx.region.id), eq(vehicle.id, row.id)));
    await bumpPlansOf(tx, { vehicleId: row.id });
    const after = { on: input.on, reason: input.reason, shifts: emptyIds.length };
    await writeAudit(tx, { verb: "fleet.retireVehicle", noun: "vehicle", nounId: row.id, after });
    if (from <= tx.now) await leaveRoad(tx, row.id, row.plate);
    await wake(tx, { orgs: [row.orgId] });
    return { shifts: emptyIds.length };
  });
}

/**
 * Take a retirement back while its day has not come: the certificate runs as before; shifts are planned anew.
 * @throws DomainError conflict `fleet.not_retiring`; not_found
 */
export async function keepVehicle(ctx: Context, { vehicleId }: VehicleRef): Promise<{ vehicleId: string }> {
  return inTransaction(ctx, async (tx) => {
    const row = await ownVehicle(tx, vehicleId);
    if (
      row.retiresOn === null ||
      row.status === "retired" ||
      startOfDay(row.retiresOn, tx.region.timeZone) <= tx.now
    )
      throw new DomainError("conflict", "fleet.not_retiring");
    await tx.db
      .update(vehicle)
      .set({ retiresOn: null, retireReason: null, certifiedUntil: null })
      .where(and(eq(vehicle.regionId, tx.region.id), eq(vehicle.id, row.id)));
    const from = startOfDay(row.retiresOn, tx.region.timeZone);
    // Only an end that the retirement set: what the regulator decided meanwhile stands.
    await asPlatform(tx, (p) =>
      p.db
        .update(certification)
        .set({ validUntil: row.certifiedUntil })
        .where(and(ofVehicle(tx, row.id), eq(certification.validUntil, from))),
    );
    await bumpPlansOf(tx, { vehicleId: row.id });
    const before = { on: row.retiresOn, reason: row.retireReason };
    await writeAudit(tx, { verb: "fleet.keepVehicle", noun: "vehicle", nounId: row.id, before });
    await wake(tx, { orgs: [row.orgId] });
    return { vehicleId: row.id };
  });
}

/** Its day has come: the vehicle counts no more, and its plate is free for whoever registers it next. */
async function leaveRoad(tx: Tx, id: string, plate: string): Promise<void> {
  await tx.db
    .update(vehicle)
    .set({ status: "retired" })
    .where(and(eq(vehicle.regionId, tx.region.id), eq(vehicle.id, id), eq(vehicle.status, "active")));
  await tx.db
    .delete(plateDirectory)
    .where(and(eq(plateDirectory.plate, plate), eq(plateDirectory.vehicleId, id)));
}

/** The round that no job starts: vehicles whose day has come leave the road. Safe to repeat. */
export async function sweepRetired(ctx: Context): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const due = await tx.db
      .select({ id: vehicle.id, plate: vehicle.plate, orgId: vehicle.orgId })
      .from(vehicle)
      .where(
        and(
          eq(vehicle.regionId, tx.region.id),
          eq(vehicle.status, "active"),
          isNotNull(vehicle.retiresOn),
          lte(vehicle.retiresOn, localDay(tx.now, tx.region.timeZone)),
        ),
      )
      .for("update");
    for (const row of due) {
      await leaveRoad(tx, row.id, row.plate);
      await bumpPlansOf(tx, { vehicleId: row.id });
      await writeAudit(tx, { verb: "fleet.retired", noun: "vehicle", nounId: row.id });
    }
    if (due.length > 0) await wake(tx, { orgs: [...new Set(due.map(({ orgId }) => orgId))] });
    return due.length;
  });
}
