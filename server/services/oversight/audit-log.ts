import { and, count, desc, eq, gte, like, lt, max } from "drizzle-orm";
import { audit, chainEntry } from "@/db/schema/audit";
import type { Context } from "@/server/context";
import { addDays, startOfDay } from "@/server/core/local-time";
import type { AuditSearchInput } from "@/server/core/oversight-input";
import { inTransaction } from "@/server/scope";

const pageSize = 40;

/** Audit rows of a period, newest first, with their place in the chain. */
export async function searchAudit(ctx: Context, input: AuditSearchInput) {
  return inTransaction(ctx, async (tx) => {
    const { timeZone } = tx.region;
    const where = and(
      eq(audit.regionId, tx.region.id),
      gte(audit.at, startOfDay(input.from, timeZone)),
      lt(audit.at, startOfDay(addDays(input.until, 1), timeZone)),
      input.verb ? like(audit.verb, `${input.verb.replace(/[%_\\]/g, "\\$&")}%`) : undefined,
      input.noun ? eq(audit.noun, input.noun) : undefined,
    );
    const [total] = await tx.db.select({ count: count() }).from(audit).where(where);
    const rows = await tx.db
      .select({ audit, seq: chainEntry.seq })
      .from(audit)
      .leftJoin(chainEntry, and(eq(chainEntry.regionId, audit.regionId), eq(chainEntry.auditId, audit.id)))
      .where(where)
      .orderBy(desc(audit.at), desc(audit.id))
      .limit(pageSize)
      .offset((input.page - 1) * pageSize);
    const [head] = await tx.db
      .select({ seq: max(chainEntry.seq), sealedAt: max(chainEntry.sealedAt) })
      .from(chainEntry)
      .where(eq(chainEntry.regionId, tx.region.id));
    return {
      rows: rows.map(({ audit: row, seq }) => ({ ...row, seq })),
      total: total?.count ?? 0,
      pageCount: Math.max(1, Math.ceil((total?.count ?? 0) / pageSize)),
      head: { seq: head?.seq ?? 0, sealedAt: head?.sealedAt ?? null },
    };
  });
}
