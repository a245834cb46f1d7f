import { v7 as uuidv7 } from "uuid";
import { audit } from "@/db/schema/audit";
import { actorName, actorRole, type Tx } from "@/server/context";

export interface AuditEntry {
  /** `booking.confirm`, as in the access table. */
  verb: string;
  noun: string;
  nounId: string;
  bookingId?: string | null;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

/** Write one audit row in the verb's own transaction; personal values are given masked or sealed, never in clear. */
export async function writeAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx.db.insert(audit).values({
    regionId: tx.region.id,
    at: tx.now,
    id: uuidv7(),
    actor: actorName(tx.actor),
    role: actorRole(tx.actor),
    orgId: tx.actor.kind === "user" ? tx.actor.orgId : null,
    verb: entry.verb,
    noun: entry.noun,
    nounId: entry.nounId,
    bookingId: entry.bookingId ?? null,
    before: entry.before ?? null,
    after: entry.after ?? null,
  });
}
