import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { crewClaim, crewMember } from "@/db/schema/fleet";
import { quote } from "@/db/schema/quote";
import { type TripCrew, trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import { isLive, tripStatuses } from "@/server/core/trip";
import { wake } from "@/server/live";
import { asPlatform } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { lockPlanOf } from "@/server/services/plan/lock";

/** Who is on the shift now, as the trip keeps it. */
export async function crewOf(tx: Tx, shiftId: string): Promise<TripCrew[]> {
  return tx.db
    .select({
      crewId: crewMember.id,
      accountId: crewMember.accountId,
      nameSealed: crewMember.nameSealed,
      duty: crewClaim.duty,
    })
    .from(crewClaim)
    .innerJoin(
      crewMember,
      and(eq(crewMember.regionId, crewClaim.regionId), eq(crewMember.id, crewClaim.crewId)),
    )
    .where(and(eq(crewClaim.regionId, tx.region.id), eq(crewClaim.shiftId, shiftId)))
    .orderBy(crewClaim.duty, crewMember.id);
}

const accountsOf = (crew: readonly TripCrew[]): string[] => crew.flatMap((it) => it.accountId ?? []);
const namesOf = (crew: readonly TripCrew[]): string =>
  crew
    .map((it) => `${it.crewId} ${it.duty}`)
    .sort()
    .join();

type TripRow = typeof trip.$inferSelect;

/** Those who left no longer see the booking, those who came do; the booker stays whoever carries. */
export async function changeViewers(tx: Tx, row: TripRow, crew: readonly TripCrew[]): Promise<string[]> {
  const [booked] = await tx.db
    .select({ viewerUsers: booking.viewerUsers, bookedBy: booking.bookedBy })
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, row.bookingId)));
  const left = accountsOf(row.crew).filter((it) => it !== booked?.bookedBy);
  const changed = (before: readonly string[]) => [
    ...new Set([...before.filter((it) => !left.includes(it)), ...accountsOf(crew)]),
  ];
  const viewerUsers = changed(booked?.viewerUsers ?? []);
  await tx.db
    .update(booking)
    .set({ viewerUsers })
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, row.bookingId)));
  await tx.db
    .update(quote)
    .set({ viewerUsers })
    .where(
      and(eq(quote.regionId, tx.region.id), eq(quote.bookingId, row.bookingId), isNotNull(quote.acceptedAt)),
    );
  return changed(row.viewerUsers);
}

async function liveTrips(tx: Tx, shiftId: string): Promise<TripRow[]> {
  return tx.db
    .select()
    .from(trip)
    .where(
      and(
        eq(trip.regionId, tx.region.id),
        eq(trip.shiftId, shiftId),
        inArray(
          trip.status,
          tripStatuses.filter((status) => isLive(status)),
        ),
      ),
    )
    .orderBy(trip.id);
}

/** Lock what a shift is still to carry, and the shift after it, before its crew is changed. */
export async function lockTripsOf(tx: Tx, shiftId: string): Promise<void> {
  await asPlatform(tx, async (p) =>
    lockPlanOf(
      p,
      (await liveTrips(p, shiftId)).map((row) => row.bookingId),
      [shiftId],
    ),
  );
}

/**
 * The people of a shift have changed: its trips that are not over name those on it now, so that family and vehicle page
 * tell the right crew, and only they see the booking. The verb that changed the shift has authorised.
 */
export async function renewTripCrew(tx: Tx, shiftId: string): Promise<void> {
  await asPlatform(tx, async (p) => {
    const crew = await crewOf(p, shiftId);
    for (const row of await liveTrips(p, shiftId)) {
      if (namesOf(row.crew) === namesOf(crew)) continue;
      const viewerUsers = await changeViewers(p, row, crew);
      await p.db
        .update(trip)
        .set({ crew, viewerUsers })
        .where(and(eq(trip.regionId, p.region.id), eq(trip.id, row.id)));
      await writeAudit(p, {
        verb: "trip.change_crew",
        noun: "trip",
        nounId: row.id,
        bookingId: row.bookingId,
        before: { crew: namesOf(row.crew) },
        after: { crew: namesOf(crew) },
      });
      await wake(p, { orgs: row.viewerOrgs, booking: row.bookingId });
    }
  });
}
