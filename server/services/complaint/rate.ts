import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { booking } from "@/db/schema/booking";
import { complaint, rating } from "@/db/schema/case";
import { trip } from "@/db/schema/trip";
import { actorName, type Context, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { RatingGive, ratingRef } from "@/server/core/rating-input";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { settingsInForce } from "@/server/services/rule";
import { openFromRating } from "./open";

/** The ride of a booking that the actor booked, or whose link it holds. */
async function rideOf(tx: Tx, asked: string | undefined) {
  const { actor } = tx;
  const bookingId = actor.kind === "guest" ? actor.bookingId : asked;
  const isOther = actor.kind === "guest" && asked !== undefined && asked !== bookingId;
  const [row] =
    bookingId && !isOther
      ? await tx.db
          .select({ booking, trip })
          .from(booking)
          .leftJoin(trip, and(eq(trip.regionId, booking.regionId), eq(trip.bookingId, booking.id)))
          .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, bookingId)))
      : [];
  if (!row || !mayRate(tx, row.booking)) throw new DomainError("not_found", "booking.not_found");
  return row;
}

/** Whoever booked: a crew member without the second factor acts as family, and meets the bookings it carries. */
function mayRate({ actor }: Tx, row: typeof booking.$inferSelect): boolean {
  if (actor.kind !== "user") return true;
  return actor.role === "family" ? row.bookedBy === actor.accountId : row.orgId === actor.orgId;
}

async function ratingOf(tx: Tx, bookingId: string) {
  const [row] = await tx.db
    .select({ score: rating.score, text: rating.text, createdAt: rating.createdAt, number: complaint.number })
    .from(rating)
    .leftJoin(
      complaint,
      and(
        eq(complaint.regionId, rating.regionId),
        eq(complaint.bookingId, rating.bookingId),
        eq(complaint.source, "rating"),
      ),
    )
    .where(and(eq(rating.regionId, tx.region.id), eq(rating.bookingId, bookingId)));
  return row ?? null;
}

/** How the ride of a booking was rated, with the number of the case that it opened; null while nobody did. */
export async function getRating(ctx: Context, input: z.infer<typeof ratingRef>) {
  return inTransaction(ctx, async (tx) => ratingOf(tx, (await rideOf(tx, input.bookingId)).booking.id));
}

/**
 * Rate a completed ride, once. A rating as low as the region's settings say opens a case by itself, in the same transaction.
 * Answers with the case's number, null where none was opened.
 * @throws DomainError not_found `booking.not_found`; conflict `rating.not_over`, `rating.given`
 */
export async function giveRating(ctx: Context, input: RatingGive): Promise<{ caseNumber: string | null }> {
  return inTransaction(ctx, async (tx) => {
    const { booking: booked, trip: ride } = await rideOf(tx, input.bookingId);
    if (ride?.status !== "completed") throw new DomainError("conflict", "rating.not_over");
    const { complaints } = await settingsInForce(tx);
    const viewerOrgs = [...new Set([ride.orgId, booked.orgId].filter((id) => id !== null))];
    const [made] = await tx.db
      .insert(rating)
      .values({
        regionId: tx.region.id,
        bookingId: booked.id,
        tripId: ride.id,
        orgId: ride.orgId,
        score: input.score,
        text: input.text,
        by: actorName(tx.actor),
        createdAt: tx.now,
        viewerOrgs,
        viewerUsers: booked.bookedBy ? [booked.bookedBy] : [],
      })
      .onConflictDoNothing()
      .returning({ score: rating.score });
    if (!made) throw new DomainError("conflict", "rating.given");
    const opened = input.score <= complaints.openAtRating ? await openLow(tx, booked.id, input.text) : null;
    await writeAudit(tx, {
      verb: "rating.give",
      noun: "rating",
      nounId: booked.id,
      bookingId: booked.id,
      after: { score: input.score, caseNumber: opened },
    });
    await wake(tx, { orgs: [ride.orgId], booking: booked.id });
    return { caseNumber: opened };
  });
}

async function openLow(tx: Tx, bookingId: string, text: string): Promise<string> {
  const row = await asPlatform(tx, (p) => openFromRating(p, bookingId, text));
  return row.number;
}
