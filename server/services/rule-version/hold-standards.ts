import { and, eq, sql } from "drizzle-orm";
import { certification } from "@/db/schema/certification";
import type { Context, Tx } from "@/server/context";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import type { CertificationRow } from "@/server/services/certification/subject";
import { tellStandards } from "@/server/services/certification/tell-standards";
import { replanShift } from "@/server/services/dispatch/replan";
import type { ShiftFacts } from "@/server/services/plan/load-shifts";
import { findInForce } from "@/server/services/rule";
import { certifiedAtWork, holdAgainst } from "@/server/services/standard/hold-against";
import { type Checked, recordChecks } from "@/server/services/standard/record";
import { affectedTrips, shiftsFrom } from "./affected";

type Held = Checked & { row: CertificationRow };

/** Rules that a subject failed when it was last held against the standards; those of a subject never held: none. */
function failedBefore({ evaluation }: CertificationRow): Set<unknown> {
  const fails = evaluation?.fails;
  return new Set(Array.isArray(fails) ? fails.map((it: { ruleId?: unknown }) => it.ruleId) : []);
}

const idsOf = ({ evaluation }: Held) => evaluation.fails.map(({ ruleId }) => ruleId);
const failsAnew = (it: Held) => idsOf(it).some((id) => !failedBefore(it.row).has(id));
const isOther = (it: Held) => failsAnew(it) || idsOf(it).length !== failedBefore(it.row).size;

/** Keep what holds now beside the certification; false where somebody else changed it meanwhile and did so. */
async function keep(tx: Tx, ruleVersionId: string, { row, evaluation }: Held): Promise<boolean> {
  const kept = await tx.db
    .update(certification)
    .set({ evaluation: { ...evaluation, ruleVersionId, at: tx.now.toISOString() } })
    .where(
      and(
        eq(certification.regionId, tx.region.id),
        eq(certification.id, row.id),
        eq(certification.status, "certified"),
        sql`${certification.evaluation} IS NOT DISTINCT FROM ${row.evaluation && JSON.stringify(row.evaluation)}::jsonb`,
      ),
    )
    .returning({ id: certification.id });
  return kept.length > 0;
}

async function heldNow(tx: Tx, set: Parameters<typeof holdAgainst>[0]): Promise<Held[]> {
  const subjects = await certifiedAtWork(tx);
  const evaluations = holdAgainst(set, subjects, tx.now);
  return subjects.flatMap(({ row }) => {
    const evaluation = evaluations.get(row.subjectId);
    const { subject, subjectId } = row;
    return evaluation ? [{ row, subject, subjectId, evaluation }] : [];
  });
}

async function holdAndFind(tx: Tx): Promise<string[]> {
  const present = await findInForce(tx, "standard");
  if (!present) return [];
  const { id: ruleVersionId, version } = present.view;
  const held = await heldNow(tx, present.content);
  const changed: Held[] = [];
  for (const it of held.filter(isOther)) if (await keep(tx, ruleVersionId, it)) changed.push(it);
  await recordChecks(tx, { moment: "time", ruleVersionId }, changed);
  const broken = changed.filter(failsAnew);
  await tellStandards(
    tx,
    { ruleVersionId, version, because: "time" },
    broken.map(({ row, evaluation }) => ({ row, fails: evaluation.fails })),
  );
  await wake(tx, { orgs: [...new Set(changed.map(({ row }) => row.orgId))] });
  const failing = held.filter(({ evaluation }) => !evaluation.passes);
  return shiftsOf(tx, { set: present.content, versionId: ruleVersionId }, failing, broken);
}

/**
 * Shifts ahead that may not carry as planned: all of what fails from now on, and of what failed before those that still
 * have somebody to carry, should the planning anew have been cut short.
 */
async function shiftsOf(
  tx: Tx,
  standards: Parameters<typeof affectedTrips>[1],
  failing: readonly Held[],
  anew: readonly Held[],
): Promise<string[]> {
  if (failing.length === 0) return [];
  const fails = new Map(failing.map((it) => [it.subjectId, idsOf(it)]));
  const subjectsOf = ({ row, crew }: ShiftFacts) => [
    row.orgId,
    row.vehicleId,
    ...crew.map(({ crewId }) => crewId),
  ];
  const shifts = (await shiftsFrom(tx, tx.now)).filter((it) => subjectsOf(it).some((id) => fails.has(id)));
  const { shiftIds, trips } = await affectedTrips(tx, standards, shifts, fails, tx.now);
  const isNew = new Set(anew.map(({ subjectId }) => subjectId));
  const own = shifts.filter((it) => subjectsOf(it).some((id) => isNew.has(id))).map(({ row }) => row.id);
  const carrying = trips.filter(({ isUnderWay }) => !isUnderWay).map(({ shiftId }) => shiftId);
  return [...new Set([...shiftIds.filter((id) => own.includes(id)), ...carrying])];
}

/**
 * Standards hold every day, not only on the day they are published: a vehicle grows too old, a quarter ends, kilometres
 * pass a limit. Who does not hold them any more is marked, its operator hears why, and what it was to carry is planned
 * anew with the promises unchanged. Done again it finds nothing new.
 */
export async function holdStandards(ctx: Context): Promise<string[]> {
  const shiftIds = await inTransaction(ctx, (tx) => asPlatform(tx, holdAndFind));
  const moved: string[] = [];
  for (const shiftId of shiftIds) moved.push(...(await replanShift(ctx, { shiftId }, "standard:time")));
  return moved;
}
