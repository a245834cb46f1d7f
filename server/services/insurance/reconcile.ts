import { and, asc, eq, gte, inArray, isNotNull, isNull, lt, or } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import {
  insuranceContract,
  insuranceOpenItem,
  insuranceRun,
  insuranceSettlement,
} from "@/db/schema/insurance";
import { actorName, type Context, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { saysSignedOut } from "@/server/core/insurance/answer";
import type { insuranceCloseItem, insuranceReconcile } from "@/server/core/insurance/input";
import { directModes, type InsuranceType } from "@/server/core/insurance/mode";
import { yuanOfFen } from "@/server/core/insurance/split";
import {
  type ComparedLine,
  readComparison,
  type StatementLine,
  statementFile,
  totalsOf,
} from "@/server/core/insurance/statement";
import { addDays, localDay, minuteOfDay, startOfDay } from "@/server/core/local-time";
import { insuranceIsConnected } from "@/server/gateways/insurance/client";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { ownMoney } from "../payment/refund";
import { endSignIn, exchange } from "./exchange";
import { foundByDay } from "./found-by-day";
import { findVisit, openVisit, type SettlementRow } from "./row";
import { type Terms, termsById } from "./terms";

type RunRow = typeof insuranceRun.$inferSelect;
/** From this minute of the day on the day before is compared: whatever was under way has ended. */
const fromMinute = 90;

/** What stood in our books of one institution on a day: settlements, and cancels as negative lines. */
async function linesOf(
  tx: Tx,
  contractId: string,
  day: string,
  type: InsuranceType,
): Promise<StatementLine[]> {
  const from = startOfDay(day, tx.region.timeZone);
  const until = startOfDay(addDays(day, 1), tx.region.timeZone);
  const its = insuranceSettlement;
  const rows = await tx.db
    .select()
    .from(its)
    .where(
      and(
        eq(its.regionId, tx.region.id),
        eq(its.contractId, contractId),
        eq(its.insuranceType, type),
        isNotNull(its.settledAt),
        isNotNull(its.setlId),
        inArray(its.status, ["settled", "cancel_prepared", "cancel_sent", "cancel_unknown", "cancelled"]),
        or(
          and(gte(its.settledAt, from), lt(its.settledAt, until)),
          and(gte(its.cancelledAt, from), lt(its.cancelledAt, until)),
        ),
      ),
    )
    .orderBy(asc(its.settledAt));
  const within = (at: Date | null) => at !== null && at >= from && at < until;
  const lines: StatementLine[] = [];
  for (const row of rows) {
    if (within(row.settledAt)) lines.push(await lineOf(tx, row, false));
    if (within(row.cancelledAt)) lines.push(await lineOf(tx, row, true));
  }
  return lines;
}

async function lineOf(tx: Tx, row: SettlementRow, isRefund: boolean): Promise<StatementLine> {
  const visit = await findVisit(tx, row.visitId);
  const terms = await termsById(tx, row.contractId);
  const split = row.split ?? row.expected;
  const told = terms?.payer.fundIncludesAccount ? split.fundFen + split.accountFen : split.fundFen;
  const sign = isRefund ? -1 : 1;
  return {
    settlementId: row.id,
    personNo: openVisit(tx, "person_no", visit?.personNoSealed ?? null),
    mdtrtId: visit?.mdtrtId ?? "",
    setlId: row.setlId ?? "",
    msgid: (isRefund ? row.cancelMsgid : row.msgid) ?? "",
    isRefund,
    totalFen: sign * split.totalFen,
    fundFen: sign * told,
    accountFen: sign * split.accountFen,
    cashFen: sign * split.cashFen,
  };
}

async function openRun(ctx: Context, terms: Terms, day: string, type: InsuranceType) {
  return inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      const lines = await linesOf(p, terms.contract.id, day, type);
      const set = {
        ...totalsOf(lines),
        status: "open" as const,
        startedAt: p.now,
        endedAt: null,
        answer: null,
      };
      const key = { regionId: p.region.id, contractId: terms.contract.id, day, insuranceType: type };
      const [run] = await p.db
        .insert(insuranceRun)
        .values({ ...key, ...set, id: uuidv7(), orgId: terms.contract.orgId })
        .onConflictDoUpdate({
          target: [
            insuranceRun.regionId,
            insuranceRun.contractId,
            insuranceRun.day,
            insuranceRun.insuranceType,
          ],
          set,
        })
        .returning();
      if (!run) throw new Error("A comparison was not written");
      return { run, lines };
    }),
  );
}

