import { and, desc, eq, gte, inArray, isNull, lt, or, type SQL } from "drizzle-orm";
import type { z } from "zod";
import { booking } from "@/db/schema/booking";
import {
  insuranceContract,
  insuranceMessage,
  insuranceOpenItem,
  insuranceRun,
  insuranceSettlement,
} from "@/db/schema/insurance";
import { organization } from "@/db/schema/organization";
import type { Context, Tx } from "@/server/context";
import type { insuranceDays, insuranceList, insuranceMessages } from "@/server/core/insurance/input";
import { isDirect } from "@/server/core/insurance/mode";
import { coveredFen } from "@/server/core/insurance/split";
import { type InsuranceStatus, isUnknown } from "@/server/core/insurance/status";
import { addDays, startOfDay } from "@/server/core/local-time";
import { sumFen } from "@/server/core/money";
import { insuranceIsConnected } from "@/server/gateways/insurance/client";
import { asPlatform, inTransaction } from "@/server/scope";
import { settingsInForce } from "@/server/services/rule";
import type { Account } from "../billing/balance";
import { visibleAccount } from "../billing/view";
import { seesRegionMoney } from "../payment/refund";
import { coveredLines, type SettlementRow, settlementsOf, type VisitRow, visitOf } from "./row";
import { isAlive } from "./settle";
import { termsOf } from "./terms";

function visitView(visit: VisitRow | undefined) {
  if (!visit || visit.status === "withdrawn") return null;
  const { id, payer, status, certType, certMask, insuranceType, preview, previewAt, refusal, settleAskedAt } =
    visit;
  return {
    id,
    payer,
    status,
    certType,
    certMask,
    insuranceType,
    preview,
    previewAt,
    refusal,
    isAsked: settleAskedAt !== null,
  };
}

function settlementView(row: SettlementRow | undefined) {
  if (!row) return null;
  const { id, status, expected, split, refusal, attempt, reversal, unknownSince, settledAt, setlId } = row;
  return { id, status, expected, split, refusal, attempt, reversal, unknownSince, settledAt, setlId };
}

/** What each payer of the booking's operator covers of it; before there is an operator nobody covers anything. */
async function offersOf(tx: Tx, account: Account) {
  const terms = account.orgId ? await termsOf(tx, account.orgId) : [];
  return terms.map(({ contract, payer }) => {
    const lines = coveredLines(payer, account);
    const { code, nameZh, nameEn, kind, insuranceTypes } = payer;
    const isSettled = isDirect(contract.mode);
    return {
      code,
      nameZh,
      nameEn,
      kind,
      insuranceTypes,
      mode: contract.mode,
      isSettled,
      lines,
      claimableFen: contract.mode === "self_pay" ? 0 : sumFen(lines.map(({ fen }) => fen)),
    };
  });
}

/**
 * What insurance means for one booking: who covers what of it (by default nobody anything, which is said), who is entered as
 * insured, and where the settlement stands.
 * @throws DomainError not_found `booking.not_found`
 */
export async function insuranceOfBooking(ctx: Context, { bookingId }: { bookingId: string }) {
  return inTransaction(ctx, async (tx) => {
    const account = await visibleAccount(tx, bookingId);
    const { coverage } = await settingsInForce(tx);
    const all = await settlementsOf(tx, bookingId);
    const live = all.find(isAlive);
    return {
      bookingId,
      source: coverage.source,
      isConnected: insuranceIsConnected(),
      hasBill: account.bill?.kind === "trip",
      payers: await offersOf(tx, account),
      visit: visitView(await visitOf(tx, bookingId)),
      settlement: settlementView(live ?? all.at(-1)),
    };
  });
}

/** Whose rows the actor's desk sees: null the whole region's, else one operator's. */
async function deskOf(tx: Tx): Promise<string | null> {
  if (await seesRegionMoney(tx)) return null;
  return tx.actor.kind === "user" ? (tx.actor.orgId ?? "00000000-0000-0000-0000-000000000000") : null;
}

const stateOf: Record<NonNullable<z.infer<typeof insuranceList>["state"]>, InsuranceStatus[]> = {
  unknown: ["unknown", "cancel_unknown"],
  settled: ["settled"],
  open: ["prepared", "sent", "cancel_prepared", "cancel_sent"],
  ended: ["refused", "reversed", "cancelled"],
};
const listAtMost = 500;

