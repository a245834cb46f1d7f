import { and, eq } from "drizzle-orm";
import { certification } from "@/db/schema/certification";
import type { Context, Tx } from "@/server/context";
import { nextCertificationStatus } from "@/server/core/certification";
import type { DecideCertificationInput } from "@/server/core/certification-input";
import { DomainError } from "@/server/core/domain-error";
import { endOfDay } from "@/server/core/standard/day";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { nextNumber } from "@/server/services/counter";
import { issueMarking } from "@/server/services/marking/issue";
import { bumpPlans } from "@/server/services/plan/route";
import { affectedBy } from "./affected";
import { takeFromPlans } from "./end";
import { type CertificationEvaluation, evaluateCertification, recordEvaluation } from "./evaluate";
import { findCertification } from "./find";
import { assertNotFailedOnSite } from "./site-inspection";
import type { CertificationRow } from "./subject";
import { tellDecision } from "./tell";

const granting = ["certify", "extend", "lift"];
const blocking = ["suspend", "revoke"];

/** What fails the standards is not certified; the reviewer hears which rule and why. */
function assertPasses(evaluation: CertificationEvaluation): void {
  const [first] = evaluation.fails;
  if (!first) return;
  throw new DomainError("bad_input", "certification.standard_fails", {
    count: evaluation.fails.length,
    rule: first.ruleId,
    textZh: first.textZh,
    textEn: first.textEn,
  });
}

/** A certified vehicle gets its marking's serial once: region, year, running number. */
async function serialFor(tx: Tx, row: CertificationRow): Promise<string | null> {
  if (row.subject !== "vehicle" || row.serial) return row.serial;
  return `${tx.region.id}-${await nextNumber(tx, "marking")}`;
}

type Grant = Partial<
  Pick<CertificationRow, "validFrom" | "validUntil" | "serial" | "conditions" | "conditionsPublic">
>;

async function grant(
  tx: Tx,
  row: CertificationRow,
  input: DecideCertificationInput,
  evaluation: CertificationEvaluation,
): Promise<Grant> {
  if (!granting.includes(input.move)) return {};
  if (input.move !== "lift" && !input.validUntil)
    throw new DomainError("bad_input", "certification.validity_missing");
  assertPasses(evaluation);
  await assertNotFailedOnSite(tx, row.id);
  const until = input.validUntil ? new Date(endOfDay(input.validUntil, tx.region.timeZone)) : row.validUntil;
  if (until && until <= tx.now) throw new DomainError("bad_input", "certification.validity_past");
  const serial = await serialFor(tx, row);
  return {
    validFrom: row.validFrom ?? tx.now,
    validUntil: until,
    serial,
    // Lifting a suspension leaves the grant as it was; a new grant says its conditions anew.
    ...(input.move === "lift"
      ? {}
      : {
          conditions: input.conditions,
          conditionsPublic: input.conditions !== null && input.conditionsPublic,
        }),
  };
}

/**
 * A newly certified vehicle gets its marking; one that was revoked before a new issue of it, so that the stickers of then
 * stay void.
 */
async function mark(
  tx: Tx,
  row: CertificationRow,
  move: string,
  serial: string | null | undefined,
): Promise<void> {
  if (move !== "certify" || row.subject !== "vehicle" || !serial) return;
  const reason = row.serial === null ? "first" : "recertified";
  await issueMarking(tx, { orgId: row.orgId, vehicleId: row.subjectId, serial, reason });
}

/**
 * A reviewer's move on a certification. Granting needs the standards to hold; suspending or revoking takes effect with
 * this transaction: plans that rest on it are stale at once and its offers closed; taking bookings off follows as a job, and
 * the operator is told.
 * @throws DomainError conflict when somebody moved it meanwhile, bad_input where a reason or validity is missing
 */
export async function decideCertification(
  ctx: Context,
  input: DecideCertificationInput,
): Promise<{ status: string }> {
  return inTransaction(ctx, async (tx) => {
    const row = await findCertification(tx, input.certificationId);
    const status = nextCertificationStatus(row.status, input.move, input.reason);
    const evaluation = await evaluateCertification(tx, row);
    const granted = await grant(tx, row, input, evaluation);
    const decidedBy = tx.actor.kind === "user" ? tx.actor.accountId : null;
    const [changed] = await tx.db
      .update(certification)
      .set({
        status,
        reason: input.reason,
        // What is asked for anew is not answered yet.
        ...(input.move === "ask_more" ? { answer: null } : {}),
        decidedAt: tx.now,
        decidedBy,
        evaluation: { ...evaluation },
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
    await mark(tx, row, input.move, granted.serial);
    await recordEvaluation(tx, row, evaluation, "certification");
    if (granting.includes(input.move)) {
      const { shifts } = await affectedBy(tx, row);
      const shiftIds = shifts.map(({ id }) => id);
      await asPlatform(tx, (p) => bumpPlans(p, shiftIds));
    }
    const hit = blocking.includes(input.move) ? await takeFromPlans(tx, row, status) : null;
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
        fails: evaluation.fails.map(({ ruleId }) => ruleId),
        ...hit,
      },
    });
    await tellDecision(tx, { ...row, ...granted }, input, hit?.bookings.length ?? 0);
    await wake(tx, { orgs: [row.orgId] });
    return { status };
  });
}
