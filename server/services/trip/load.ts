import { and, eq, exists, or, sql } from "drizzle-orm";
import { crewClaim, crewMember } from "@/db/schema/fleet";
import { trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";

export type TripRow = typeof trip.$inferSelect;

/** Trips of the shifts that the acting crew member rides on, as planned now or as told to the booker. */
export function onOwnShift(tx: Tx) {
  const accountId = tx.actor.kind === "user" ? tx.actor.accountId : "";
  const rides = tx.db
    .select({ one: sql`1` })
    .from(crewClaim)
    .innerJoin(
      crewMember,
      and(eq(crewMember.regionId, crewClaim.regionId), eq(crewMember.id, crewClaim.crewId)),
    )
    .where(
      and(
        eq(crewClaim.regionId, trip.regionId),
        eq(crewClaim.shiftId, trip.shiftId),
        sql`${crewMember.accountId}::text = ${accountId}`,
      ),
    );
  const told = sql`${trip.crew} @> ${JSON.stringify([{ accountId }])}::jsonb`;
  return or(exists(rides), told);
}

/** A trip that the acting crew member rides on; anybody else's is not found. */
export async function crewTrip(tx: Tx, tripId: string): Promise<TripRow> {
  const [row] = await tx.db
    .select()
    .from(trip)
    .where(and(eq(trip.regionId, tx.region.id), eq(trip.id, tripId), onOwnShift(tx)));
  if (!row) throw new DomainError("not_found", "trip.not_found");
  return row;
}

/** A trip that the actor may see: crew only their own, everybody else as the policies say. */
export async function visibleTrip(tx: Tx, tripId: string): Promise<TripRow> {
  if (tx.actor.kind === "user" && tx.actor.role === "crew") return crewTrip(tx, tripId);
  const [row] = await tx.db
    .select()
    .from(trip)
    .where(and(eq(trip.regionId, tx.region.id), eq(trip.id, tripId)));
  if (!row) throw new DomainError("not_found", "trip.not_found");
  return row;
}

/** The columns that every row around a trip carries on: region, booking and who sees it. */
export function viewersOf(row: Pick<TripRow, "regionId" | "bookingId" | "viewerOrgs" | "viewerUsers">) {
  const { regionId, bookingId, viewerOrgs, viewerUsers } = row;
  return { regionId, bookingId, viewerOrgs, viewerUsers };
}
