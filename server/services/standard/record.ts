import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { v7 as uuidv7 } from "uuid";
import { standardCheck, standardResult } from "@/db/schema/certification";
import type { Tx } from "@/server/context";
import type { Evaluation } from "@/server/core/standard/evaluate";
import { asPlatform } from "@/server/scope";

type CheckRow = typeof standardCheck.$inferInsert;

/** One subject with what the evaluator said about it. */
export interface Checked {
  subject: CheckRow["subject"];
  subjectId: string;
  evaluation: Evaluation;
}

/** When and around what the evaluator was asked. */
export interface CheckedFor {
  moment: CheckRow["moment"];
  ruleVersionId: string;
  bookingId?: string | null;
  shiftId?: string | null;
}

const hashOf = (evaluation: Evaluation) => bytesToHex(sha256(utf8ToBytes(JSON.stringify(evaluation))));

/**
 * Keep what the evaluator said, in the caller's transaction: which version held, which rules failed, the facts used. The
 * same words about the same facts are stored once.
 */
export async function recordChecks(tx: Tx, of: CheckedFor, checks: readonly Checked[]): Promise<void> {
  if (checks.length === 0) return;
  const { id: regionId } = tx.region;
  const hashed = checks.map((it) => ({ ...it, hash: hashOf(it.evaluation) }));
  // In one order everywhere, so that two who store the same words never wait for each other in a ring.
  const results = new Map(
    hashed
      .toSorted((a, b) => (a.hash < b.hash ? -1 : 1))
      .map(({ hash, evaluation }) => [hash, evaluation] as const),
  );
  await asPlatform(tx, async (p) => {
    await p.db
      .insert(standardResult)
      .values([...results].map(([hash, evaluation]) => ({ regionId, hash, evaluation, createdAt: tx.now })))
      .onConflictDoNothing();
    await p.db.insert(standardCheck).values(
      hashed.map(({ subject, subjectId, evaluation, hash }) => ({
        regionId,
        id: uuidv7(),
        moment: of.moment,
        subject,
        subjectId,
        ruleVersionId: of.ruleVersionId,
        resultHash: hash,
        passes: evaluation.passes,
        fails: evaluation.fails.map(({ ruleId }) => ruleId),
        bookingId: of.bookingId ?? null,
        shiftId: of.shiftId ?? null,
        at: tx.now,
      })),
    );
  });
}
