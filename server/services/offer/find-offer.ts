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

/** Why an answer came too late: the offer lapsed, or somebody answered it first. */
export async function tooLate(tx: Tx, offerId: string): Promise<DomainError> {
  const [now] = await tx.db
    .select({ status: offer.status })
    .from(offer)
    .where(and(eq(offer.regionId, tx.region.id), eq(offer.id, offerId)));
  const lapsed = now?.status === "open" || now?.status === "expired";
  if (lapsed) return new DomainError("expired", "offer.expired");
  return new DomainError("conflict", "offer.not_open", { status: now?.status ?? "withdrawn" });
}
