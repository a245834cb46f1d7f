import { and, eq, inArray, sql } from "drizzle-orm";
import { certification, paper } from "@/db/schema/certification";
import type { Tx } from "@/server/context";
import { type CertifiedAt, isCertifiedAt } from "@/server/core/certification";
import { endOfDay } from "@/server/core/standard/day";

/** The first lapse of a paper that a reviewer looked at and that is still the current one. */
const lapsesOn = sql<
  string | null
>`(SELECT min(${paper.expiresOn})::text FROM ${paper} WHERE ${paper.regionId} = ${certification.regionId} AND ${paper.certificationId} = ${certification.id} AND ${paper.checked} AND NOT ${paper.replaced})`;

/** Whether each of some vehicles, people and operators is certified right now; who never applied is not decided. */
export async function standingsOf(
  tx: Tx,
  subjectIds: readonly string[],
): Promise<(subjectId: string) => CertifiedAt> {
  const rows = await tx.db
    .select({
      subjectId: certification.subjectId,
      status: certification.status,
      validFrom: certification.validFrom,
      validUntil: certification.validUntil,
      lapsesOn,
    })
    .from(certification)
    .where(and(eq(certification.regionId, tx.region.id), inArray(certification.subjectId, [...subjectIds])));
  const known = new Map(
    rows.map((row) => {
      const span = {
        status: row.status,
        validFrom: row.validFrom?.getTime() ?? null,
        validUntil: row.validUntil?.getTime() ?? null,
        papersLapseAt: row.lapsesOn ? endOfDay(row.lapsesOn, tx.region.timeZone) : null,
      };
      return [row.subjectId, isCertifiedAt(span, tx.now.getTime())] as const;
    }),
  );
  return (subjectId) => known.get(subjectId) ?? { certified: false, reason: "not_decided" };
}
