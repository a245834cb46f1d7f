import { and, eq, inArray } from "drizzle-orm";
import { crewMember } from "@/db/schema/fleet";
import { trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { type CrewDuty, crewDuty } from "@/server/core/crew";
import { matchTrip, type TripMatch } from "@/server/core/marking/scan";
import { maskName } from "@/server/core/masking";
import { open } from "@/server/gateways/vault";
import { asPlatform, inTransaction } from "@/server/scope";
import { promiseOf } from "@/server/services/booking/cancel-preview";
import { settingsInForce } from "@/server/services/rule";
import { standingsOf } from "./standing";

/** The trip of the link in hand, held against the vehicle at the door. */
export interface TripCheck {
  match: TripMatch;
  /** Of the vehicle that is to come; null before there is one. */
  plate: string | null;
  /** Masked, with what each is there for. */
  crew: { name: string; duty: CrewDuty }[];
  pickupFrom: Date | null;
  pickupUntil: Date | null;
}

type TripRow = typeof trip.$inferSelect;

/** Everybody on the trip is on the operator's own list and certified, and so is the operator. */
async function isCrewCertified(tx: Tx, row: TripRow): Promise<boolean> {
  const ids = row.crew.map(({ crewId }) => crewId);
  if (ids.length === 0) return false;
  const listed = await tx.db
    .select({ id: crewMember.id })
    .from(crewMember)
    .where(
      and(
        eq(crewMember.regionId, tx.region.id),
        eq(crewMember.orgId, row.orgId),
        eq(crewMember.status, "active"),
        inArray(crewMember.id, ids),
      ),
    );
  const standing = await standingsOf(tx, [row.orgId, ...ids]);
  return listed.length === new Set(ids).size && [row.orgId, ...ids].every((id) => standing(id).certified);
}

/**
 * Whether the vehicle that somebody stands before is the one of the trip whose link they hold: vehicle, time, and the crew's
 * papers. Null for whoever holds no link. `vehicleId` is null where the mark is nobody's in the trip's region.
 */
export async function tripInHand(ctx: Context, vehicleId: string | null): Promise<TripCheck | null> {
  const { actor } = ctx;
  if (actor.kind !== "guest") return null;
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select()
      .from(trip)
      .where(and(eq(trip.regionId, tx.region.id), eq(trip.bookingId, actor.bookingId)));
    const isComing = row !== undefined && row.status !== "cancelled";
    const { markings } = await settingsInForce(tx);
    const seen = row && {
      vehicleId: row.vehicleId,
      isCancelled: !isComing,
      departedAt: row.departedAt?.getTime() ?? null,
      plannedPickupAt: row.plannedPickupAt.getTime(),
      endedAt: row.endedAt?.getTime() ?? null,
    };
    const found = matchTrip(seen ?? null, vehicleId, tx.now.getTime(), markings.tripEarlyMinutes);
    if (!isComing) return { match: found, plate: null, crew: [], pickupFrom: null, pickupUntil: null };
    const isFit = found !== "right" || (await asPlatform(tx, (p) => isCrewCertified(p, row)));
    const promise = await promiseOf(tx, actor.bookingId);
    return {
      match: isFit ? found : "crew_not_certified",
      plate: row.plate,
      crew: row.crew.map(({ nameSealed, duty }) => ({
        name: maskName(open(nameSealed, `${tx.region.id}/crew_member/name`)),
        duty: crewDuty.parse(duty),
      })),
      pickupFrom: promise?.pickupFrom ?? row.plannedPickupAt,
      pickupUntil: promise?.pickupUntil ?? null,
    };
  });
}
