import { and, eq, gt, lt, sql } from "drizzle-orm";
import { slotHold } from "@/db/schema/dispatch";
import { sqlState } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { settingsInForce } from "@/server/services/rule";
import { type BookingRow, findBooking } from "./find-booking";
import { contactOf, type HeldSlot } from "./hold-slot";

const isVerified = (tx: Tx, row: BookingRow): boolean =>
  tx.actor.kind === "user" || tx.actor.kind === "system" || row.contactVerifiedAt !== null;

async function refusal(tx: Tx, row: BookingRow): Promise<DomainError> {
  const [hold] = await tx.db
    .select({ expiresAt: slotHold.expiresAt })
    .from(slotHold)
    .where(
      and(eq(slotHold.regionId, tx.region.id), eq(slotHold.bookingId, row.id), eq(slotHold.status, "live")),
    );
  const over = !hold || hold.expiresAt <= tx.now;
  return over ? new DomainError("expired", "hold.expired") : new DomainError("conflict", "hold.renewed");
}

async function renew(tx: Tx, row: BookingRow): Promise<HeldSlot> {
  const { holds } = await settingsInForce(tx);
  const expiresAt = new Date(tx.now.getTime() + holds.seconds * 1000);
  const [hold] = await tx.db
    .update(slotHold)
    .set({
      expiresAt,
      verified: true,
      contactIndex: contactOf(row, row.bookerPhoneIndex),
      renewals: sql`${slotHold.renewals} + 1`,
    })
    .where(
      and(
        eq(slotHold.regionId, tx.region.id),
        eq(slotHold.bookingId, row.id),
        eq(slotHold.status, "live"),
        gt(slotHold.expiresAt, tx.now),
        lt(slotHold.renewals, holds.renewals),
      ),
    )
    .returning({ id: slotHold.id })
    .catch((error: unknown) => {
      if (sqlState(error) === "23505") throw new DomainError("too_many", "slot.too_many_holds");
      throw error;
    });
  if (!hold) throw await refusal(tx, row);
  await writeAudit(tx, {
    verb: "slot.renew",
    noun: "hold",
    nounId: hold.id,
    bookingId: row.id,
    after: { expiresAt: expiresAt.toISOString() },
  });
  await enqueue(tx.db, "expire-hold", { regionId: tx.region.id, holdId: hold.id }, { at: expiresAt });
  await wake(tx, { orgs: row.viewerOrgs, booking: row.id });
  return { holdId: hold.id, expiresAt };
}

/**
 * Give a booker whose contact was verified the holding time once more. Throws `forbidden` hold.not_verified before that,
 * `conflict` hold.renewed the second time, `expired` hold.expired when it is over.
 */
export async function renewHold(ctx: Context | Tx, bookingId: string): Promise<HeldSlot> {
  return inTransaction(ctx, async (tx) => {
    const row = await findBooking(tx, bookingId);
    if (!isVerified(tx, row)) throw new DomainError("forbidden", "hold.not_verified");
    return asPlatform(tx, (p) => renew(p, row));
  });
}
