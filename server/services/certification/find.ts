import { and, eq } from "drizzle-orm";
import { certification } from "@/db/schema/certification";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { CertificationRow } from "./subject";

/** One certification as the actor may see it; someone else's is not found. */
export async function findCertification(tx: Tx, id: string): Promise<CertificationRow> {
  const [row] = await tx.db
    .select()
    .from(certification)
    .where(and(eq(certification.regionId, tx.region.id), eq(certification.id, id)));
  if (!row) throw new DomainError("not_found", "certification.not_found");
  return row;
}
