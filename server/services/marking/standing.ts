import { and, eq, inArray } from "drizzle-orm";
import { certification } from "@/db/schema/certification";
import type { Tx } from "@/server/context";
import { type CertifiedAt, isCertifiedAt } from "@/server/core/certification";
import { lapsesOn, spanOf } from "@/server/services/standard/span";

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
    rows.map(
      (row) => [row.subjectId, isCertifiedAt(spanOf(tx, row, row.lapsesOn), tx.now.getTime())] as const,
    ),
  );
  return (subjectId) => known.get(subjectId) ?? { certified: false, reason: "not_decided" };
}
