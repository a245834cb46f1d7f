import { and, eq, isNull, max } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { marking } from "@/db/schema/marking";
import { lostRace } from "@/db/sqlstate";
import { accountIdOf, type Context, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { IssueReason, ReissueInput } from "@/server/core/marking/issue";
import { wake } from "@/server/live";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";

export type MarkingRow = typeof marking.$inferSelect;

interface Issue {
  orgId: string;
  vehicleId: string;
  serial: string;
  reason: IssueReason;
  note?: string;
  /** The generation that it takes the place of; where another one counts by now, the insert loses the race. */
  replaces?: number;
}

/** A vehicle's marking as it counts now; null before the first issue, or for somebody else's vehicle. */
export async function currentMarking(tx: Tx, vehicleId: string): Promise<MarkingRow | null> {
  const [row] = await tx.db
    .select()
    .from(marking)
    .where(
      and(eq(marking.regionId, tx.region.id), eq(marking.vehicleId, vehicleId), isNull(marking.supersededAt)),
    );
  return row ?? null;
}

/** Issue the next generation of a serial; what was issued before is void with this transaction. */
export async function issueMarking(tx: Tx, { replaces, ...issue }: Issue): Promise<MarkingRow> {
  await tx.db
    .update(marking)
    .set({ supersededAt: tx.now })
    .where(
      and(
        eq(marking.regionId, tx.region.id),
        eq(marking.vehicleId, issue.vehicleId),
        isNull(marking.supersededAt),
        replaces === undefined ? undefined : eq(marking.generation, replaces),
      ),
    );
  const [last] = await tx.db
    .select({ generation: max(marking.generation) })
    .from(marking)
    .where(and(eq(marking.regionId, tx.region.id), eq(marking.serial, issue.serial)));
  const [row] = await tx.db
    .insert(marking)
    .values({
      ...issue,
      regionId: tx.region.id,
      id: uuidv7(),
      generation: (last?.generation ?? 0) + 1,
      issuedAt: tx.now,
      issuedBy: accountIdOf(tx),
    })
    .returning();
  if (!row) throw new Error("A marking was not written");
  return row;
}

/**
 * Issue a vehicle's marking anew, for one that was damaged, lost, stolen, copied, or whose facts changed: every sticker
 * before it is told apart as void from now on.
 * @throws DomainError not_found `marking.not_found`; conflict `marking.changed_meanwhile`
 */
export async function reissueMarking(ctx: Context, input: ReissueInput): Promise<{ generation: number }> {
  return inTransaction(ctx, async (tx) => {
    const old = await currentMarking(tx, input.vehicleId);
    if (!old) throw new DomainError("not_found", "marking.not_found");
    if (old.generation !== input.generation) throw new DomainError("conflict", "marking.changed_meanwhile");
    const { orgId, vehicleId, serial } = old;
    const { reason, note } = input;
    const row = await issueMarking(tx, { orgId, vehicleId, serial, reason, note, replaces: old.generation });
    await writeAudit(tx, {
      verb: "marking.reissue",
      noun: "marking",
      nounId: serial,
      before: { generation: old.generation },
      after: { generation: row.generation, reason, note },
    });
    await wake(tx, { orgs: [orgId] });
    return { generation: row.generation };
  }).catch((error: unknown) => {
    // Two people issued it at once.
    if (lostRace(error)) throw new DomainError("conflict", "marking.changed_meanwhile");
    throw error;
  });
}
