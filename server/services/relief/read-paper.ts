import { and, eq } from "drizzle-orm";
import { reliefClaim } from "@/db/schema/relief";
import type { Tx } from "@/server/context";
import { maySeeClaim } from "./claim-of";

/**
 * Whether the actor may look at the paper of a claim: who checks it, until it is checked. Afterwards it is masked from
 * everybody but the regulator, who may have to answer for the decision, until retention takes it away.
 */
export async function mayReadPaper(tx: Tx, fileId: string): Promise<boolean> {
  const { actor } = tx;
  const [claim] = await tx.db
    .select()
    .from(reliefClaim)
    .where(and(eq(reliefClaim.regionId, tx.region.id), eq(reliefClaim.fileId, fileId)));
  if (!claim || actor.kind !== "user" || claim.status === "withdrawn") return false;
  if (claim.status !== "open") return actor.role === "regulator";
  return maySeeClaim(tx, claim);
}
