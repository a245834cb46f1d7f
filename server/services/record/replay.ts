import { and, eq, inArray } from "drizzle-orm";
import { audit, chainEntry } from "@/db/schema/audit";
import { decision, decisionInput, decisionPart } from "@/db/schema/dispatch";
import type { Context, Tx } from "@/server/context";
import { digest } from "@/server/core/audit-chain";
import { decisionText } from "@/server/core/decision-input";
import { type Replay, replayDecision } from "@/server/core/decision-replay";
import { DomainError } from "@/server/core/domain-error";
import type { ReplayInput } from "@/server/core/record-input";
import { namedParts } from "@/server/core/record-lines";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";

/** What came of working a decision out again, and whether its texts are those that the chain names. */
export interface ReplayedDecision {
  /** Null: decided before inputs were kept, or erased. */
  replay: Replay | null;
  /** What it was worked out from was erased, of this booking's people or of somebody who rode with a vehicle compared. */
  isErased: boolean;
  /** The decision and its input have the hashes that stand in the chain; null where the chain names none. */
  recordIsChained: boolean | null;
  inputIsChained: boolean | null;
  seq: number | null;
  inputHash: string | null;
  shifts: number;
}

async function partsOf(tx: Tx, content: string): Promise<Map<string, string | null>> {
  const hashes = namedParts(content);
  if (hashes.length === 0) return new Map();
  const rows = await tx.db
    .select({ hash: decisionPart.hash, content: decisionPart.content })
    .from(decisionPart)
    .where(and(eq(decisionPart.regionId, tx.region.id), inArray(decisionPart.hash, hashes)));
  return new Map(rows.map((row) => [row.hash, row.content]));
}

/** What the chain says of a decision: the hashes in the row of its deed. */
async function chainedHashes(tx: Tx, row: typeof decision.$inferSelect) {
  const [found] = await tx.db
    .select({ after: audit.after, seq: chainEntry.seq })
    .from(audit)
    .leftJoin(chainEntry, and(eq(chainEntry.regionId, audit.regionId), eq(chainEntry.auditId, audit.id)))
    .where(
      and(
        eq(audit.regionId, tx.region.id),
        eq(audit.bookingId, row.bookingId),
        eq(audit.nounId, row.id),
        eq(audit.verb, "dispatch.match"),
      ),
    );
  return { seq: found?.seq ?? null, named: found?.after ?? {} };
}

const isNamed = (named: unknown, text: string | undefined): boolean | null =>
  typeof named === "string" && text !== undefined ? named === digest(text) : null;

/** A match worked out again from what was put down at the time (M16); the reading is audited. @throws DomainError not_found */
export async function replayMatch(ctx: Context, { decisionId }: ReplayInput): Promise<ReplayedDecision> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select()
      .from(decision)
      .where(and(eq(decision.regionId, tx.region.id), eq(decision.id, decisionId)));
    if (!row) throw new DomainError("not_found", "record.no_decision");
    const [input] = await tx.db
      .select()
      .from(decisionInput)
      .where(and(eq(decisionInput.regionId, tx.region.id), eq(decisionInput.decisionId, decisionId)));
    const content = input?.content ?? undefined;
    const parts = content ? await partsOf(tx, content) : new Map<string, string | null>();
    const { seq, named } = await chainedHashes(tx, row);
    const { bookingId, candidates, basis, chosenShiftId } = row;
    await writeAudit(tx, { verb: "record.replay", noun: "decision", nounId: row.id, bookingId });
    const isErased = basis.erased === true || input?.content === null || [...parts.values()].includes(null);
    const decided = { candidates, allocation: basis.allocation, chosenShiftId };
    const partText = (hash: string) => parts.get(hash) ?? undefined;
    return {
      replay: content && !isErased ? replayDecision({ content, partText }, decided) : null,
      isErased,
      recordIsChained: isNamed(named.recordHash, decisionText(row)),
      inputIsChained: isNamed(named.inputHash, content),
      seq,
      inputHash: content ? digest(content) : null,
      shifts: parts.size,
    };
  });
}
