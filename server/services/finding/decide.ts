import { and, eq } from "drizzle-orm";
import { finding } from "@/db/schema/finding";
import { actorName, type Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { FindingDecideInput } from "@/server/core/finding-input";
import { wake } from "@/server/live";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";

/**
 * An official says whether a finding is true, with the reason; once. The detector's precision is counted from it.
 * @throws DomainError not_found `finding.not_found`, conflict `finding.decided`
 */
export async function decideFinding(ctx: Context, { findingId, decision, reason }: FindingDecideInput) {
  return inTransaction(ctx, async (tx) => {
    const isIt = and(eq(finding.regionId, tx.region.id), eq(finding.id, findingId));
    const [row] = await tx.db
      .update(finding)
      .set({ status: decision, reason, decidedAt: tx.now, decidedBy: actorName(tx.actor) })
      .where(and(isIt, eq(finding.status, "open")))
      .returning();
    if (!row) {
      const [known] = await tx.db.select({ status: finding.status }).from(finding).where(isIt);
      if (!known) throw new DomainError("not_found", "finding.not_found");
      throw new DomainError("conflict", "finding.decided", { status: known.status });
    }
    await writeAudit(tx, {
      verb: "finding.decide",
      noun: "finding",
      nounId: findingId,
      bookingId: row.bookingId,
      before: { status: "open" },
      after: { status: decision, kind: row.kind },
    });
    await wake(tx, {});
    return { findingId, status: row.status };
  });
}