async function endRun(tx: Tx, run: RunRow, status: RunRow["status"], answer: string): Promise<void> {
  await tx.db
    .update(insuranceRun)
    .set({ status, answer, endedAt: tx.now })
    .where(and(eq(insuranceRun.regionId, tx.region.id), eq(insuranceRun.id, run.id)));
  if (status === "equal")
    await tx.db
      .update(insuranceOpenItem)
      .set({ closedAt: tx.now, closedBy: actorName(tx.actor), note: "equal" })
      .where(
        and(
          eq(insuranceOpenItem.regionId, tx.region.id),
          eq(insuranceOpenItem.runId, run.id),
          isNull(insuranceOpenItem.closedAt),
        ),
      );
}

const period = (ctx: Context, run: RunRow) => ({
  setl_optins: ctx.region.id,
  stmt_begndate: run.day,
  stmt_enddate: run.day,
  clr_type: run.insuranceType,
});

/** 3201: true equal, false not, null no answer. */
async function totalsAgree(ctx: Context, terms: Terms, run: RunRow): Promise<boolean | null> {
  const data = {
    ...period(ctx, run),
    insutype: run.insuranceType,
    medfee_sumamt: yuanOfFen(run.totalFen),
    fund_pay_sumamt: yuanOfFen(run.fundFen),
    acct_pay: yuanOfFen(run.accountFen),
    fixmedins_setl_cnt: run.count,
  };
  return exchange(
    ctx,
    terms,
    { infno: "3201", input: { data } },
    {
      after: async (tx, reply) => {
        if (reply.kind === "refused" && saysSignedOut(reply.message)) await endSignIn(tx, terms.contract.id);
        if (reply.kind !== "done") {
          await endRun(tx, run, "failed", reply.kind === "refused" ? reply.message : reply.reason);
          return null;
        }
        const { stmt_rslt: result, stmt_rslt_dscr: words } = reply.output.stmtinfo;
        await endRun(tx, run, result === "0" ? "equal" : "differs", words);
        return result === "0";
      },
    },
  );
}

/** The fund's file for ours: up (9101), compared (3202), down (9102); null where a step gave no answer. */
async function comparedFile(ctx: Context, terms: Terms, run: RunRow, lines: StatementLine[]) {
  const code = terms.contract.fixmedinsCode ?? "";
  const bytes = [...Buffer.from(statementFile(lines), "utf8")];
  const fsUploadIn = { in: bytes, filename: `${code}-${run.day}.txt`, fixmedins_code: code };
  const number = await exchange(
    ctx,
    terms,
    { infno: "9101", input: { fsUploadIn } },
    {
      after: async (_tx, reply) => (reply.kind === "done" ? reply.output.file_qury_no : null),
    },
  );
  if (!number) return null;
  const data = {
    ...period(ctx, run),
    file_qury_no: number,
    medfee_sumamt: yuanOfFen(run.totalFen),
    fund_pay_sumamt: yuanOfFen(run.fundFen),
    cash_payamt: yuanOfFen(run.cashFen),
    fixmedins_setl_cnt: run.count,
  };
  const file = await exchange(
    ctx,
    terms,
    { infno: "3202", input: { data } },
    {
      after: async (_tx, reply) => (reply.kind === "done" ? reply.output.fileinfo : null),
    },
  );
  if (!file) return null;
  const fsDownloadIn = { file_qury_no: file.file_qury_no, filename: file.filename, fixmedins_code: code };
  return exchange(
    ctx,
    terms,
    { infno: "9102", input: { fsDownloadIn } },
    {
      after: async (_tx, reply) => (reply.kind === "done" ? reply.output.content : null),
    },
  );
}

async function openItem(tx: Tx, run: RunRow, line: ComparedLine, lines: StatementLine[]): Promise<void> {
  if (!line.kind) return;
  const ours = lines.find((each) => each.setlId === line.setlId && each.isRefund === line.isRefund);
  await tx.db
    .insert(insuranceOpenItem)
    .values({
      regionId: tx.region.id,
      id: uuidv7(),
      runId: run.id,
      orgId: run.orgId,
      kind: line.kind,
      settlementId: ours?.settlementId ?? null,
      setlId: line.isRefund ? `-${line.setlId}` : line.setlId,
      ourFundFen: ours?.fundFen ?? null,
      theirFundFen: line.kind === "ours_only" ? null : line.fundFen,
      openedAt: tx.now,
    })
    .onConflictDoNothing();
}