/** Settlements prepared on some days, newest first; what is not definite whenever it began. An operator's own, or the region's. */
export async function listSettlements(ctx: Context, input: z.infer<typeof insuranceList>) {
  return inTransaction(ctx, async (tx) => {
    const own = await deskOf(tx);
    const { timeZone } = tx.region;
    const its = insuranceSettlement;
    const days = and(
      gte(its.preparedAt, startOfDay(input.from, timeZone)),
      lt(its.preparedAt, startOfDay(addDays(input.until, 1), timeZone)),
    );
    const open: SQL | undefined = inArray(its.status, stateOf.unknown);
    return asPlatform(tx, async (p) => {
      const rows = await p.db
        .select({
          row: its,
          number: booking.number,
          operatorZh: organization.nameZh,
          operatorEn: organization.nameEn,
        })
        .from(its)
        .innerJoin(booking, and(eq(booking.regionId, its.regionId), eq(booking.id, its.bookingId)))
        .innerJoin(organization, and(eq(organization.regionId, its.regionId), eq(organization.id, its.orgId)))
        .where(
          and(
            eq(its.regionId, p.region.id),
            own === null ? undefined : eq(its.orgId, own),
            input.state ? inArray(its.status, stateOf[input.state]) : undefined,
            or(days, open),
          ),
        )
        .orderBy(desc(its.preparedAt), desc(its.id))
        .limit(listAtMost);
      return rows.map(({ row, number, operatorZh, operatorEn }) => ({
        ...settlementView(row),
        id: row.id,
        status: row.status,
        bookingId: row.bookingId,
        bookingNumber: number,
        operatorZh,
        operatorEn,
        insuranceType: row.insuranceType,
        totalFen: row.totalFen,
        coveredFen: coveredFen(row.split ?? row.expected),
        attempt: row.attempt,
        reversal: row.reversal,
        refusal: row.refusal,
        resolvedBy: row.resolvedBy,
        isUnknown: isUnknown(row.status),
        preparedAt: row.preparedAt,
        unknownSince: row.unknownSince,
        alarmedAt: row.alarmedAt,
      }));
    });
  });
}

/** The log of messages, newest first: numbers and outcomes; bodies stay sealed. */
export async function listMessages(ctx: Context, input: z.infer<typeof insuranceMessages>) {
  return inTransaction(ctx, async (tx) => {
    const own = await deskOf(tx);
    const { timeZone } = tx.region;
    const its = insuranceMessage;
    const about = input.settlementId
      ? eq(its.settlementId, input.settlementId)
      : and(
          gte(its.sentAt, startOfDay(input.from, timeZone)),
          lt(its.sentAt, startOfDay(addDays(input.until, 1), timeZone)),
        );
    return asPlatform(tx, (p) =>
      p.db
        .select({
          id: its.id,
          msgid: its.msgid,
          infno: its.infno,
          status: its.status,
          reason: its.reason,
          answerRef: its.answerRef,
          settlementId: its.settlementId,
          sentAt: its.sentAt,
          answeredAt: its.answeredAt,
        })
        .from(its)
        .where(and(eq(its.regionId, p.region.id), own === null ? undefined : eq(its.orgId, own), about))
        .orderBy(desc(its.sentAt), desc(its.id))
        .limit(listAtMost),
    );
  });
}

/** Comparisons of some days and every difference that nobody has explained yet, each with its age. */
export async function listDays(ctx: Context, input: z.infer<typeof insuranceDays>) {
  return inTransaction(ctx, async (tx) => {
    const own = await deskOf(tx);
    return asPlatform(tx, async (p) => {
      const runs = await p.db
        .select({ run: insuranceRun, fixmedinsName: insuranceContract.fixmedinsName })
        .from(insuranceRun)
        .innerJoin(
          insuranceContract,
          and(
            eq(insuranceContract.regionId, insuranceRun.regionId),
            eq(insuranceContract.id, insuranceRun.contractId),
          ),
        )
        .where(
          and(
            eq(insuranceRun.regionId, p.region.id),
            own === null ? undefined : eq(insuranceRun.orgId, own),
            gte(insuranceRun.day, input.from),
            lt(insuranceRun.day, addDays(input.until, 1)),
          ),
        )
        .orderBy(desc(insuranceRun.day), insuranceRun.insuranceType)
        .limit(listAtMost);
      const items = await p.db
        .select({ item: insuranceOpenItem, day: insuranceRun.day })
        .from(insuranceOpenItem)
        .innerJoin(
          insuranceRun,
          and(
            eq(insuranceRun.regionId, insuranceOpenItem.regionId),
            eq(insuranceRun.id, insuranceOpenItem.runId),
          ),
        )
        .where(
          and(
            eq(insuranceOpenItem.regionId, p.region.id),
            own === null ? undefined : eq(insuranceOpenItem.orgId, own),
            isNull(insuranceOpenItem.closedAt),
          ),
        )
        .orderBy(insuranceOpenItem.openedAt)
        .limit(listAtMost);
      return {
        runs: runs.map(({ run, fixmedinsName }) => ({ ...run, fixmedinsName })),
        items: items.map(({ item, day }) => ({ ...item, day })),
      };
    });
  });
}
