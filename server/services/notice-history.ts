import { and, asc, eq, ne } from "drizzle-orm";
import { message } from "@/db/schema/message";
import type { Context, Tx } from "@/server/context";
import { maskContact } from "@/server/core/contact";
import type { MessageChannel, MessageReceipt, MessageStatus } from "@/server/core/message";
import { open } from "@/server/gateways/vault";
import { asPlatform, inTransaction } from "@/server/scope";
import { isBooker, visibleBooking } from "./booking/row";

/** One thing that was said about a booking: to whom (masked), when, by which way, and whether it arrived. */
export interface NoticeOfBooking {
  id: string;
  template: string;
  channel: MessageChannel;
  /** Masked address or number; null: an inbox or a device, or blanked by now. */
  to: string | null;
  status: MessageStatus;
  receipt: MessageReceipt | null;
  failure: string | null;
  at: Date;
  sentAt: Date | null;
  /** Waits for the end of quiet hours. */
  notBefore: Date | null;
}

type Row = typeof message.$inferSelect;

function addressOf(row: Row): string | null {
  const to = open(row.toSealed, `${row.regionId}/message/to`);
  if (to === "") return null;
  if (row.channel === "email") return maskContact({ kind: "email", value: to });
  return row.channel === "sms" ? maskContact({ kind: "phone", value: to }) : null;
}

/** What is said to the region's own desks (alarms, papers) is not the family's business, nor an operator's. */
const forBooker = new Set([
  ...["booking_confirmed", "booking_unserved", "vehicle_assigned", "vehicle_on_the_way", "arrival_moved"],
  ...["promise_moved", "trip_completed", "trip_reminder", "booking_cancelled", "review_decided"],
  ...["tracking_shared", "payment_received", "refund_made", "relief_checked"],
]);
/** What an operator may know was said: what concerns the ride, nothing of money, complaints or who looked into the record. */
const forOperator = new Set([
  ...["vehicle_assigned", "vehicle_on_the_way", "arrival_moved", "promise_moved", "trip_reminder"],
  ...["trip_completed", "booking_cancelled"],
]);

function maySee(tx: Tx, isOwn: boolean, row: Row): boolean {
  const { actor } = tx;
  if (actor.kind === "user" && (actor.role === "regulator" || actor.role === "seat")) return true;
  return (isOwn ? forBooker : forOperator).has(row.template);
}

/**
 * `notice.ofBooking`: who was told what about a booking, oldest first. Codes are never shown; each reader sees what concerns it.
 * @throws DomainError not_found `booking.not_found`
 */
export async function noticesOfBooking(
  ctx: Context,
  input: { bookingId: string },
): Promise<NoticeOfBooking[]> {
  return inTransaction(ctx, async (tx) => {
    const booked = await visibleBooking(tx, input);
    const isOwn = isBooker(tx, booked);
    const rows = await asPlatform(tx, (p) =>
      p.db
        .select()
        .from(message)
        .where(
          and(
            eq(message.regionId, tx.region.id),
            eq(message.bookingId, booked.id),
            ne(message.template, "sign_in_code"),
          ),
        )
        .orderBy(asc(message.createdAt), asc(message.id)),
    );
    return rows
      .filter((row) => maySee(tx, isOwn, row))
      .map((row) => ({
        id: row.id,
        template: row.template,
        channel: row.channel,
        to: addressOf(row),
        status: row.status,
        receipt: row.receipt,
        failure: row.failure,
        at: row.createdAt,
        sentAt: row.sentAt,
        notBefore: row.status === "queued" ? row.notBefore : null,
      }));
  });
}
