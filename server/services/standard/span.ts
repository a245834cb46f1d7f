import { sql } from "drizzle-orm";
import { type certification, paper } from "@/db/schema/certification";
import type { Tx } from "@/server/context";
import type { CertificationSpan } from "@/server/core/certification";
import { endOfDay } from "@/server/core/standard/day";

/**
 * Of a certification's row: the last good day of the first paper to lapse, YYYY-MM-DD. Papers count that a reviewer looked at
 * and that nothing replaced; null where none of them expires. The names are written out: in a query of one table alone
 * columns lose their table's name, and within this one they would all be the paper's.
 */
export const lapsesOn = sql<string | null>`(
  SELECT min(it.expires_on)::text FROM ${paper} it
  WHERE it.region_id = certification.region_id AND it.certification_id = certification.id AND it.checked AND NOT it.replaced
)`;

type Dates = Pick<typeof certification.$inferSelect, "status" | "validFrom" | "validUntil">;

/** What a certification covers by its status, its dates and the first lapse of its papers (`lapsesOn`). */
export function spanOf(tx: Tx, row: Dates, firstLapseOn: string | null): CertificationSpan {
  return {
    status: row.status,
    validFrom: row.validFrom?.getTime() ?? null,
    validUntil: row.validUntil?.getTime() ?? null,
    papersLapseAt: firstLapseOn ? endOfDay(firstLapseOn, tx.region.timeZone) : null,
  };
}
