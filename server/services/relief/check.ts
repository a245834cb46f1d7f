import { and, eq } from "drizzle-orm";
import { quote } from "@/db/schema/quote";
import { reliefClaim } from "@/db/schema/relief";
import { trip } from "@/db/schema/trip";
import { actorName, type Context, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { ReliefCheckInput } from "@/server/core/relief";
import { endedStatuses } from "@/server/core/trip";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { bookingOf, tellBooker, trackUrl } from "../trip/tell";
import { type ClaimRow, maySeeClaim } from "./claim-of";

async function checkable(tx: Tx, claimId: string): Promise<ClaimRow> {
  const [row] = await tx.db
    .select()
    .from(reliefClaim)
    .where(and(eq(reliefClaim.regionId, tx.region.id), eq(reliefClaim.id, claimId)));
  if (!row || !(await maySeeClaim(tx, row))) throw new DomainError("not_found", "relief.not_found");
  // Whoever hands a paper in for somebody does not check it.
  if (row.claimedBy === actorName(tx.actor)) throw new DomainError("forbidden", "relief.own_paper");
  return row;
}

/** The prices of the accepted quote, before and after; null before a slot was chosen. */
async function pricesOf(p: Tx, bookingId: string) {
  const [row] = await p.db
    .select({ normalFen: quote.totalFen, relief: quote.relief })
    .from(quote)
    .where(
      and(eq(quote.regionId, p.region.id), eq(quote.bookingId, bookingId), eq(quote.status, "accepted")),
    );
  return row?.relief ? { normalFen: row.normalFen, reliefFen: row.relief.totalFen } : null;
}

/** The booker hears what is charged now, and that they may go free where it is not what they hoped for. */
async function tellChecked(tx: Tx, claim: ClaimRow, verdict: "accepted" | "refused"): Promise<void> {
  const booked = await bookingOf(tx, claim.bookingId);
  const prices = await asPlatform(tx, (p) => pricesOf(p, claim.bookingId));
  if (!booked.confirmedAt || booked.cancelledAt || !prices) return;
  const data = {
    bookingNumber: booked.number,
    verdict,
    reason: verdict === "refused" ? claim.reason : null,
    totalFen: verdict === "accepted" ? prices.reliefFen : prices.normalFen,
    trackUrl: trackUrl(booked, "#receipt"),
  };
  await tellBooker(tx, booked, "relief_checked", data, `relief:${claim.id}`);
}

/** A trip that ended meanwhile waited for this with its bill, and so did its way back. */
async function billWaiting(tx: Tx, bookingId: string): Promise<void> {
  await asPlatform(tx, async (p) => {
    const rows = await p.db
      .select({ id: trip.id, status: trip.status })
      .from(trip)
      .where(and(eq(trip.regionId, p.region.id), eq(trip.bookingId, bookingId)));
    for (const { id, status } of rows) {
      if (!endedStatuses.some((it) => it === status)) continue;
      await enqueue(p.db, "bill-trip", { regionId: p.region.id, tripId: id });
    }
  });
}

/**
 * Decide on a paper, once. Accepted: the reduced price of the quote holds; refused: the ordinary one, to which the claimant
 * agreed, and until the vehicle sets out they may cancel free. Either way they are told.
 * @throws DomainError not_found `relief.not_found`; forbidden `relief.own_paper`; conflict `relief.checked_already`
 */
export async function checkRelief(ctx: Context, input: ReliefCheckInput): Promise<{ status: string }> {
  return inTransaction(ctx, async (tx) => {
    const before = await checkable(tx, input.claimId);
    const set = {
      status: input.verdict,
      reason: input.verdict === "refused" ? input.reason : null,
      checkedBy: actorName(tx.actor),
      checkedAt: tx.now,
    };
    const [row] = await tx.db
      .update(reliefClaim)
      .set(set)
      .where(
        and(
          eq(reliefClaim.regionId, tx.region.id),
          eq(reliefClaim.id, before.id),
          eq(reliefClaim.status, "open"),
        ),
      )
      .returning();
    if (!row) throw new DomainError("conflict", "relief.checked_already");
    await writeAudit(tx, {
      verb: "relief.check",
      noun: "relief_claim",
      nounId: row.id,
      bookingId: row.bookingId,
      before: { status: "open" },
      after: { status: row.status, group: row.group, reason: row.reason },
    });
    await tellChecked(tx, row, input.verdict);
    await billWaiting(tx, row.bookingId);
    await wake(tx, { orgs: row.viewerOrgs, booking: row.bookingId });
    return { status: row.status };
  });
}
