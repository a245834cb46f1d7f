import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import type { booking } from "@/db/schema/booking";
import { breakGlass } from "@/db/schema/break-glass";
import { handover } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { open } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { openFrom } from "@/server/services/booking/row";
import { openContacts, openPeople, openPlaces } from "@/server/services/trip/personal";
import { memberOf, openableBooking } from "./row";

type BookingRow = typeof booking.$inferSelect;

/** The opener's own glass on a booking, counted as read; it must be open. @throws DomainError forbidden `break_glass.closed` */
async function countRead(tx: Tx, bookingId: string) {
  const { accountId } = memberOf(tx);
  const [row] = await tx.db
    .update(breakGlass)
    .set({ reads: sql`${breakGlass.reads} + 1` })
    .where(
      and(
        eq(breakGlass.regionId, tx.region.id),
        eq(breakGlass.bookingId, bookingId),
        eq(breakGlass.accountId, accountId),
        isNull(breakGlass.endedAt),
        gt(breakGlass.until, tx.now),
      ),
    )
    .returning();
  if (!row) throw new DomainError("forbidden", "break_glass.closed");
  return row;
}

async function signatories(tx: Tx, bookingId: string) {
  const rows = await tx.db
    .select()
    .from(handover)
    .where(and(eq(handover.regionId, tx.region.id), eq(handover.bookingId, bookingId)))
    .orderBy(asc(handover.happenedAt));
  const name = (column: string, sealed: string) => open(sealed, `${tx.region.id}/handover/${column}`);
  return rows.map((row) => ({
    end: row.end,
    giverName: name("giver_name", row.giverNameSealed),
    receiverName: name("receiver_name", row.receiverNameSealed),
  }));
}

async function inClear(tx: Tx, row: BookingRow) {
  return {
    ...openPeople(tx, row),
    idNumber: openFrom(tx, "patient_id_number", row.patientIdNumberSealed),
    bookerEmail: openContacts(tx, row).email,
    ...openPlaces(tx, row),
    handovers: await signatories(tx, row.id),
  };
}

/**
 * What was opened, in clear, as long as it is open; each reading is an audit row and counts.
 * @throws DomainError not_found `booking.not_found`; forbidden `break_glass.closed`
 */
export async function readOpened(ctx: Context, input: { bookingId: string }) {
  return inTransaction(ctx, async (tx) => {
    const row = await openableBooking(tx, input.bookingId);
    const glass = await countRead(tx, row.id);
    await writeAudit(tx, {
      verb: "breakGlass.read",
      noun: "break_glass",
      nounId: glass.id,
      bookingId: row.id,
      after: { read: ["patient", "id_number", "booker", "from", "to", "handovers"] },
    });
    await wake(tx, { orgs: row.orgId ? [row.orgId] : [], booking: row.id });
    return { breakGlassId: glass.id, until: glass.until, data: await inClear(tx, row) };
  });
}

/**
 * Mask again before the time is over; only who opened it.
 * @throws DomainError not_found `break_glass.not_found`; conflict `break_glass.closed`
 */
export async function endGlass(ctx: Context, input: { breakGlassId: string }) {
  return inTransaction(ctx, async (tx) => {
    const isIt = and(
      eq(breakGlass.regionId, tx.region.id),
      eq(breakGlass.id, input.breakGlassId),
      eq(breakGlass.accountId, memberOf(tx).accountId),
    );
    const [row] = await tx.db
      .update(breakGlass)
      .set({ endedAt: tx.now })
      .where(and(isIt, isNull(breakGlass.endedAt), gt(breakGlass.until, tx.now)))
      .returning();
    if (!row) {
      const [known] = await tx.db.select({ id: breakGlass.id }).from(breakGlass).where(isIt);
      throw known
        ? new DomainError("conflict", "break_glass.closed")
        : new DomainError("not_found", "break_glass.not_found");
    }
    await writeAudit(tx, {
      verb: "breakGlass.end",
      noun: "break_glass",
      nounId: row.id,
      bookingId: row.bookingId,
      after: { reads: row.reads },
    });
    await wake(tx, { booking: row.bookingId });
    return { endedAt: tx.now };
  });
}
