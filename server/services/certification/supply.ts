import { and, eq } from "drizzle-orm";
import { certification } from "@/db/schema/certification";
import type { Context } from "@/server/context";
import { nextCertificationStatus } from "@/server/core/certification";
import type { SupplyInput } from "@/server/core/certification-input";
import { DomainError } from "@/server/core/domain-error";
import { wake } from "@/server/live";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { findCertification } from "./find";

/**
 * The operator answers what was asked for and sends its application to the reviewer again; papers were handed in before.
 * @throws DomainError not_found `certification.not_found`; conflict `certification.move_not_allowed` where nothing is asked for
 */
export async function supplyCertification(ctx: Context, input: SupplyInput): Promise<{ status: string }> {
  return inTransaction(ctx, async (tx) => {
    const row = await findCertification(tx, input.certificationId);
    const status = nextCertificationStatus(row.status, "supply", null);
    const [changed] = await tx.db
      .update(certification)
      .set({ status, answer: input.answer })
      .where(
        and(
          eq(certification.regionId, tx.region.id),
          eq(certification.id, row.id),
          eq(certification.status, row.status),
        ),
      )
      .returning({ id: certification.id });
    if (!changed) throw new DomainError("conflict", "certification.changed_meanwhile");
    await writeAudit(tx, {
      verb: "certification.supply",
      noun: "certification",
      nounId: row.id,
      before: { status: row.status, asked: row.reason },
      after: { status, answer: input.answer },
    });
    await wake(tx, { orgs: [row.orgId] });
    return { status };
  });
}
