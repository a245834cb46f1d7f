import { and, eq, isNull } from "drizzle-orm";
import { paper } from "@/db/schema/certification";
import type { Context } from "@/server/context";
import { inTransaction } from "@/server/scope";
import { keptNumber } from "./papers";

const perStep = 500;

/** Identity numbers from before they were sealed: sealed now, their mask left. Answers with how many; again it does nothing. */
export async function sealPapers(ctx: Context): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select({ id: paper.id, kind: paper.kind, number: paper.number })
      .from(paper)
      .where(and(eq(paper.regionId, tx.region.id), eq(paper.kind, "identity"), isNull(paper.numberSealed)))
      .limit(perStep)
      .for("update", { skipLocked: true });
    for (const { id, ...row } of rows)
      await tx.db
        .update(paper)
        .set(keptNumber(tx, row))
        .where(and(eq(paper.regionId, tx.region.id), eq(paper.id, id)));
    return rows.length;
  });
}
