import { and, eq, isNull } from "drizzle-orm";
import { auditSampleTrip } from "@/db/schema/sample";
import { actorName, type Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { SampleInspectInput } from "@/server/core/sample-input";
import { wake } from "@/server/live";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";

/**
 * Put down how the inspection of one drawn trip came out; once.
 * @throws DomainError not_found `sample.not_found`, conflict `sample.inspected`
 */
export async function inspectSample(ctx: Context, { sampleId, tripId, outcome, note }: SampleInspectInput) {
  return inTransaction(ctx, async (tx) => {
    const isIt = and(
      eq(auditSampleTrip.regionId, tx.region.id),
      eq(auditSampleTrip.sampleId, sampleId),
      eq(auditSampleTrip.tripId, tripId),
    );
    const [row] = await tx.db
      .update(auditSampleTrip)
      .set({ outcome, note: note || null, inspectedAt: tx.now, inspectedBy: actorName(tx.actor) })
      .where(and(isIt, isNull(auditSampleTrip.outcome)))
      .returning();
    if (!row) {
      const [known] = await tx.db
        .select({ outcome: auditSampleTrip.outcome })
        .from(auditSampleTrip)
        .where(isIt);
      if (!known) throw new DomainError("not_found", "sample.not_found");
      throw new DomainError("conflict", "sample.inspected");
    }
    await writeAudit(tx, {
      verb: "sample.inspect",
      noun: "sample",
      nounId: sampleId,
      bookingId: row.bookingId,
      after: { tripId, outcome },
    });
    await wake(tx, {});
    return { tripId, outcome };
  });
}
