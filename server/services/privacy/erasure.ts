import { and, asc, desc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { booking } from "@/db/schema/booking";
import { erasureRequest } from "@/db/schema/erasure";
import { lostRace } from "@/db/sqlstate";
import { actorName, type Context } from "@/server/context";
import type { BookingRef } from "@/server/core/booking-input";
import { DomainError } from "@/server/core/domain-error";
import { wake } from "@/server/live";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { ownBooking, viewersOf } from "@/server/services/booking/row";
import { settingsInForce } from "@/server/services/rule";
import { erasurePlan } from "./erasure-plan";

type RequestRow = typeof erasureRequest.$inferSelect;

const shown = ({ id, status, requestedAt, dueAt, decidedAt, reason }: RequestRow) => ({
  id,
  status,
  requestedAt,
  dueAt,
  decidedAt,
  reason,
});

/**
 * What an erasure of one own booking would take, what law keeps and until when, and how a request stands.
 * @throws DomainError not_found `booking.not_found`
 */
export async function previewRequest(ctx: Context, input: BookingRef) {
  return inTransaction(ctx, async (tx) => {
    const row = await ownBooking(tx, input);
    const [latest] = await tx.db
      .select()
      .from(erasureRequest)
      .where(and(eq(erasureRequest.regionId, tx.region.id), eq(erasureRequest.bookingId, row.id)))
      .orderBy(desc(erasureRequest.requestedAt))
      .limit(1);
    const { privacy } = await settingsInForce(tx);
    return {
      ...(await erasurePlan(tx, row)),
      withinDays: privacy.eraseWithinDays,
      erasedAt: row.personalErasedAt,
      request: latest ? shown(latest) : null,
    };
  });
}

/**
 * Ask that the data of one own booking be erased; a guest gives a code first. The regulator decides within the region's days.
 * @throws DomainError not_found `booking.not_found`; forbidden `booking.code_needed`; conflict `erasure.not_over`,
 * `erasure.requested`, `erasure.done`
 */
export async function requestErasure(ctx: Context, input: BookingRef): Promise<{ dueAt: Date }> {
  const work = inTransaction(ctx, async (tx) => {
    const row = await ownBooking(tx, input);
    if (tx.actor.kind === "guest" && !tx.actor.manage)
      throw new DomainError("forbidden", "booking.code_needed");
    if (row.personalErasedAt) throw new DomainError("conflict", "erasure.done");
    if ((await erasurePlan(tx, row)).isNeeded) throw new DomainError("conflict", "erasure.not_over");
    const { privacy } = await settingsInForce(tx);
    const dueAt = new Date(tx.now.getTime() + privacy.eraseWithinDays * 86_400_000);
    const id = uuidv7();
    await tx.db.insert(erasureRequest).values({
      ...viewersOf(row),
      regionId: tx.region.id,
      id,
      bookingId: row.id,
      requestedBy: actorName(tx.actor),
      requestedAt: tx.now,
      dueAt,
    });
    await writeAudit(tx, {
      verb: "erasure.request",
      noun: "erasure_request",
      nounId: id,
      bookingId: row.id,
      after: { dueAt: dueAt.toISOString() },
    });
    await wake(tx, { booking: row.id });
    return { dueAt };
  });
  return work.catch((error: unknown) => {
    if (lostRace(error)) throw new DomainError("conflict", "erasure.requested");
    throw error;
  });
}

/** Requests of the region, those to be decided first and by their day. */
export async function listRequests(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select({ row: erasureRequest, booking })
      .from(erasureRequest)
      .innerJoin(
        booking,
        and(eq(booking.regionId, erasureRequest.regionId), eq(booking.id, erasureRequest.bookingId)),
      )
      .where(eq(erasureRequest.regionId, tx.region.id))
      .orderBy(desc(eq(erasureRequest.status, "requested")), asc(erasureRequest.dueAt))
      .limit(200);
    const found = [];
    for (const { row, booking: its } of rows)
      found.push({
        ...shown(row),
        bookingId: its.id,
        bookingNumber: its.number,
        isLate: row.status === "requested" && row.dueAt < tx.now,
        plan: row.status === "requested" ? await erasurePlan(tx, its) : null,
        outcome: row.outcome,
      });
    return found;
  });
}
