import { and, desc, eq } from "drizzle-orm";
import { tripEvent } from "@/db/schema/trip";
import { actorName, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { TripEventKind, TripStatus } from "@/server/core/trip";
import { type TripRow, viewersOf } from "./load";

/** What the device is told of an event; a resend is told the same. */
export interface EventAnswer {
  eventId: string;
  /** The trip's status right after the event. */
  status: TripStatus;
  /** Older than what was known: kept with its time, without a change of status. */
  late: boolean;
}

export interface DeviceEvent {
  eventId: string;
  happenedAt: string;
  lat?: number | undefined;
  lon?: number | undefined;
}

/** A phone's clock may run this far ahead of ours; further is refused, since nothing can happen tomorrow. */
const aheadMs = 5 * 60_000;
const olderMs = 7 * 86_400_000;

/** When it happened by the device. @throws DomainError bad_input `trip.clock_ahead`, `trip.too_old` */
export function happenedAt(tx: Tx, event: DeviceEvent): Date {
  const at = new Date(event.happenedAt);
  if (at.getTime() > tx.now.getTime() + aheadMs) throw new DomainError("bad_input", "trip.clock_ahead");
  if (at.getTime() < tx.now.getTime() - olderMs) throw new DomainError("bad_input", "trip.too_old");
  return at.getTime() > tx.now.getTime() ? tx.now : at;
}

/** The answer given to this event before, or null; an id that stood for something else is a conflict. */
export async function answeredBefore(
  tx: Tx,
  row: TripRow,
  eventId: string,
  kind: TripEventKind,
): Promise<EventAnswer | null> {
  const [known] = await tx.db
    .select()
    .from(tripEvent)
    .where(and(eq(tripEvent.regionId, tx.region.id), eq(tripEvent.id, eventId)));
  if (!known) return null;
  if (known.tripId !== row.id || known.kind !== kind) throw new DomainError("conflict", "trip.event_id_used");
  return { eventId, status: known.data.statusAfter as TripStatus, late: known.data.late === true };
}

/** When the newest event of a trip happened; null before the first. */
export async function lastHappenedAt(tx: Tx, row: TripRow): Promise<Date | null> {
  const [last] = await tx.db
    .select({ at: tripEvent.happenedAt })
    .from(tripEvent)
    .where(and(eq(tripEvent.regionId, tx.region.id), eq(tripEvent.tripId, row.id)))
    .orderBy(desc(tripEvent.happenedAt))
    .limit(1);
  return last?.at ?? null;
}

/**
 * Insert an event under the client's id. `data` holds no personal value in clear. A second insert of the same id is a
 * unique violation, which ends the transaction: nothing is written twice.
 */
export async function insertEvent(
  tx: Tx,
  row: TripRow,
  event: DeviceEvent & {
    kind: TripEventKind;
    at: Date;
    data: Record<string, unknown>;
    statusAfter: TripStatus;
    late: boolean;
  },
): Promise<EventAnswer> {
  const { eventId, kind, at, data, statusAfter, late } = event;
  await tx.db.insert(tripEvent).values({
    ...viewersOf(row),
    id: eventId,
    tripId: row.id,
    kind,
    happenedAt: at,
    receivedAt: tx.now,
    by: actorName(tx.actor),
    lat: event.lat ?? null,
    lon: event.lon ?? null,
    data: { ...data, statusAfter, ...(late ? { late } : {}) },
  });
  return { eventId, status: statusAfter, late };
}
