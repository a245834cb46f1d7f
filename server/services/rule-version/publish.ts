import { and, eq } from "drizzle-orm";
import { ruleVersion } from "@/db/schema/rule";
import { lostRace } from "@/db/sqlstate";
import { accountIdOf, type Context, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { canPublish, nextRuleStatus } from "@/server/core/lifecycle";
import { localDay, startOfDay } from "@/server/core/local-time";
import { checkRuleContent } from "@/server/core/rule-check";
import type { PublishRuleInput } from "@/server/core/rule-input";
import { daysBetween } from "@/server/core/standard/day";
import { enqueue } from "@/server/queue";
import { inTransaction } from "@/server/scope";
import { settingsInForce } from "@/server/services/rule";
import { stamped } from "./draft";
import { noteEvent } from "./event";
import { findVersion, itsRegion, type RuleRow, refuseSettings, sameRule } from "./find";
import { putInForce } from "./put-in-force";

/** From when a version would hold: the beginning of its day, or now. */
export function effectiveAt(tx: Tx, effectiveOn: string | null): Date {
  const { timeZone } = tx.region;
  const today = localDay(tx.now, timeZone);
  if (effectiveOn === null || effectiveOn === today) return tx.now;
  if (effectiveOn < today) throw new DomainError("bad_input", "rule.day_past");
  return startOfDay(effectiveOn, timeZone);
}

async function checkNotice(tx: Tx, at: Date): Promise<void> {
  const { notice } = await settingsInForce(tx);
  const { timeZone } = tx.region;
  const days = daysBetween(localDay(tx.now, timeZone), localDay(at, timeZone));
  if (days < notice.minimumDays)
    throw new DomainError("bad_input", "rule.notice_too_short", { days: notice.minimumDays });
}

/** What fails its own checks is not published; the first thing in the way is named. */
function checkContent(row: RuleRow, content: Record<string, unknown>, input: PublishRuleInput): void {
  const problems = checkRuleContent(row.kind, content);
  const [first] = problems;
  if (first)
    throw new DomainError("bad_input", "rule.checks_fail", {
      count: problems.length,
      problem: first.code,
      at: first.path.join(" · "),
    });
  const verdict = canPublish(row.kind, [{ id: "own_checks", passed: true }], input.reviewed, input.note);
  if (!verdict.allowed) throw new DomainError("bad_input", "rule.note_missing");
  if ((row.reason ?? "").trim() === "") throw new DomainError("bad_input", "rule.reason_missing");
}

async function refuseSecondNotice(tx: Tx, row: RuleRow): Promise<void> {
  const [other] = await tx.db
    .select({ id: ruleVersion.id, version: ruleVersion.version })
    .from(ruleVersion)
    .where(and(sameRule(tx, row), eq(ruleVersion.status, "notice")));
  if (other) throw new DomainError("conflict", "rule.notice_open", { version: other.version });
}

/**
 * Announce a draft with the day from which it holds, after its own checks; where the region asks for no notice it may hold
 * at once. @throws DomainError bad_input `rule.checks_fail`, `rule.note_missing`, `rule.reason_missing`, `rule.day_past`,
 * `rule.notice_too_short`; conflict `rule.changed_meanwhile`, `rule.notice_open`, `rule.move_not_allowed`
 */
export async function publishRule(ctx: Context, input: PublishRuleInput): Promise<{ status: string }> {
  return inTransaction(ctx, async (tx) => {
    const row = await findVersion(tx, input.ruleVersionId);
    refuseSettings(row);
    const status = nextRuleStatus(row.status, "announce");
    const at = effectiveAt(tx, input.effectiveOn);
    await checkNotice(tx, at);
    await refuseSecondNotice(tx, row);
    const noticeRef = input.noticeRef || null;
    const day = localDay(at, tx.region.timeZone);
    const content = stamped(tx, row, { day, reviewed: input.reviewed, noticeRef });
    checkContent(row, content, input);
    const [announced] = await tx.db
      .update(ruleVersion)
      .set({
        ...{ status, content, noticeRef, reviewed: input.reviewed, note: input.note || null },
        validFrom: at,
        announcedAt: tx.now,
        publishedBy: accountIdOf(tx),
      })
      .where(
        and(
          itsRegion(tx),
          eq(ruleVersion.id, row.id),
          eq(ruleVersion.status, row.status),
          eq(ruleVersion.revision, input.revision),
        ),
      )
      .returning();
    if (!announced) throw new DomainError("conflict", "rule.changed_meanwhile");
    await noteEvent(tx, row.id, "announced", announced.reason, {
      verb: "rule.publish",
      before: { status: row.status },
      after: { status, validFrom: at.toISOString(), noticeRef, reviewed: input.reviewed, note: input.note },
    });
    if (at > tx.now) {
      const payload = { regionId: tx.region.id, ruleVersionId: row.id };
      await enqueue(tx.db, "put-rule-in-force", payload, { at });
      return { status };
    }
    await putInForce(tx, announced);
    return { status: "in_force" };
  }).catch((error: unknown) => {
    if (lostRace(error)) throw new DomainError("conflict", "rule.changed_meanwhile");
    throw error;
  });
}
