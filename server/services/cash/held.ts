import { and, asc, eq, inArray, isNull, or } from "drizzle-orm";
import { payment } from "@/db/schema/billing";
import { booking } from "@/db/schema/booking";
import { cashCount } from "@/db/schema/cash-count";
import { crewMember, shift } from "@/db/schema/fleet";
import { trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import { open } from "@/server/gateways/vault";
import { asPlatform } from "@/server/scope";

export interface HeldCash {
  paymentId: string;
  accountId: string;
  bookingId: string;
  bookingNumber: string;
  amountFen: number;
  takenAt: Date;
  /** The count by which it is about to be handed in; null: it was not counted yet. */
  countId: string | null;
  shiftId: string;
  plate: string;
  shiftEndsAt: Date;
}

const takenBy = (accountId: string) => `user:${accountId}`;

/** Cash that crews of an operator took and that the office has not confirmed, oldest first; of one person only where named. */
export async function heldCash(tx: Tx, orgId: string, accountId?: string): Promise<HeldCash[]> {
  const rows = await asPlatform(tx, (p) =>
    p.db
      .select({
        paymentId: payment.id,
        takenBy: payment.takenBy,
        bookingId: payment.bookingId,
        bookingNumber: booking.number,
        amountFen: payment.amountFen,
        takenAt: payment.createdAt,
        countId: payment.cashCountId,
        shiftId: trip.shiftId,
        plate: trip.plate,
        shiftEndsAt: shift.endsAt,
      })
      .from(payment)
      .innerJoin(trip, and(eq(trip.regionId, payment.regionId), eq(trip.bookingId, payment.bookingId)))
      .innerJoin(shift, and(eq(shift.regionId, trip.regionId), eq(shift.id, trip.shiftId)))
      .innerJoin(booking, and(eq(booking.regionId, payment.regionId), eq(booking.id, payment.bookingId)))
      .leftJoin(
        cashCount,
        and(eq(cashCount.regionId, payment.regionId), eq(cashCount.id, payment.cashCountId)),
      )
      .where(
        and(
          eq(payment.regionId, tx.region.id),
          eq(payment.driver, "cash"),
          eq(payment.status, "succeeded"),
          eq(trip.orgId, orgId),
          accountId ? eq(payment.takenBy, takenBy(accountId)) : undefined,
          or(isNull(cashCount.id), eq(cashCount.status, "declared")),
        ),
      )
      .orderBy(asc(payment.createdAt), asc(payment.id)),
  );
  return rows.flatMap(({ takenBy: by, ...row }) =>
    by?.startsWith("user:") ? [{ ...row, accountId: by.slice("user:".length) }] : [],
  );
}

/** Names of an operator's crew by account. */
export async function crewNames(tx: Tx, orgId: string, accountIds: string[]): Promise<Map<string, string>> {
  if (accountIds.length === 0) return new Map();
  const rows = await asPlatform(tx, (p) =>
    p.db
      .select({ accountId: crewMember.accountId, sealed: crewMember.nameSealed })
      .from(crewMember)
      .where(
        and(
          eq(crewMember.regionId, tx.region.id),
          eq(crewMember.orgId, orgId),
          inArray(crewMember.accountId, accountIds),
        ),
      ),
  );
  return new Map(
    rows.map(({ accountId, sealed }) => [
      String(accountId),
      open(sealed, `${tx.region.id}/crew_member/name`),
    ]),
  );
}
