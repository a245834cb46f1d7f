import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { payout } from "@/db/schema/settlement";
import type { Tx } from "@/server/context";
import { latestStatement, unstatedFrom } from "./close-statement";

/** Payouts that are decided or on their way and not in the balance yet. */
const underway = ["proposed", "approved", "sent"] as const;

/** What statements say is owed, and what was posted since and stands on none yet (corrections, payouts). */
async function owedFen(tx: Tx, orgId: string): Promise<number> {
  const last = await latestStatement(tx, orgId);
  const from = unstatedFrom(tx, last);
  const since = from ? sql`AND e.at >= ${from.toISOString()}::timestamptz` : sql``;
  const [row] = await tx.db.execute<{ fen: string }>(sql`
    SELECT coalesce(sum(CASE WHEN e.credit_account = 'payable:operator' THEN e.amount_fen ELSE -e.amount_fen END), 0) AS fen
    FROM ledger_entry e
    WHERE e.region_id = ${tx.region.id} AND e.org_id = ${orgId} AND e.state = 'posted' ${since}
      AND (e.credit_account = 'payable:operator' OR e.debit_account = 'payable:operator')
      AND NOT EXISTS (SELECT 1 FROM statement_line l WHERE l.region_id = ${tx.region.id} AND l.entry_id = e.id)`);
  return (last?.closingFen ?? 0) + Number(row?.fen ?? 0);
}

/**
 * What an operator can be paid now: what is owed less what is on its way; below zero it owes, and that is carried.
 * `except`: a payout that is not counted. As the platform.
 */
export async function payableFen(tx: Tx, orgId: string, except?: string): Promise<number> {
  const [row] = await tx.db
    .select({ fen: sql<string>`coalesce(sum(${payout.amountFen}), 0)` })
    .from(payout)
    .where(
      and(
        eq(payout.regionId, tx.region.id),
        eq(payout.orgId, orgId),
        inArray(payout.status, [...underway]),
        except ? ne(payout.id, except) : undefined,
      ),
    );
  return (await owedFen(tx, orgId)) - Number(row?.fen ?? 0);
}
