import { and, eq, exists, inArray, or, type SQL, sql } from "drizzle-orm";
import { crewClaim, crewMember } from "@/db/schema/fleet";
import { trip } from "@/db/schema/trip";
import { accountIdOf, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { isLive, tripStatuses } from "@/server/core/trip";

export type TripRow = typeof trip.$inferSelect;

/** Whether the acting crew member is on the trip's shift as it is planned now. */
function ridesNow(tx: Tx) {
  return exists(
    tx.db
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
          eq(crewMember.status, "active"),
          sql`${crewMember.accountId}::text = ${actingAccount(tx)}`,
        ),
      ),
  );
}

const actingAccount = (tx: Tx): string => accountIdOf(tx) ?? "";
/** Named in the trip's own list of its crew: who carries it, or carried it when it ended. */
const named = (tx: Tx) => sql`${trip.crew} @> ${JSON.stringify([{ accountId: actingAccount(tx) }])}::jsonb`;
const isOver = inArray(
  trip.status,
  tripStatuses.filter((status) => !isLive(status)),
);

/**
 * Trips of the acting crew member: of the shifts they ride on as planned now, and those they carried to the end. Who is
 * taken off a shift no longer sees what is still to be carried there.
 */
export function onOwnShift(tx: Tx) {
  return or(ridesNow(tx), and(named(tx), isOver));
}

/**
 * A trip that the acting crew member rides on; anybody else's is not found.
 * @throws DomainError not_found `trip.not_found`; forbidden `trip.not_on_shift` to a colleague, such as
 * one who was taken off the shift
 */
export async function crewTrip(tx: Tx, tripId: string): Promise<TripRow> {
  const its = and(eq(trip.regionId, tx.region.id), eq(trip.id, tripId));
  const [row] = await tx.db
    .select()
    .from(trip)
    .where(and(its, onOwnShift(tx)));
  if (row) return row;
  // The phone may still show a trip that was given to somebody else: a colleague learns the reason.
  if (await isColleagues(tx, its)) throw new DomainError("forbidden", "trip.not_on_shift");
  throw new DomainError("not_found", "trip.not_found");
}

/** Whether the trip is carried by the operator on whose list of crew the actor stands. */
async function isColleagues(tx: Tx, its: SQL | undefined): Promise<boolean> {
  const [listed] = await tx.db
    .select({ id: trip.id })
    .from(trip)
    .innerJoin(
      crewMember,
      and(
        eq(crewMember.regionId, trip.regionId),
        eq(crewMember.orgId, trip.orgId),
        sql`${crewMember.accountId}::text = ${actingAccount(tx)}`,
      ),
    )
    .where(its);
  return listed !== undefined;
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