/** Line by line: what resolves one of our unknown ones is taken as its outcome, every other difference is an open item. */
async function compareLines(ctx: Context, terms: Terms, run: RunRow, lines: StatementLine[]): Promise<void> {
  const file = await comparedFile(ctx, terms, run, lines);
  const compared = file === null ? null : readComparison(file);
  await inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      if (!compared) return endRun(p, run, "failed", "no_file");
      for (const line of compared)
        if (line.kind !== "fund_only" || !(await foundByDay(p, terms, line)))
          await openItem(p, run, line, lines);
    }),
  );
}

/**
 * Hold one institution's day against the fund's (3201), line by line where the totals differ (3202). Done again it compares anew,
 * and what has become equal closes its open items. Network lies outside the transactions.
 */
async function reconcileDay(ctx: Context, terms: Terms, day: string): Promise<void> {
  for (const type of terms.payer.insuranceTypes) {
    const { run, lines } = await openRun(ctx, terms, day, type);
    const agree = await totalsAgree(ctx, terms, run);
    if (agree === false) await compareLines(ctx, terms, run, lines);
  }
}

/** Every institution's day before, once it is over and not yet compared; what failed is tried again. */
export async function reconcileDue(ctx: Context): Promise<void> {
  const { timeZone } = ctx.region;
  if (!insuranceIsConnected() || minuteOfDay(ctx.now, timeZone) < fromMinute) return;
  const day = addDays(localDay(ctx.now, timeZone), -1);
  const due = await inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      const contracts = await p.db
        .select({ id: insuranceContract.id })
        .from(insuranceContract)
        .where(
          and(
            eq(insuranceContract.regionId, p.region.id),
            inArray(insuranceContract.mode, [...directModes]),
            lt(insuranceContract.createdAt, startOfDay(addDays(day, 1), timeZone)),
          ),
        );
      const done = await p.db
        .select({ id: insuranceRun.contractId })
        .from(insuranceRun)
        .where(
          and(
            eq(insuranceRun.regionId, p.region.id),
            eq(insuranceRun.day, day),
            inArray(insuranceRun.status, ["equal", "differs"]),
          ),
        );
      return contracts.filter(({ id }) => !done.some((each) => each.id === id));
    }),
  );
  for (const { id } of due) {
    const terms = await inTransaction(ctx, (tx) => termsById(tx, id));
    if (terms) await reconcileDay(ctx, terms, day);
  }
}

/**
 * A finance desk compares a day now.
 * @throws DomainError not_found `insurance.not_found`; bad_input `insurance.day_to_come`; as `exchange`
 */
export async function reconcileByHand(
  ctx: Context,
  { contractId, day }: z.infer<typeof insuranceReconcile>,
): Promise<{ day: string }> {
  const terms = await inTransaction(ctx, async (tx) => {
    const found = await termsById(tx, contractId);
    if (!found) throw new DomainError("not_found", "insurance.not_found");
    await ownMoney(tx, found.contract.orgId);
    if (day > localDay(tx.now, tx.region.timeZone))
      throw new DomainError("bad_input", "insurance.day_to_come");
    await writeAudit(tx, {
      verb: "insurance.reconcile",
      noun: "insurance_contract",
      nounId: contractId,
      after: { day },
    });
    return found;
  });
  await reconcileDay(ctx, terms, day);
  return { day };
}

/**
 * A difference is explained, in words that stay.
 * @throws DomainError not_found `insurance.not_found`, conflict `insurance.item_closed`
 */
export async function closeItem(
  ctx: Context,
  { itemId, note }: z.infer<typeof insuranceCloseItem>,
): Promise<{ itemId: string }> {
  return inTransaction(ctx, async (tx) => {
    const its = and(eq(insuranceOpenItem.regionId, tx.region.id), eq(insuranceOpenItem.id, itemId));
    const [row] = await asPlatform(tx, (p) => p.db.select().from(insuranceOpenItem).where(its));
    if (!row) throw new DomainError("not_found", "insurance.not_found");
    await ownMoney(tx, row.orgId);
    const [done] = await asPlatform(tx, (p) =>
      p.db
        .update(insuranceOpenItem)
        .set({ closedAt: tx.now, closedBy: actorName(tx.actor), note })
        .where(and(its, isNull(insuranceOpenItem.closedAt)))
        .returning(),
    );
    if (!done) throw new DomainError("conflict", "insurance.item_closed");
    await writeAudit(tx, {
      verb: "insurance.closeItem",
      noun: "insurance_open_item",
      nounId: itemId,
      after: { kind: row.kind, note },
    });
    return { itemId };
  });
}
