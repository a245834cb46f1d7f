import { and, eq, isNull } from "drizzle-orm";
import { trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { writeAudit } from "@/server/services/audit";
import { carrierOf } from "./create";
import { changeViewers, crewOf } from "./crew";

/** When a trip is to begin and end by the plan as it stands now. */
export interface PlannedTimes {
  bookingId: string;
  shiftId: string;
  plannedPickupAt: Date;
  plannedDropoffAt: Date;
}

const waiting = (tx: Tx, bookingId: string) =>
  and(
    eq(trip.regionId, tx.region.id),
    eq(trip.bookingId, bookingId),
    eq(trip.status, "assigned"),
    isNull(trip.departedAt),
  );

/** A waiting trip rides with another vehicle of its operator: plate, telephone and crew are that one's from now on. */
async function reassign(tx: Tx, row: typeof trip.$inferSelect, to: PlannedTimes): Promise<void> {
  const carrier = await carrierOf(tx, to.shiftId);
  if (carrier.orgId !== row.orgId) throw new DomainError("conflict", "trip.other_operator");
  const crew = await crewOf(tx, to.shiftId);
  const viewerUsers = await changeViewers(tx, row, crew);
  const { vehicleId, plate, phone: vehiclePhone } = carrier;
  await tx.db
    .update(trip)
    .set({ shiftId: to.shiftId, vehicleId, plate, vehiclePhone, crew, viewerUsers, boardingAttempts: 0 })
    .where(waiting(tx, row.bookingId));
  await writeAudit(tx, {
    verb: "trip.reassign",
    noun: "trip",
    nounId: row.id,
    bookingId: row.bookingId,
    before: { shiftId: row.shiftId, plate: row.plate },
    after: { shiftId: to.shiftId, plate },
  });
}

/**
 * Let waiting trips follow their shift's new plan: other times, and another vehicle of the same operator where it says so. A
 * trip that has begun is left alone. Answers with the bookings that changed their vehicle. Acts as the platform; the plan
 * is locked. Throws `conflict` trip.other_operator.
 */
export async function followPlan(tx: Tx, planned: readonly PlannedTimes[]): Promise<string[]> {
  const moved: string[] = [];
  for (const { bookingId, shiftId, ...times } of planned) {
    const [row] = await tx.db.select().from(trip).where(waiting(tx, bookingId));
    if (!row) continue;
    await tx.db.update(trip).set(times).where(waiting(tx, bookingId));
    if (row.shiftId === shiftId) continue;
    await reassign(tx, row, { bookingId, shiftId, ...times });
    moved.push(bookingId);
  }
  return moved;
}
