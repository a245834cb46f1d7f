import { and, eq } from "drizzle-orm";
import { certification } from "@/db/schema/certification";
import { accountIdOf, type Context, type Tx } from "@/server/context";
import { type CertificationMove, nextCertificationStatus } from "@/server/core/certification";
import type { DecideCertificationInput } from "@/server/core/certification-input";
import { DomainError } from "@/server/core/domain-error";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { bumpPlans } from "@/server/services/plan/route";
import { affectedBy } from "./affected";
import { type EndHit, takeFromPlans } from "./end";
import { type CertificationEvaluation, evaluateCertification, recordEvaluation } from "./evaluate";
import { findCertification } from "./find";
import { type Grant, grantOf, isGranting, markCertified } from "./grant";
import type { CertificationRow } from "./subject";
import { tellDecision } from "./tell";

const blocking: readonly CertificationMove[] = ["suspend", "revoke"];

/** What a move comes to, before anything is written. */
interface Decided {
  input: DecideCertificationInput;
  row: CertificationRow;
  status: CertificationRow["status"];
  /** What the standards in force say; null where the region has none. */
  evaluation: CertificationEvaluation | null;
  granted: Grant;
}

/** Write the move where nobody was quicker, and what the standards said at that moment. */
async function write(tx: Tx, { input, row, status, evaluation, granted }: Decided): Promise<void> {
  const [changed] = await tx.db
    .update(certification)
    .set({
      status,
      reason: input.reason,
      // What is asked for anew is not answered yet.
      ...(input.move === "ask_more" ? { answer: null } : {}),
      decidedAt: tx.now,
      decidedBy: accountIdOf(tx),
      ...(evaluation ? { evaluation: { ...evaluation } } : {}),
      ...granted,
    })
    .where(
      and(
        eq(certification.regionId, tx.region.id),
        eq(certification.id, row.id),
        eq(certification.status, row.status),
      ),
    )
    .returning({ id: certification.id });
  if (!changed) throw new DomainError("conflict", "certification.changed_meanwhile");
  await markCertified(tx, row, input.move, granted.serial);
  if (evaluation) await recordEvaluation(tx, row, evaluation, "certification");
}

/** Plans that rest on it are read again; what may no longer be carried is taken off, and its extent is the answer. */
async function follow(tx: Tx, { input, row, status }: Decided): Promise<EndHit | null> {
  if (isGranting(input.move)) {
    const { shifts } = await affectedBy(tx, row);
    const shiftIds = shifts.map(({ id }) => id);
    await asPlatform(tx, (p) => bumpPlans(p, shiftIds));
  }
  return blocking.includes(input.move) ? takeFromPlans(tx, row, status) : null;
}

async function auditDecision(tx: Tx, decided: Decided, hit: EndHit | null): Promise<void> {
  const { input, row, status, evaluation, granted } = decided;
  await writeAudit(tx, {
    verb: "certification.decide",
    noun: "certification",
    nounId: row.id,
    before: { status: row.status, validUntil: row.validUntil?.toISOString() ?? null },
    after: {
      status,
      move: input.move,
      reason: input.reason,
      ...(granted.conditions ? { conditions: granted.conditions } : {}),
      ...(evaluation ? { fails: evaluation.fails.map(({ ruleId }) => ruleId) } : {}),
      ...hit,
    },
  });
}

/**
 * A reviewer's move on a certification. Granting needs the standards to hold; suspending or revoking takes effect with
 * this transaction, also where the region has no standards in force: plans that rest on it are stale at once and its offers
 * closed; taking bookings off follows as a job, and the operator is told.
 * @throws DomainError conflict when somebody moved it meanwhile, bad_input where a reason or validity is missing, unavailable
 * `certification.no_standards` where nothing can be granted
 */
export async function decideCertification(
  ctx: Context,
  input: DecideCertificationInput,
): Promise<{ status: string }> {
  return inTransaction(ctx, async (tx) => {
    const row = await findCertification(tx, input.certificationId);
    const status = nextCertificationStatus(row.status, input.move, input.reason);
    const evaluation = await evaluateCertification(tx, row);
    const granted = await grantOf(tx, row, input, evaluation);
    const decided: Decided = { input, row, status, evaluation, granted };
    await write(tx, decided);
    const hit = await follow(tx, decided);
    await auditDecision(tx, decided, hit);
    await tellDecision(tx, { ...row, ...granted }, input, hit?.bookings.length ?? 0);
    await wake(tx, { orgs: [row.orgId] });
    return { status };
  });
}
