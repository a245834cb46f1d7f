import { and, eq, inArray } from "drizzle-orm";
import { file } from "@/db/schema/file";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";

/** Files named as evidence exist and are the actor's to show. @throws DomainError not_found `file.not_found` */
export async function checkEvidence(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const found = await tx.db
    .select({ id: file.id })
    .from(file)
    .where(and(eq(file.regionId, tx.region.id), inArray(file.id, [...ids])));
  if (found.length !== new Set(ids).size) throw new DomainError("not_found", "file.not_found");
}
