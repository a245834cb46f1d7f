import { and, eq } from "drizzle-orm";
import { certification, standardCheck } from "@/db/schema/certification";
import type { Context, Tx } from "@/server/context";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import type { CertificationRow } from "@/server/services/certification/subject";
import { tellStandards } from "@/server/services/certification/tell-standards";
import { replanShift } from "@/server/services/dispatch/replan";
import { findInForce } from "@/server/services/rule";
import { idsAtWork } from "@/server/services/standard/at-work";
import { certifiedNow, holdAgainst } from "@/server/services/standard/hold-against";
import { type Checked, recordChecks } from "@/server/services/standard/record";
import { affectedTrips, shiftsFrom } from "./affected";

/** Whether this version was held against everybody before: a job done again records nothing twice. */
async function isMarked(tx: Tx, ruleVersionId: string): Promise<boolean> {
  const [found] = await tx.db
    .select({ id: standardCheck.id })
    .from(standardCheck)
    .where(
      and(
        eq(standardCheck.regionId, tx.region.id),
        eq(standardCheck.ruleVersionId, ruleVersionId),
        eq(standardCheck.moment, "rule_change"),
      ),
    )
    .limit(1);
  return found !== undefined;
}

/** Write on every certification what the version that holds says of it; false where that was done before. */
async function mark(tx: Tx, ruleVersionId: string, checks: (Checked & { row: CertificationRow })[]) {
  if (await isMarked(tx, ruleVersionId)) return false;
  await recordChecks(tx, { moment: "rule_change", ruleVersionId }, checks);
  for (const { row, evaluation } of checks)
    await tx.db
      .update(certification)
      .set({ evaluation: { ...evaluation, ruleVersionId, at: tx.now.toISOString() } })
      .where(and(eq(certification.regionId, tx.region.id), eq(certification.id, row.id)));
  return true;
}

/** Operators hear of what is still at work: nobody mends a retired vehicle. */
async function tellWhoFails(
  tx: Tx,
  of: Parameters<typeof tellStandards>[1],
  broken: (Checked & { row: CertificationRow })[],
): Promise<void> {
  const atWork = await idsAtWork(
    tx,
    broken.map(({ row }) => row),
  );
  const failing = broken.filter(({ subjectId }) => atWork.has(subjectId));
  await tellStandards(
    tx,
    of,
    failing.map(({ row, evaluation }) => ({ row, fails: evaluation.fails })),
  );
}

/** Mark who fails the version that holds; answers with the shifts that it no longer lets carry as planned. */
async function markAndFind(tx: Tx, ruleVersionId: string): Promise<{ shiftIds: string[]; version: number }> {
  const present = await findInForce(tx, "standard");
  // Another version came meanwhile: its own job does the work.
  if (present?.view.id !== ruleVersionId) return { shiftIds: [], version: 0 };
  const subjects = await certifiedNow(tx);
  const evaluations = holdAgainst(present.content, subjects, tx.now);
  const checks = subjects.flatMap(({ row }) => {
    const evaluation = evaluations.get(row.subjectId);
    const { subject, subjectId } = row;
    return evaluation ? [{ row, subject, subjectId, evaluation }] : [];
  });
  const isNew = await mark(tx, ruleVersionId, checks);
  const broken = checks.filter(({ evaluation }) => !evaluation.passes);
  if (isNew)
    await tellWhoFails(tx, { ruleVersionId, version: present.view.version, because: "version" }, broken);
  const fails = new Map(
    broken.map(({ subjectId, evaluation }) => [subjectId, evaluation.fails.map(({ ruleId }) => ruleId)]),
  );
  const standards = { set: present.content, versionId: ruleVersionId };
  const { shiftIds } = await affectedTrips(tx, standards, await shiftsFrom(tx, tx.now), fails, tx.now);
  await wake(tx, { orgs: [...new Set(subjects.map(({ row }) => row.orgId))] });
  return { shiftIds, version: present.view.version };
}

/**
 * New standards hold: everybody certified is held against them, what fails is marked, and shifts that may not carry as
 * planned are planned anew, their promises unchanged. Trips under way are stopped at the next check, before boarding. Done
 * again it finds nothing left to move.
 */
export async function applyStandards(ctx: Context, ruleVersionId: string): Promise<string[]> {
  const { shiftIds, version } = await inTransaction(ctx, (tx) =>
    asPlatform(tx, (p) => markAndFind(p, ruleVersionId)),
  );
  const moved: string[] = [];
  for (const shiftId of shiftIds) moved.push(...(await replanShift(ctx, { shiftId }, `standard:${version}`)));
  return moved;
}
