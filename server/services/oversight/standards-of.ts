import { and, asc, eq, inArray } from "drizzle-orm";
import { standardCheck, standardResult } from "@/db/schema/certification";
import { ruleVersion } from "@/db/schema/rule";
import type { Tx } from "@/server/context";
import { ruleShapes } from "@/server/core/rule-content";

/** What the rules of some versions of the standards are called, by their ids. */
async function titlesOf(tx: Tx, versionIds: string[]) {
  if (versionIds.length === 0) return [];
  const rows = await tx.db
    .select({ content: ruleVersion.content })
    .from(ruleVersion)
    .where(and(eq(ruleVersion.regionId, tx.region.id), inArray(ruleVersion.id, [...new Set(versionIds)])));
  const rules = rows.flatMap(({ content }) => ruleShapes.standard.safeParse(content).data?.rules ?? []);
  return [...new Map(rules.map(({ id, titleZh, titleEn }) => [id, { id, titleZh, titleEn }])).values()];
}

/**
 * What the evaluator said around one booking: at its match, before its crew set out, before its patient boarded; with the
 * version that held and the facts used.
 */
export async function standardsOf(tx: Tx, bookingId: string, decidedBy: (string | null | undefined)[]) {
  const checks = await tx.db
    .select({
      id: standardCheck.id,
      moment: standardCheck.moment,
      subject: standardCheck.subject,
      subjectId: standardCheck.subjectId,
      ruleVersionId: standardCheck.ruleVersionId,
      at: standardCheck.at,
      evaluation: standardResult.evaluation,
    })
    .from(standardCheck)
    .innerJoin(
      standardResult,
      and(
        eq(standardResult.regionId, standardCheck.regionId),
        eq(standardResult.hash, standardCheck.resultHash),
      ),
    )
    .where(and(eq(standardCheck.regionId, tx.region.id), eq(standardCheck.bookingId, bookingId)))
    .orderBy(asc(standardCheck.at), asc(standardCheck.id));
  const versions = [...decidedBy, ...checks.map(({ ruleVersionId }) => ruleVersionId)];
  return {
    checks,
    titles: await titlesOf(
      tx,
      versions.filter((id) => typeof id === "string"),
    ),
  };
}
