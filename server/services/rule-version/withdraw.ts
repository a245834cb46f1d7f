import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { ruleVersion } from "@/db/schema/rule";
import { lostRace } from "@/db/sqlstate";
import { accountIdOf, type Context, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { nextRuleStatus } from "@/server/core/lifecycle";
import { localDay } from "@/server/core/local-time";
import type { WithdrawRuleInput } from "@/server/core/rule-input";
import { inTransaction } from "@/server/scope";
import { stamped } from "./draft";
import { noteEvent } from "./event";
import { findVersion, heldBefore, itsRegion, nextVersion, type RuleRow, refuseSettings } from "./find";
import { follow } from "./put-in-force";

/** The version that held before comes back as a new one, so that the region is never without the rule. */
async function restore(tx: Tx, before: RuleRow, withdrawn: RuleRow, reason: string): Promise<string> {
  const version = await nextVersion(tx, before);
  const id = uuidv7();
  const day = localDay(tx.now, tx.region.timeZone);
  const { reviewed, noticeRef } = before;
  const [restored] = await tx.db
    .insert(ruleVersion)
    .values({
      ...before,
      id,
      version,
      status: "in_force",
      content: stamped(tx, { ...before, version }, { day, reviewed, noticeRef }),
      validFrom: tx.now,
      validUntil: null,
      basedOn: before.id,
      draftedBy: accountIdOf(tx),
      publishedBy: accountIdOf(tx),
      announcedAt: tx.now,
      revision: 1,
      reason,
      createdAt: tx.now,
    })
    .returning();
  await noteEvent(tx, id, "restored", reason, {
    verb: "rule.restore",
    after: { version, of: before.version, withdrawn: withdrawn.version },
  });
  if (restored) await follow(tx, restored);
  return id;
}

/**
 * Take back a draft, a version in notice, or the one in force; the last brings back, as a new version and at once, the one
 * that held before it. @throws DomainError conflict `rule.nothing_before` where nothing held before, `rule.move_not_allowed`,
 * `rule.changed_meanwhile`
 */
export async function withdrawRule(
  ctx: Context,
  input: WithdrawRuleInput,
): Promise<{ restoredId: string | null }> {
  return inTransaction(ctx, async (tx) => {
    const row = await findVersion(tx, input.ruleVersionId);
    refuseSettings(row);
    const status = nextRuleStatus(row.status, "withdraw");
    const before = row.status === "in_force" ? await heldBefore(tx, row) : null;
    if (row.status === "in_force" && !before) throw new DomainError("conflict", "rule.nothing_before");
    const hasHeld = row.validFrom !== null && row.validFrom <= tx.now && row.status !== "draft";
    const ended = hasHeld ? { validUntil: tx.now } : {};
    const [moved] = await tx.db
      .update(ruleVersion)
      .set({ status, ...ended })
      .where(and(itsRegion(tx), eq(ruleVersion.id, row.id), eq(ruleVersion.status, row.status)))
      .returning();
    if (!moved) throw new DomainError("conflict", "rule.changed_meanwhile");
    await noteEvent(tx, row.id, "withdrawn", input.reason, {
      verb: "rule.withdraw",
      before: { status: row.status },
      after: { status, reason: input.reason },
    });
    return { restoredId: before ? await restore(tx, before, moved, input.reason) : null };
  }).catch((error: unknown) => {
    if (lostRace(error)) throw new DomainError("conflict", "rule.changed_meanwhile");
    throw error;
  });
}
