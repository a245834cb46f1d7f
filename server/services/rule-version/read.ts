import { and, asc, desc, eq, inArray, ne } from "drizzle-orm";
import { account } from "@/db/schema/account";
import { ruleEvent, ruleVersion } from "@/db/schema/rule";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { openRuleMoves } from "@/server/core/lifecycle";
import { checkRuleContent } from "@/server/core/rule-check";
import { diffContent } from "@/server/core/rule-diff";
import { open } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { accountAad } from "@/server/services/account/person";
import { headColumns, settingsInForce } from "@/server/services/rule";
import { asOfToday } from "./draft";
import { findVersion, heldBefore, holding, itsRegion, type RuleRow, sameRule } from "./find";

/** All versions of the region's rules, newest first, without their contents. */
export async function listRules(ctx: Context) {
  return inTransaction(ctx, (tx) =>
    tx.db
      .select({
        ...headColumns(),
        noticeRef: ruleVersion.noticeRef,
        note: ruleVersion.note,
        createdAt: ruleVersion.createdAt,
      })
      .from(ruleVersion)
      .where(itsRegion(tx))
      .orderBy(asc(ruleVersion.kind), asc(ruleVersion.code), desc(ruleVersion.version)),
  );
}

/** Who did something to a version, by the name their colleagues know; null: the platform. */
async function historyOf(tx: Tx, id: string) {
  const rows = await tx.db
    .select({ event: ruleEvent, nameSealed: account.nameSealed })
    .from(ruleEvent)
    .leftJoin(account, eq(account.id, ruleEvent.accountId))
    .where(and(eq(ruleEvent.regionId, tx.region.id), eq(ruleEvent.ruleVersionId, id)))
    .orderBy(asc(ruleEvent.at), asc(ruleEvent.id));
  return rows.map(({ event: { event, reason, at }, nameSealed }) => ({
    event,
    reason,
    at,
    by: nameSealed ? open(nameSealed, accountAad.name) : null,
  }));
}

/** What a version is compared with: before it holds the one that does, afterwards the one it came from. */
async function comparedWith(tx: Tx, row: RuleRow): Promise<RuleRow | null> {
  if (row.status === "draft" || row.status === "notice") return holding(tx, row);
  if (row.basedOn) return findVersion(tx, row.basedOn);
  const before = await heldBefore(tx, row);
  return before && before.version < row.version ? before : null;
}

async function othersOf(tx: Tx, row: RuleRow) {
  return tx.db
    .select(headColumns())
    .from(ruleVersion)
    .where(and(sameRule(tx, row), ne(ruleVersion.id, row.id)))
    .orderBy(desc(ruleVersion.version));
}

/**
 * One version whole: what is wrong with it, what it changes against the version that holds, what happened to it, what may
 * happen next. @throws DomainError not_found
 */
export async function getRule(ctx: Context, input: { ruleVersionId: string }) {
  return inTransaction(ctx, async (tx) => {
    const row = await findVersion(tx, input.ruleVersionId);
    const against = await comparedWith(tx, row);
    const { notice } = await settingsInForce(tx);
    const others = await othersOf(tx, row);
    return {
      ...row,
      problems: row.status === "draft" ? checkRuleContent(row.kind, asOfToday(tx, row)) : [],
      against: against && { id: against.id, version: against.version, status: against.status },
      changes: against ? diffContent(against.content, row.content) : [],
      history: await historyOf(tx, row.id),
      others,
      draftId: row.status === "draft" ? null : (others.find((it) => it.status === "draft")?.id ?? null),
      moves: row.kind === "region" ? [] : openRuleMoves(row.status),
      minimumNoticeDays: notice.minimumDays,
    };
  });
}

const published = ["notice", "in_force"] as const;

/** What anybody may read: the rules that hold and those announced, without the region's own settings. */
export async function publishedRules(ctx: Context) {
  return inTransaction(ctx, (tx) =>
    tx.db
      .select({ ...headColumns(), noticeRef: ruleVersion.noticeRef, announcedAt: ruleVersion.announcedAt })
      .from(ruleVersion)
      .where(and(itsRegion(tx), inArray(ruleVersion.status, [...published]), ne(ruleVersion.kind, "region")))
      .orderBy(asc(ruleVersion.kind), asc(ruleVersion.code), desc(ruleVersion.version)),
  );
}

/** One rule that holds or is announced, with what it changes; anything else is not found by the public. */
export async function publishedRule(ctx: Context, input: { ruleVersionId: string }) {
  return inTransaction(ctx, async (tx) => {
    const row = await findVersion(tx, input.ruleVersionId);
    const isPublic = published.some((status) => status === row.status) && row.kind !== "region";
    if (!isPublic) throw new DomainError("not_found", "rule.not_found");
    const against = row.status === "notice" ? await holding(tx, row) : null;
    const { id, kind, code, version, status, titleZh, titleEn, content, trial, demonstration, reviewed } =
      row;
    const { source, noticeRef, reason, validFrom, validUntil, announcedAt } = row;
    return {
      ...{ id, kind, code, version, status, titleZh, titleEn, content, trial, demonstration, reviewed },
      ...{ source, noticeRef, reason, validFrom, validUntil, announcedAt },
      against: against && { version: against.version },
      changes: against ? diffContent(against.content, content) : [],
    };
  });
}
