import { and, desc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { promise } from "@/db/schema/dispatch";
import { actorName, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { wake } from "@/server/live";
import { asPlatform } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { tellBooker, trackUrl } from "@/server/services/trip/tell";
import { findBooking } from "./find-booking";

export interface MovedPromise {
  bookingId: string;
  pickupFrom: Date;
  pickupUntil: Date;
  dropoffBy: Date;
  /** In the booker's language: it is read out and kept. */
  reason: string;
}

/**
 * Move the pickup range told to a booker: a new row with the reason beside the old one, and the booker hears at once. The
 * range that stands already is not written again. Throws `not_found` (someone else's booking, nothing promised yet),
 * `bad_input` promise.reason_missing or promise.range.
 */
export async function movePromise(tx: Tx, moved: MovedPromise): Promise<void> {
  if (moved.reason.trim() === "") throw new DomainError("bad_input", "promise.reason_missing");
  if (moved.pickupFrom >= moved.pickupUntil || moved.dropoffBy <= moved.pickupFrom)
    throw new DomainError("bad_input", "promise.range");
  const row = await findBooking(tx, moved.bookingId);
  await asPlatform(tx, async (p) => {
    const [before] = await p.db
      .select()
      .from(promise)
      .where(and(eq(promise.regionId, p.region.id), eq(promise.bookingId, row.id)))
      .orderBy(desc(promise.createdAt), desc(promise.id))
      .limit(1);
    if (!before) throw new DomainError("not_found", "promise.not_found");
    const same =
      before.pickupFrom.getTime() === moved.pickupFrom.getTime() &&
      before.pickupUntil.getTime() === moved.pickupUntil.getTime();
    if (same) return;
    const id = uuidv7();
    const { viewerOrgs, viewerUsers } = row;
    await p.db.insert(promise).values({
      regionId: p.region.id,
      id,
      ...moved,
      madeBy: actorName(p.actor),
      createdAt: p.now,
      viewerOrgs,
      viewerUsers,
    });
    await writeAudit(p, {
      verb: "promise.move",
      noun: "promise",
      nounId: id,
      bookingId: row.id,
      before: { pickupFrom: before.pickupFrom.toISOString(), pickupUntil: before.pickupUntil.toISOString() },
      after: {
        pickupFrom: moved.pickupFrom.toISOString(),
        pickupUntil: moved.pickupUntil.toISOString(),
        reason: moved.reason,
      },
    });
    const data = {
      bookingNumber: row.number,
      before: { start: before.pickupFrom, end: before.pickupUntil },
      after: { start: moved.pickupFrom, end: moved.pickupUntil },
      reason: moved.reason,
      trackUrl: trackUrl(row),
    };
    await tellBooker(p, row, "promise_moved", data, `promise:${id}`);
    await wake(p, { orgs: viewerOrgs, booking: row.id });
  });
}
