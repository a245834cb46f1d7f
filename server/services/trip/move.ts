import { and, eq } from "drizzle-orm";
import { trip } from "@/db/schema/trip";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { hasPassed, nextTripStatus, type TripMove, type TripStatus } from "@/server/core/trip";
import { wake } from "@/server/live";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import {
  answeredBefore,
  type DeviceEvent,
  type EventAnswer,
  happenedAt,
  insertEvent,
  lastHappenedAt,
} from "./event";
import { followTrip } from "./follow";
import { crewTrip, type TripRow } from "./load";

/** The column that keeps when a status began. */
const stamps: Partial<
  Record<TripMove, "departedAt" | "arrivedPickupAt" | "boardedAt" | "arrivedDropoffAt" | "endedAt">
> = {
  depart: "departedAt",
  arrive_pickup: "arrivedPickupAt",
  board: "boardedAt",
  arrive_dropoff: "arrivedDropoffAt",
  hand_over: "endedAt",
  cancel: "endedAt",
  cannot_carry: "endedAt",
  divert_120: "endedAt",
};

export interface Move extends DeviceEvent {
  verb: string;
  move: TripMove;
  data: Record<string, unknown>;
  /** What must hold before the move and what follows from it, in the same transaction. */
  check?: (tx: Tx, row: TripRow, at: Date) => Promise<void>;
  after?: (tx: Tx, row: TripRow, at: Date) => Promise<void>;
}

/** Move one row from the status that was seen; zero rows: somebody was faster. */
async function writeStatus(
  tx: Tx,
  row: TripRow,
  next: TripStatus,
  move: TripMove,
  at: Date,
): Promise<TripRow | null> {
  const stamp = stamps[move];
  // An older event never turns the order of the trip's own times around; the event itself keeps its time.
  const last = row.arrivedDropoffAt ?? row.boardedAt ?? row.arrivedPickupAt ?? row.departedAt;
  const kept = last && last > at ? last : at;
  const [moved] = await tx.db
    .update(trip)
    .set({ status: next, ...(stamp ? { [stamp]: kept } : {}) })
    .where(and(eq(trip.regionId, tx.region.id), eq(trip.id, row.id), eq(trip.status, row.status)))
    .returning();
  return moved ?? null;
}

/**
 * Move a trip by one confirmation of its crew. The same event again is answered the same and changes nothing; an event
 * older than the newest, whose status has passed already, is only recorded with its time.
 * @throws DomainError not_found `trip.not_found`; conflict `trip.move_not_allowed`, `trip.changed_meanwhile`; what `check` throws
 */
export async function moveTrip(ctx: Context, tripId: string, move: Move): Promise<EventAnswer> {
  const work = async (tx: Tx): Promise<EventAnswer> => {
    const row = await crewTrip(tx, tripId);
    const known = await answeredBefore(tx, row, move.eventId, move.move);
    if (known) return known;
    const at = happenedAt(tx, move);
    const last = await lastHappenedAt(tx, row);
    if (last && at < last && hasPassed(row.status, move.move)) {
      return insertEvent(tx, row, { ...move, kind: move.move, at, statusAfter: row.status, late: true });
    }
    const next = nextTripStatus(row.status, move.move);
    await move.check?.(tx, row, at);
    const moved = await writeStatus(tx, row, next, move.move, at);
    if (!moved) {
      const twin = await answeredBefore(tx, row, move.eventId, move.move);
      if (twin) return twin;
      throw new DomainError("conflict", "trip.changed_meanwhile");
    }
    const answer = await insertEvent(tx, moved, {
      ...move,
      kind: move.move,
      at,
      statusAfter: next,
      late: false,
    });
    await followTrip(tx, moved, move.move, at);
    await move.after?.(tx, moved, at);
    await writeAudit(tx, {
      verb: move.verb,
      noun: "trip",
      nounId: row.id,
      bookingId: row.bookingId,
      before: { status: row.status },
      after: { status: next, eventId: move.eventId },
    });
    await wake(tx, { orgs: row.viewerOrgs, booking: row.bookingId });
    return answer;
  };
  return inTransaction(ctx, work).catch((error: unknown) => {
    if (lostRace(error)) throw new DomainError("conflict", "trip.changed_meanwhile");
    throw error;
  });
}
