import { and, eq, inArray, isNotNull, lt, ne } from "drizzle-orm";
import { file } from "@/db/schema/file";
import { reliefClaim } from "@/db/schema/relief";
import type { Tx } from "@/server/context";
import { dropFile } from "@/server/gateways/files";

const perStep = 100;

/**
 * The papers of claims that were checked or withdrawn before a day; what was decided, by whom and when stays. The bytes go
 * last: should the transaction fail after them, the next round takes the rows.
 */
export async function forgetReliefPapers(tx: Tx, cutOff: Date): Promise<number> {
  const here = tx.region.id;
  const rows = await tx.db
    .select({ id: reliefClaim.id, fileId: reliefClaim.fileId })
    .from(reliefClaim)
    .where(
      and(
        eq(reliefClaim.regionId, here),
        ne(reliefClaim.status, "open"),
        isNotNull(reliefClaim.fileId),
        lt(reliefClaim.checkedAt, cutOff),
      ),
    )
    .limit(perStep)
    .for("update", { skipLocked: true });
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return 0;
  await tx.db
    .update(reliefClaim)
    .set({ fileId: null, forgottenAt: tx.now })
    .where(and(eq(reliefClaim.regionId, here), inArray(reliefClaim.id, ids)));
  const fileIds = rows.flatMap(({ fileId }) => fileId ?? []);
  const gone = await tx.db
    .delete(file)
    .where(and(eq(file.regionId, here), inArray(file.id, fileIds)))
    .returning({ sha256: file.sha256 });
  for (const { sha256 } of gone) await dropFile(sha256);
  return ids.length;
}
