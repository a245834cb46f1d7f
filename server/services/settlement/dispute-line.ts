import { and, desc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import { booking } from "@/db/schema/booking";
import { organization } from "@/db/schema/organization";
import { statement, statementDispute, statementLine } from "@/db/schema/settlement";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { addDays, localDay, startOfDay } from "@/server/core/local-time";
import { correctionRow } from "@/server/core/settlement/fee";
import type {
  statementDisputeAnswer,
  statementDisputeList,
  statementDisputeOpen,
} from "@/server/core/settlement/input";
import { addWorkingDays } from "@/server/core/working-day";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { nextNumber } from "@/server/services/counter";
import { postLedger } from "@/server/services/ledger";
import { settingsInForce } from "@/server/services/rule";
import { operatorDesk, regionDesk, settlementScope } from "./scope";
import { tellOperator, tellRegion } from "./tell";

async function findLine(tx: Tx, entryId: string) {
  const [line] = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(statementLine)
      .where(and(eq(statementLine.regionId, tx.region.id), eq(statementLine.entryId, entryId))),
  );
  return line;
}

/** Until the end of the working day by which the region answers. */
async function dueAt(tx: Tx): Promise<Date> {
  const { answerWorkingDays } = (await settingsInForce(tx)).settlement;
  const day = addWorkingDays(localDay(tx.now, tx.region.timeZone), answerWorkingDays);
  return startOfDay(addDays(day, 1), tx.region.timeZone);
}

/**
 * The acting operator says that a line of its statement is wrong. Once per line.
 * @throws DomainError not_found `settlement.line_not_found`; conflict `settlement.disputed_before`
 */
export async function openLineDispute(ctx: Context, input: z.output<typeof statementDisputeOpen>) {
  const work = async (tx: Tx) => {
    const { accountId, orgId } = await operatorDesk(tx);
    const line = await findLine(tx, input.entryId);
    if (line?.orgId !== orgId) throw new DomainError("not_found", "settlement.line_not_found");
    const id = uuidv7();
    const number = await asPlatform(tx, (p) => nextNumber(p, "statement_dispute"));
    const due = await dueAt(tx);
    await tx.db.insert(statementDispute).values({
      regionId: tx.region.id,
      id,
      number,
      orgId,
      entryId: input.entryId,
      statementId: line.statementId,
      reason: input.reason,
      openedBy: accountId,
      openedAt: tx.now,
      dueAt: due,
    });
    await writeAudit(tx, {
      verb: "settlement.dispute",
      noun: "statement_dispute",
      nounId: id,
      bookingId: line.bookingId,
      after: { number, reason: input.reason, fen: line.fen },
    });
    const amountFen = Math.abs(line.fen);
    await tellRegion(tx, { kind: "dispute_opened", number, key: id, amountFen }, "settlement?show=disputes");
    return { disputeId: id, number, dueAt: due };
  };
  return inTransaction(ctx, work).catch((error: unknown) => {
    if (lostRace(error)) throw new DomainError("conflict", "settlement.disputed_before");
    throw error;
  });
}

/** Disputed lines, newest first: the acting operator's own, all for the region's desks. */
export async function listLineDisputes(ctx: Context, input: z.output<typeof statementDisputeList>) {
  return inTransaction(ctx, async (tx) => {
    const orgId = await settlementScope(tx);
    return asPlatform(tx, async (p) => {
      const rows = await p.db
        .select({
          dispute: statementDispute,
          day: statement.day,
          statementNumber: statement.number,
          section: statementLine.section,
          fen: statementLine.fen,
          bookingId: statementLine.bookingId,
          bookingNumber: booking.number,
          orgZh: organization.nameZh,
          orgEn: organization.nameEn,
        })
        .from(statementDispute)
        .innerJoin(
          statementLine,
          and(
            eq(statementLine.regionId, statementDispute.regionId),
            eq(statementLine.entryId, statementDispute.entryId),
          ),
        )
        .innerJoin(
          statement,
          and(
            eq(statement.regionId, statementDispute.regionId),
            eq(statement.id, statementDispute.statementId),
          ),
        )
        .innerJoin(
          organization,
          and(
            eq(organization.regionId, statementDispute.regionId),
            eq(organization.id, statementDispute.orgId),
          ),
        )
        .leftJoin(
          booking,
          and(eq(booking.regionId, statementLine.regionId), eq(booking.id, statementLine.bookingId)),
        )
        .where(
          and(
            eq(statementDispute.regionId, tx.region.id),
            orgId ? eq(statementDispute.orgId, orgId) : undefined,
            input.open ? eq(statementDispute.status, "open") : undefined,
          ),
        )
        .orderBy(desc(statementDispute.openedAt))
        .limit(300);
      return rows.map(({ dispute, ...rest }) => {
        const { id, number, entryId, statementId, reason, status, openedAt } = dispute;
        const { dueAt: due, answeredAt, answer, grantedFen } = dispute;
        return {
          ...rest,
          ...{ id, number, entryId, statementId, reason, status, openedAt },
          ...{ dueAt: due, answeredAt, answer, grantedFen },
          isOverdue: status === "open" && due < tx.now,
        };
      });
    });
  });
}

/** More than the line can only be granted where a part is missing from it. */
function checkGranted(grantedFen: number, lineFen: number, reason: string): void {
  const mostFen = Math.abs(lineFen);
  if (reason !== "missing_part" && grantedFen > mostFen)
    throw new DomainError("conflict", "settlement.granted_too_much", { mostFen });
}

/**
 * Answer a disputed line. What is granted is posted now and stands on the statement of the day; the closed one stays as it
 * is. @throws DomainError not_found `settlement.dispute_not_found`; conflict `settlement.answered_before`, `settlement.granted_too_much`
 */
export async function answerLineDispute(ctx: Context, input: z.output<typeof statementDisputeAnswer>) {
  return inTransaction(ctx, async (tx) => {
    const { accountId } = await regionDesk(tx);
    const { disputeId, grantedFen, answer } = input;
    return asPlatform(tx, async (p) => {
      const [found] = await p.db
        .select()
        .from(statementDispute)
        .where(and(eq(statementDispute.regionId, tx.region.id), eq(statementDispute.id, disputeId)))
        .for("update");
      if (!found) throw new DomainError("not_found", "settlement.dispute_not_found");
      if (found.status !== "open") throw new DomainError("conflict", "settlement.answered_before");
      const line = await findLine(p, found.entryId);
      checkGranted(grantedFen, line?.fen ?? 0, found.reason);
      const status = grantedFen > 0 ? ("granted" as const) : ("refused" as const);
      await p.db
        .update(statementDispute)
        .set({ status, grantedFen, answer, answeredBy: accountId, answeredAt: tx.now })
        .where(and(eq(statementDispute.regionId, tx.region.id), eq(statementDispute.id, disputeId)));
      const { id, number, orgId } = found;
      const owner = { orgId, bookingId: line?.bookingId ?? null };
      await postLedger(p, owner, correctionRow({ id, number, grantedFen }));
      await writeAudit(p, {
        verb: "settlement.answerDispute",
        noun: "statement_dispute",
        nounId: id,
        bookingId: owner.bookingId,
        before: { status: "open" },
        after: { status, grantedFen },
      });
      const news = { kind: "dispute_answered", number, key: id, amountFen: grantedFen } as const;
      await tellOperator(p, orgId, news, "settlement?show=disputes");
      return { status, grantedFen };
    });
  });
}
