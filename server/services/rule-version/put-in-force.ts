import { and, eq, lte } from "drizzle-orm";
import { ruleVersion } from "@/db/schema/rule";
import type { Context, Tx } from "@/server/context";
import { nextRuleStatus } from "@/server/core/lifecycle";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { asPlatform, inTransaction } from "@/server/scope";
import { noteEvent } from "./event";
import { holding, itsRegion, type RuleRow } from "./find";

/** The version before answers for its own time from now on. */
async function supersede(tx: Tx, before: RuleRow, by: RuleRow, at: Date): Promise<void> {
  await tx.db
    .update(ruleVersion)
    .set({ status: nextRuleStatus(before.status, "supersede"), validUntil: at })
    .where(and(itsRegion(tx), eq(ruleVersion.id, before.id), eq(ruleVersion.status, "in_force")));
  await noteEvent(tx, before.id, "superseded", null, {
    verb: "rule.supersede",
    before: { status: before.status },
    after: { status: "superseded", by: by.id, version: by.version },
  });
}

/** What a new version in force sets in motion: standards are held against everybody certified, plans are read again. */
export async function follow(tx: Tx, row: RuleRow): Promise<void> {
  if (row.kind === "standard")
    await enqueue(tx.db, "apply-standards", { regionId: tx.region.id, ruleVersionId: row.id });
  await wake(tx, {});
}

/** A version in notice whose day has come holds; the one before ends at that very instant. Whoever calls has authorised. */
export async function putInForce(tx: Tx, row: RuleRow): Promise<boolean> {
  const at = row.validFrom ?? tx.now;
  const before = await holding(tx, row);
  if (before) await supersede(tx, before, row, at);
  const [moved] = await tx.db
    .update(ruleVersion)
    .set({ status: nextRuleStatus(row.status, "put_in_force"), validFrom: at })
    .where(and(itsRegion(tx), eq(ruleVersion.id, row.id), eq(ruleVersion.status, "notice")))
    .returning();
  if (!moved) return false;
  await noteEvent(tx, row.id, "put_in_force", null, {
    verb: "rule.putInForce",
    before: { status: "notice" },
    after: { status: "in_force", validFrom: at.toISOString(), replaces: before?.id ?? null },
  });
  await follow(tx, moved);
  return true;
}

/** Versions in notice whose day has come; locked, so that two workers do not both begin. */
async function due(tx: Tx, ruleVersionId?: string): Promise<RuleRow[]> {
  return tx.db
    .select()
    .from(ruleVersion)
    .where(
      and(
        itsRegion(tx),
        eq(ruleVersion.status, "notice"),
        lte(ruleVersion.validFrom, tx.now),
        ruleVersionId ? eq(ruleVersion.id, ruleVersionId) : undefined,
      ),
    )
    .orderBy(ruleVersion.validFrom, ruleVersion.id)
    .for("update", { skipLocked: true });
}

/**
 * Put announced versions whose day has come in force: one by its own job, or all that are due (a worker that was down).
 * Answers how many; done again it finds none.
 */
export async function putDueInForce(ctx: Context, ruleVersionId?: string): Promise<number> {
  return inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      let count = 0;
      for (const row of await due(p, ruleVersionId)) if (await putInForce(p, row)) count += 1;
      return count;
    }),
  );
}
