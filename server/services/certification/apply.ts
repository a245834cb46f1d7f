import { and, eq, inArray } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import { certification } from "@/db/schema/certification";
import type { Context } from "@/server/context";
import type { certificationOf } from "@/server/core/certification-input";
import { DomainError } from "@/server/core/domain-error";
import { wake } from "@/server/live";
import { actingOrg, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { ownerOf } from "./subject";

const nouns = { operator: "organization", vehicle: "vehicle", crew: "crew" } as const;

/**
 * An operator applies for itself, a vehicle or a crew member: a first application, or again after a refusal or a
 * revocation. @throws DomainError conflict `certification.applied_already`
 */
export async function applyForCertification(
  ctx: Context,
  input: z.infer<typeof certificationOf>,
): Promise<{ certificationId: string }> {
  return inTransaction(ctx, async (tx) => {
    const orgId = await ownerOf(tx, input.subject, input.subjectId);
    // Organizations of the region are known to everybody: the name of another one is no right to apply for it.
    if (orgId !== actingOrg(tx)) throw new DomainError("not_found", `${nouns[input.subject]}.not_found`);
    const fresh = {
      status: "applied" as const,
      appliedAt: tx.now,
      reason: null,
      answer: null,
      decidedAt: null,
      decidedBy: null,
    };
    const id = uuidv7();
    const again = await tx.db
      .update(certification)
      .set(fresh)
      .where(
        and(
          eq(certification.regionId, tx.region.id),
          eq(certification.subject, input.subject),
          eq(certification.subjectId, input.subjectId),
          inArray(certification.status, ["refused", "revoked"]),
        ),
      )
      .returning({ id: certification.id });
    const [row] =
      again.length > 0
        ? again
        : await tx.db
            .insert(certification)
            .values({
              regionId: tx.region.id,
              id,
              orgId,
              subject: input.subject,
              subjectId: input.subjectId,
              ...fresh,
            })
            .onConflictDoNothing()
            .returning({ id: certification.id });
    if (!row) throw new DomainError("conflict", "certification.applied_already");
    await writeAudit(tx, {
      verb: "certification.request",
      noun: "certification",
      nounId: row.id,
      after: { ...input },
    });
    await wake(tx, { orgs: [orgId] });
    return { certificationId: row.id };
  });
}
