import { currentSession, requestContext, visitorIndexes } from "@/server/auth";
import { database } from "@/server/database";
import { type Listener, placesOf } from "@/server/live";
import { ownBookingIds } from "@/server/services/booking/own";
import { guestOf } from "@/server/services/link";

/** Who listens and against what its stream is counted; null where nobody is known. */
export interface KnownListener {
  listener: Listener;
  places: { key: string; limit: number }[];
}

/** A booking's link (`?token=`), else the signed-in person: families by their own bookings, staff by where they work. */
export async function listenerOf(request: Request): Promise<KnownListener | null> {
  const token = new URL(request.url).searchParams.get("token");
  if (token) {
    const guest = await guestOf(database(), token, null, new Date());
    if (!guest) return null;
    const { bookingId, region } = guest;
    return {
      listener: { kind: "bookings", region: region.id, bookings: new Set([bookingId]) },
      places: placesOf({ booking: bookingId, addressIndex: (await visitorIndexes()).addressIndex }),
    };
  }
  if (!(await currentSession())) return null;
  const ctx = await requestContext();
  const { actor, region } = ctx;
  if (actor.kind !== "user") return null;
  const places = placesOf({ account: actor.accountId });
  if (actor.role === "family") {
    const bookings = new Set(await ownBookingIds(ctx));
    return { listener: { kind: "bookings", region: region.id, bookings }, places };
  }
  return { listener: { kind: "member", region: region.id, role: actor.role, orgId: actor.orgId }, places };
}
