import { and, desc, eq, inArray } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { booking } from "@/db/schema/booking";
import { shift, vehicle } from "@/db/schema/fleet";
import { planRepair } from "@/db/schema/plan";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { RepairAsked } from "@/server/core/plan-repair";
import { enqueue } from "@/server/queue";
import { actingOrg, asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { findRepair, markRepair } from "./find-repair";

/** The own planned shift that is not over. */
async function ownShift(tx: Tx, shiftId: string) {
  const [row] = await tx.db
    .select()
    .from(shift)
    .where(
      and(
        eq(shift.regionId, tx.region.id),
        eq(shift.id, shiftId),
        eq(shift.orgId, actingOrg(tx)),
        eq(shift.status, "planned"),
      ),
    );
  if (!row || row.endsAt <= tx.now) throw new DomainError("not_found", "fleet.shift_not_found");
  return row;
}

/**
 * Say that a vehicle or its crew fails from now on, and have the options worked out; nothing changes before one is taken.
 * @throws DomainError not_found `fleet.shift_not_found`; bad_input `repair.until_past`
 */
export async function askRepair(ctx: Context, input: RepairAsked): Promise<{ repairId: string }> {
  return inTransaction(ctx, async (tx) => {
    const row = await ownShift(tx, input.shiftId);
    if (input.until && input.until <= tx.now) throw new DomainError("bad_input", "repair.until_past");
    const repairId = uuidv7();
    await tx.db.insert(planRepair).values({
      regionId: tx.region.id,
      id: repairId,
      orgId: row.orgId,
      shiftId: row.id,
      reason: input.reason,
      outUntil: input.until && input.until < row.endsAt ? input.until : null,
      askedBy: tx.actor.kind === "user" ? tx.actor.accountId : row.orgId,
      createdAt: tx.now,
    });
    const { reason, until } = input;
    await writeAudit(tx, {
      verb: "repair.ask",
      noun: "repair",
      nounId: repairId,
      after: { shiftId: row.id, reason, until: until?.toISOString() ?? null },
    });
    await enqueue(tx.db, "work-out-repair", { regionId: tx.region.id, repairId });
    return { repairId };
  });
}

/** Leave everything as it is. @throws DomainError conflict `repair.answered` */
export async function leaveRepair(ctx: Context, input: { repairId: string }): Promise<{ repairId: string }> {
  return inTransaction(ctx, async (tx) => {
    const row = await findRepair(tx, input.repairId);
    const left = { status: "left" as const, answeredAt: tx.now };
    const open = row.status === "ready" || row.status === "asked";
    if (!open || !(await markRepair(tx, row.id, row.status, left)))
      throw new DomainError("conflict", "repair.answered");
    await writeAudit(tx, { verb: "repair.leave", noun: "repair", nounId: row.id });
    return { repairId: row.id };
  });
}

/**
 * A repair with its options in the operator's words: booking numbers of its own trips, plates of its own vehicles, instants.
 * @throws DomainError not_found
 */
export async function getRepair(ctx: Context, input: { repairId: string }) {
  return inTransaction(ctx, async (tx) => {
    const { preview, ...row } = await findRepair(tx, input.repairId);
    const plates = await tx.db
      .select({ id: shift.id, plate: vehicle.plate })
      .from(shift)
      .innerJoin(vehicle, and(eq(vehicle.regionId, shift.regionId), eq(vehicle.id, shift.vehicleId)))
      .where(and(eq(shift.regionId, tx.region.id), eq(shift.orgId, row.orgId)))
      .orderBy(desc(shift.startsAt))
      .limit(2_000);
    const plateOf = new Map(plates.map((it) => [it.id, it.plate]));
    const about = {
      id: row.id,
      status: row.status,
      reason: row.reason,
      outUntil: row.outUntil,
      chosen: row.chosen,
    };
    const head = { ...about, plate: plateOf.get(row.shiftId) ?? "" };
    if (!preview) return { ...head, preview: null };
    const named = [
      ...preview.ours,
      ...preview.underWay,
      ...preview.options.flatMap((it) => it.promises.map((moved) => moved.requestId)),
    ];
    // Its own trips all of them; an operator meets its bookings through its trips.
    const rows =
      named.length === 0
        ? []
        : await asPlatform(tx, (p) =>
            p.db
              .select({ id: booking.id, number: booking.number })
              .from(booking)
              .where(and(eq(booking.regionId, p.region.id), inArray(booking.id, named))),
          );
    const numberOf = new Map(rows.map((it) => [it.id, it.number]));
    const at = (seconds: number) => new Date(preview.epochMs + seconds * 1000);
    const number = (id: string) => numberOf.get(id) ?? "";
    return {
      ...head,
      preview: {
        underWay: preview.underWay.map(number),
        trips: preview.ours.length,
        /** Slots sold or held and not accepted yet: the platform looks for another vehicle. */
        reserved: preview.displaced.length - preview.ours.length,
        options: preview.options.map(({ kind, moves, promises, unplaced, addedCostFen }) => ({
          kind,
          addedCostFen,
          moves: moves.map((it) => ({
            bookingId: it.requestId,
            number: number(it.requestId),
            plate: plateOf.get(it.toShiftId) ?? "",
            pickupAt: at(it.pickupSeconds),
          })),
          promises: promises.map((it) => ({
            bookingId: it.requestId,
            number: number(it.requestId),
            before: { from: at(it.before.fromSeconds), until: at(it.before.toSeconds) },
            after: { from: at(it.after.fromSeconds), until: at(it.after.toSeconds) },
            byMinutes: Math.round((it.after.toSeconds - it.before.toSeconds) / 60),
          })),
          unplaced: unplaced.map((it) => ({
            bookingId: it.requestId,
            number: number(it.requestId),
            reasons: [...new Set(it.reasons.map((reason) => reason.constraint))],
          })),
        })),
      },
    };
  });
}
