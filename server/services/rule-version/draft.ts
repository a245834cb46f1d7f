import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { ruleVersion } from "@/db/schema/rule";
import { lostRace } from "@/db/sqlstate";
import { accountIdOf, type Context, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { localDay } from "@/server/core/local-time";
import { checkRuleContent, type RuleProblem } from "@/server/core/rule-check";
import { stampContent } from "@/server/core/rule-content";
import { diffContent } from "@/server/core/rule-diff";
import type { SaveDraftInput } from "@/server/core/rule-input";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { noteEvent } from "./event";
import { findVersion, itsRegion, nextVersion, type RuleRow, refuseSettings, sameRule } from "./find";

/** The content as this version would carry it if it held from a day on. */
export function stamped(
  tx: Tx,
  row: RuleRow,
  as: { day: string; reviewed: boolean; noticeRef: string | null },
): Record<string, unknown> {
  const { version, trial } = row;
  const of = { regionId: tx.region.id, timeZone: tx.region.timeZone, version, trial, ...as };
  return stampContent(row.kind, row.content, of);
}

/** The draft with today as its first day: what is checked and shown before a day is chosen. */
export const asOfToday = (tx: Tx, row: RuleRow) =>
  stamped(tx, row, {
    day: localDay(tx.now, tx.region.timeZone),
    reviewed: row.reviewed,
    noticeRef: row.noticeRef,
  });

async function openDraft(tx: Tx, row: RuleRow): Promise<string | null> {
  const [found] = await tx.db
    .select({ id: ruleVersion.id })
    .from(ruleVersion)
    .where(and(sameRule(tx, row), eq(ruleVersion.status, "draft")));
  return found?.id ?? null;
}

/**
 * Begin the next version of a rule with the content of an earlier one. One draft of a rule at a time.
 * @throws DomainError conflict `rule.draft_open` with its id; bad_input `rule.kind_elsewhere`; not_found
 */
export async function startDraft(
  ctx: Context,
  input: { ruleVersionId: string },
): Promise<{ ruleVersionId: string }> {
  return inTransaction(ctx, async (tx) => {
    const from = await findVersion(tx, input.ruleVersionId);
    refuseSettings(from);
    const open = await openDraft(tx, from);
    if (open) throw new DomainError("conflict", "rule.draft_open", { ruleVersionId: open });
    const id = uuidv7();
    const { regionId, kind, code, titleZh, titleEn, content, source, trial, demonstration } = from;
    const version = await nextVersion(tx, from);
    await tx.db.insert(ruleVersion).values({
      ...{ regionId, kind, code, titleZh, titleEn, content, source, trial, demonstration },
      id,
      version,
      status: "draft",
      basedOn: from.id,
      draftedBy: accountIdOf(tx),
      createdAt: tx.now,
    });
    await noteEvent(tx, id, "drafted", null, {
      verb: "rule.startDraft",
      after: { kind, code, version, basedOn: from.id },
    });
    return { ruleVersionId: id };
  }).catch((error: unknown) => {
    if (lostRace(error)) throw new DomainError("conflict", "rule.draft_open");
    throw error;
  });
}

/**
 * Keep a draft as typed, complete or not, and say what is wrong with it.
 * @throws DomainError conflict `rule.changed_meanwhile` where somebody saved after it was read, `rule.not_a_draft`
 */
export async function saveDraft(
  ctx: Context,
  input: SaveDraftInput,
): Promise<{ revision: number; problems: RuleProblem[] }> {
  return inTransaction(ctx, async (tx) => {
    const before = await findVersion(tx, input.ruleVersionId);
    if (before.status !== "draft") throw new DomainError("conflict", "rule.not_a_draft");
    const { titleZh, titleEn, source, reason, trial, content } = input;
    const [saved] = await tx.db
      .update(ruleVersion)
      .set({ titleZh, titleEn, source, reason, trial, content, revision: input.revision + 1 })
      .where(
        and(
          itsRegion(tx),
          eq(ruleVersion.id, before.id),
          eq(ruleVersion.status, "draft"),
          eq(ruleVersion.revision, input.revision),
        ),
      )
      .returning();
    if (!saved) throw new DomainError("conflict", "rule.changed_meanwhile");
    const changes = diffContent(before.content, saved.content);
    await noteSave(tx, saved, changes);
    return { revision: saved.revision, problems: checkRuleContent(saved.kind, asOfToday(tx, saved)) };
  });
}

/** The audit keeps what each save changed; long contents by the places only. */
async function noteSave(tx: Tx, saved: RuleRow, changes: ReturnType<typeof diffContent>): Promise<void> {
  const figures = changes
    .slice(0, 50)
    .map(({ path, before, after }) => ({ at: path.join("."), before, after }));
  await writeAudit(tx, {
    verb: "rule.saveDraft",
    noun: "rule_version",
    nounId: saved.id,
    after: { revision: saved.revision, count: changes.length, changes: figures },
  });
}
