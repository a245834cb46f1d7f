import { and, desc, eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import { booking } from "@/db/schema/booking";
import { dispute } from "@/db/schema/dispute";
import { actorName, type Context, type Tx } from "@/server/context";
import { type disputeAnswer, type disputeOf, evidenceText } from "@/server/core/dispute";
import { DomainError } from "@/server/core/domain-error";
import { answerDispute as answerAtStripe } from "@/server/gateways/stripe";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { type Account, accountOf } from "../billing/balance";
import { maskedPeople } from "../trip/personal";
import { settleDispute } from "./dispute";
import { ownMoney, seesRegionMoney } from "./refund";

type DisputeRow = typeof dispute.$inferSelect;
const listAtMost = 200;

function viewOf(row: DisputeRow) {
  const { id, bookingId, status, amountFen, reason, dueBy, openedAt, answeredAt, closedAt, providerRef } =
    row;
  return { id, bookingId, status, amountFen, reason, dueBy, openedAt, answeredAt, closedAt, providerRef };
}

/** Disputes of the region for its money desks, of an operator's own trips for it; newest first. */
export async function listDisputes(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const own = (await seesRegionMoney(tx)) ? null : tx.actor.kind === "user" ? (tx.actor.orgId ?? "") : "";
    const rows = await asPlatform(tx, (p) =>
      p.db
        .select({ row: dispute, bookingNumber: booking.number })
        .from(dispute)
        .innerJoin(booking, and(eq(booking.regionId, dispute.regionId), eq(booking.id, dispute.bookingId)))
        .where(
          and(
            eq(dispute.regionId, tx.region.id),
            own === null ? undefined : inArray(dispute.orgId, own ? [own] : []),
          ),
        )
        .orderBy(desc(dispute.openedAt))
        .limit(listAtMost),
    );
    return rows.map(({ row, bookingNumber }) => ({ ...viewOf(row), bookingNumber }));
  });
}

/** @throws DomainError not_found `payment.not_found` */
async function load(tx: Tx, id: string): Promise<{ row: DisputeRow; account: Account }> {
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(dispute)
      .where(and(eq(dispute.regionId, tx.region.id), eq(dispute.id, id))),
  );
  await ownMoney(tx, row?.orgId ?? null);
  const account = row && (await accountOf(tx, row.bookingId));
  if (!row || !account) throw new DomainError("not_found", "payment.not_found");
  return { row, account };
}

/** What the trip's record says against the dispute: when the patient was carried, by whom, what was agreed and billed. */
function packetOf(tx: Tx, row: DisputeRow, { booking: booked, trip: ride, bill, quote }: Account) {
  return {
    ...viewOf(row),
    bookingNumber: booked.number,
    billNumber: bill?.number ?? null,
    confirmedAt: booked.confirmedAt,
    quotedFen: quote?.totalFen ?? 0,
    billedFen: bill?.totalFen ?? 0,
    lines: (bill?.lines ?? []).map(({ code, label, billedFen }) => ({ code, label, fen: billedFen })),
    plate: ride?.plate ?? null,
    boardedAt: ride?.boardedAt ?? null,
    deliveredAt: ride?.arrivedDropoffAt ?? null,
    endedAt: ride?.endedAt ?? null,
    drivenMetres: ride?.drivenMetres ?? null,
    patient: maskedPeople(tx, booked).patientName ?? "",
  };
}
export type DisputePacket = ReturnType<typeof packetOf>;

/** The evidence of one dispute, from the trip's record. @throws DomainError not_found `payment.not_found` */
export async function disputePacket(ctx: Context, input: z.infer<typeof disputeOf>): Promise<DisputePacket> {
  return inTransaction(ctx, async (tx) => {
    const { row, account } = await load(tx, input.disputeId);
    await writeAudit(tx, {
      verb: "payment.disputePacket",
      noun: "dispute",
      nounId: row.id,
      bookingId: row.bookingId,
      after: { read: "evidence" },
    });
    return packetOf(tx, row, account);
  });
}

/**
 * Answer a dispute with the trip's record and a word of one's own. The call lies outside the transactions; what the service then
 * says is read again. Said twice it is answered once.
 * @throws DomainError not_found `payment.not_found`; conflict `dispute.over`, `payment.refused`; unavailable `payment.unavailable`
 */
export async function answerDispute(
  ctx: Context,
  input: z.infer<typeof disputeAnswer>,
): Promise<{ disputeId: string }> {
  const { disputeId, statement } = input;
  const found = await inTransaction(ctx, async (tx) => {
    const { row, account } = await load(tx, disputeId);
    return { row, packet: packetOf(tx, row, account) };
  });
  const { row, packet } = found;
  if (row.status === "under_review") return { disputeId };
  if (row.status !== "needs_response") throw new DomainError("conflict", "dispute.over");
  await answerAtStripe(row.providerRef, {
    text: evidenceText(packet, statement, ctx.region.timeZone),
    serviceDate: (packet.boardedAt ?? packet.confirmedAt ?? row.openedAt).toISOString().slice(0, 10),
    idempotencyKey: `dispute-${row.id}`,
  });
  await inTransaction(ctx, async (tx) => {
    const [answered] = await asPlatform(tx, (p) =>
      p.db
        .update(dispute)
        .set({ answeredAt: tx.now, answeredBy: actorName(tx.actor) })
        .where(
          and(
            eq(dispute.regionId, tx.region.id),
            eq(dispute.id, row.id),
            eq(dispute.status, "needs_response"),
          ),
        )
        .returning({ id: dispute.id }),
    );
    if (answered)
      await writeAudit(tx, {
        verb: "payment.answerDispute",
        noun: "dispute",
        nounId: row.id,
        bookingId: row.bookingId,
        after: { answered: true },
      });
  });
  await settleDispute(ctx, row.providerRef);
  return { disputeId };
}
