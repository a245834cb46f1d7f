import { and, asc, eq, inArray } from "drizzle-orm";
import { decision } from "@/db/schema/dispatch";
import { shift, vehicle } from "@/db/schema/fleet";
import { organization } from "@/db/schema/organization";
import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { type Explanation, explain } from "@/server/core/scheduler/explain";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { dayPlan, planDay, problemAt } from "@/server/services/plan/day";
import { loadBookings } from "@/server/services/plan/load-bookings";
import { toRequest } from "@/server/services/plan/problem";
import { findBooking } from "./find-booking";

/** What people call a shift: its vehicle and operator. */
export interface ShiftName {
  shiftId: string;
  plate: string;
  vehicleClass: string;
  operatorId: string;
  operatorZh: string;
  operatorEn: string;
}

export type DecisionView = Omit<typeof decision.$inferSelect, "regionId">;

async function shiftNames(ctx: Context, ids: string[]): Promise<ShiftName[]> {
  if (ids.length === 0) return [];
  return inTransaction(ctx, (tx) =>
    asPlatform(tx, (p) =>
      p.db
        .select({
          shiftId: shift.id,
          plate: vehicle.plate,
          vehicleClass: vehicle.class,
          operatorId: shift.orgId,
          operatorZh: organization.nameZh,
          operatorEn: organization.nameEn,
        })
        .from(shift)
        .innerJoin(vehicle, and(eq(vehicle.regionId, shift.regionId), eq(vehicle.id, shift.vehicleId)))
        .innerJoin(
          organization,
          and(eq(organization.regionId, shift.regionId), eq(organization.id, shift.orgId)),
        )
        .where(and(eq(shift.regionId, p.region.id), inArray(shift.id, ids))),
    ),
  );
}

/** Every match of a booking with all candidates and reasons, oldest first (M15, M16). Reading is audited. */
export async function listDecisions(
  ctx: Context,
  input: { bookingId: string },
): Promise<{ decisions: DecisionView[]; shifts: ShiftName[] }> {
  const rows = await inTransaction(ctx, async (tx) => {
    const row = await findBooking(tx, input.bookingId);
    await writeAudit(tx, { verb: "dispatch.decisions", noun: "booking", nounId: row.id, bookingId: row.id });
    return tx.db
      .select()
      .from(decision)
      .where(and(eq(decision.regionId, tx.region.id), eq(decision.bookingId, row.id)))
      .orderBy(asc(decision.createdAt), asc(decision.id));
  });
  const ids = rows.flatMap((row) =>
    row.candidates.flatMap((it) => (typeof it.shiftId === "string" ? [it.shiftId] : [])),
  );
  const decisions = rows.map(({ regionId: _region, ...view }) => view);
  return { decisions, shifts: await shiftNames(ctx, [...new Set(ids)]) };
}

/** Why a booking finds a vehicle now or finds none: per shift every rule it would break, and the smallest change that helps. */
export async function explainBooking(
  ctx: Context,
  input: { bookingId: string },
): Promise<{ explanation: Explanation; shifts: ShiftName[]; epoch: Date }> {
  const { facts } = await inTransaction(ctx, async (tx) => {
    const row = await findBooking(tx, input.bookingId);
    return { facts: (await asPlatform(tx, (p) => loadBookings(p, [row.id]))).get(row.id) };
  });
  if (!facts) throw new DomainError("conflict", "booking.needs_not_decided");
  const window = facts.window ?? facts.wanted;
  const day = await dayPlan(ctx, planDay(ctx, window.from), [facts.id]);
  const request = toRequest(facts, day.places, day.epochMs, window, facts.window !== null);
  const explanation = explain(problemAt(day, ctx.now), day.plan, request);
  return {
    explanation,
    shifts: await shiftNames(
      ctx,
      explanation.shifts.map((it) => it.shiftId),
    ),
    epoch: new Date(day.epochMs),
  };
}
