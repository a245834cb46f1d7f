import { and, eq } from "drizzle-orm";
import { offer } from "@/db/schema/offer";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { actingOrg } from "@/server/scope";
import type { OfferRow } from "./make-offer";

/** An offer made to the acting operator; anybody else's is not found. */
export async function findOffer(tx: Tx, offerId: string): Promise<OfferRow> {
  const [row] = await tx.db
    .select()
    .from(offer)
    .where(and(eq(offer.regionId, tx.region.id), eq(offer.id, offerId), eq(offer.orgId, actingOrg(tx))));
  if (!row) throw new DomainError("not_found", "offer.not_found");
  return row;
}
