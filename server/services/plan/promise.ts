import { v7 as uuidv7 } from "uuid";
import { promise } from "@/db/schema/dispatch";
import type { quote } from "@/db/schema/quote";
import { actorName, type Tx } from "@/server/context";

type Quoted = Pick<
  typeof quote.$inferSelect,
  | "bookingId"
  | "pickupFrom"
  | "pickupUntil"
  | "plannedPickupAt"
  | "plannedDropoffAt"
  | "viewerOrgs"
  | "viewerUsers"
>;

/** Latest drop-off of a quote: picked up at the very end of its window, the ride as long as planned. */
export function dropoffBy(of: Pick<Quoted, "pickupUntil" | "plannedPickupAt" | "plannedDropoffAt">): Date {
  return new Date(of.pickupUntil.getTime() + of.plannedDropoffAt.getTime() - of.plannedPickupAt.getTime());
}

/** Write the pickup range told to the booker; rows are never changed, a later one stands. */
export async function recordPromise(tx: Tx, of: Quoted, reason: string): Promise<void> {
  await tx.db.insert(promise).values({
    regionId: tx.region.id,
    id: uuidv7(),
    bookingId: of.bookingId,
    pickupFrom: of.pickupFrom,
    pickupUntil: of.pickupUntil,
    dropoffBy: dropoffBy(of),
    reason,
    madeBy: actorName(tx.actor),
    createdAt: tx.now,
    viewerOrgs: of.viewerOrgs,
    viewerUsers: of.viewerUsers,
  });
}
