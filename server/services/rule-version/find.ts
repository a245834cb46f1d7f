import { and, desc, eq, max } from "drizzle-orm";
import { ruleVersion } from "@/db/schema/rule";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";

export type RuleRow = typeof ruleVersion.$inferSelect;

export const itsRegion = (tx: Tx) => eq(ruleVersion.regionId, tx.region.id);

/** Versions of the same rule. */
export const sameRule = (tx: Tx, row: Pick<RuleRow, "kind" | "code">) =>
  and(itsRegion(tx), eq(ruleVersion.kind, row.kind), eq(ruleVersion.code, row.code));

/** One version whole. @throws DomainError not_found `rule.not_found` */
export async function findVersion(tx: Tx, id: string): Promise<RuleRow> {
  const [row] = await tx.db
    .select()
    .from(ruleVersion)
    .where(and(itsRegion(tx), eq(ruleVersion.id, id)));
  if (!row) throw new DomainError("not_found", "rule.not_found");
  return row;
}

/** The version of the same rule that holds now, null where none does. */
export async function holding(tx: Tx, row: Pick<RuleRow, "kind" | "code">): Promise<RuleRow | null> {
  const [found] = await tx.db
    .select()
    .from(ruleVersion)
    .where(and(sameRule(tx, row), eq(ruleVersion.status, "in_force")));
  return found ?? null;
}

/** The latest version of the same rule that held before, null where there was none. */
export async function heldBefore(tx: Tx, row: RuleRow): Promise<RuleRow | null> {
  const [found] = await tx.db
    .select()
    .from(ruleVersion)
    .where(and(sameRule(tx, row), eq(ruleVersion.status, "superseded")))
    .orderBy(desc(ruleVersion.validUntil), desc(ruleVersion.version))
    .limit(1);
  return found ?? null;
}

/** The number that the rule's next version takes. */
export async function nextVersion(tx: Tx, row: Pick<RuleRow, "kind" | "code">): Promise<number> {
  const [known] = await tx.db
    .select({ version: max(ruleVersion.version) })
    .from(ruleVersion)
    .where(sameRule(tx, row));
  return (known?.version ?? 0) + 1;
}

/** Settings of a region have a form of their own and no notice. @throws DomainError bad_input `rule.kind_elsewhere` */
export function refuseSettings(row: Pick<RuleRow, "kind">): void {
  if (row.kind === "region") throw new DomainError("bad_input", "rule.kind_elsewhere");
}
