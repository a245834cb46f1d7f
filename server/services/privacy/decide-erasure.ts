import { and, eq, isNull } from "drizzle-orm";
import { booking, consent } from "@/db/schema/booking";
import { erasureRequest } from "@/db/schema/erasure";
import { actorName, type Context, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { ErasureDecideInput } from "@/server/core/erasure";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { withdrawOf } from "@/server/services/booking/consent-row";
import type { BookingRow } from "@/server/services/booking/row";
import { eraseRecord } from "@/server/services/record/erase";
import { tellBooker } from "@/server/services/trip/tell";
import { blankBooking, blankContacts } from "./blank-booking";
import { type ErasurePlan, erasurePlan } from "./erasure-plan";

type RequestRow = typeof erasureRequest.$inferSelect;

async function openRequest(tx: Tx, id: string): Promise<{ request: RequestRow; row: BookingRow }> {
  const [found] = await tx.db
    .select({ request: erasureRequest, row: booking })
    .from(erasureRequest)
    .innerJoin(
      booking,
      and(eq(booking.regionId, erasureRequest.regionId), eq(booking.id, erasureRequest.bookingId)),
    )
    .where(and(eq(erasureRequest.regionId, tx.region.id), eq(erasureRequest.id, id)))
    .for("update");
  if (!found) throw new DomainError("not_found", "erasure.not_found");
  if (found.request.status !== "requested")
    throw new DomainError("conflict", "erasure.decided", { status: found.request.status });
  return found;
}

/** The values in the record go; that they went already is no obstacle, that somebody looks into the ride is. */
async function eraseValues(tx: Tx, bookingId: string): Promise<void> {
  try {
    await eraseRecord(tx, { bookingId, reason: "person_asked" });
  } catch (error) {
    if (!(error instanceof DomainError && error.key === "record.erased")) throw error;
  }
}

async function withdrawStanding(tx: Tx, row: BookingRow): Promise<number> {
  const standing = await tx.db
    .select({ purpose: consent.purpose })
    .from(consent)
    .where(
      and(eq(consent.regionId, tx.region.id), eq(consent.bookingId, row.id), isNull(consent.withdrawnAt)),
    );
  for (const { purpose } of standing) await withdrawOf(tx, row, purpose);
  return standing.length;
}

/** The person hears first what becomes of it: afterwards there is nobody left to tell. The message belongs to no booking. */
async function tell(tx: Tx, row: BookingRow, data: Record<string, unknown>, requestId: string) {
  await tellBooker(tx, row, "erasure_decided", data, `erasure_decided:${requestId}`, null);
}

async function erase(tx: Tx, row: BookingRow, plan: ErasurePlan): Promise<Record<string, unknown>> {
  if (plan.isNeeded) throw new DomainError("conflict", "erasure.not_over");
  await eraseValues(tx, row.id);
  const consents = await withdrawStanding(tx, row);
  await asPlatform(tx, (p) => (plan.scope === "all" ? blankBooking(p, row) : blankContacts(p, row)));
  return {
    scope: plan.scope,
    consents,
    careUntil: plan.careUntil?.toISOString() ?? null,
    ordersUntil: plan.ordersUntil.toISOString(),
  };
}

/**
 * Decide a request: erase what law does not keep, at once and for good, or refuse with a reason. The person is told what was
 * erased and what is kept until when.
 * @throws DomainError not_found `erasure.not_found`; conflict `erasure.decided`, `erasure.not_over`, and what `eraseRecord` says
 */
export async function decideErasure(ctx: Context, input: ErasureDecideInput) {
  return inTransaction(ctx, async (tx) => {
    const { request, row } = await openRequest(tx, input.requestId);
    const plan = await erasurePlan(tx, row);
    const isDone = input.decision === "erase";
    const reason = input.decision === "refuse" ? input.reason : null;
    const outcome = isDone ? await erase(tx, row, plan) : null;
    const status = isDone ? ("done" as const) : ("refused" as const);
    const decided = { status, decidedAt: tx.now, decidedBy: actorName(tx.actor), reason, outcome };
    await tx.db
      .update(erasureRequest)
      .set(decided)
      .where(and(eq(erasureRequest.regionId, tx.region.id), eq(erasureRequest.id, request.id)));
    const data = { bookingNumber: row.number, decision: status, reason, keptUntil: plan.careUntil };
    await tell(tx, row, data, request.id);
    await writeAudit(tx, {
      verb: "erasure.decide",
      noun: "erasure_request",
      nounId: request.id,
      bookingId: row.id,
      after: { status, ...(outcome ?? {}) },
    });
    await wake(tx, { booking: row.id });
    return { requestId: request.id, status };
  });
}
