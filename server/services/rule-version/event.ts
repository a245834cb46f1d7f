import { v7 as uuidv7 } from "uuid";
import { ruleEvent } from "@/db/schema/rule";
import { accountIdOf, type Tx } from "@/server/context";
import { writeAudit } from "@/server/services/audit";

/** Keep in a version's history, and in the audit, what was done to it and why. */
export async function noteEvent(
  tx: Tx,
  ruleVersionId: string,
  event: (typeof ruleEvent.$inferInsert)["event"],
  reason: string | null,
  audited: { verb: string; before?: Record<string, unknown>; after?: Record<string, unknown> },
): Promise<void> {
  await tx.db.insert(ruleEvent).values({
    regionId: tx.region.id,
    id: uuidv7(),
    ruleVersionId,
    event,
    accountId: accountIdOf(tx),
    reason,
    at: tx.now,
  });
  await writeAudit(tx, { noun: "rule_version", nounId: ruleVersionId, ...audited });
}
