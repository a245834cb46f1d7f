import { and, asc, eq, inArray } from "drizzle-orm";
import { promise } from "@/db/schema/dispatch";
import { tripEvent } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import type { BookingEvent } from "@/server/core/booking-view";
import { tripMoves } from "@/server/core/trip";
import { asPlatform } from "@/server/scope";
import type { BookingRow } from "./row";
import type { BookingState } from "./status";

/** What happened to a booking, oldest first: its own instants, each move of the promise, the crew's confirmations. */
export async function eventsOf(tx: Tx, row: BookingRow, state: BookingState): Promise<BookingEvent[]> {
  const own: [Date | null | undefined, string][] = [
    [row.createdAt, "asked"],
    [row.confirmedAt, "confirmed"],
    [state.trip?.createdAt, "assigned"],
    [row.readyAt, "ready"],
    [row.cancelledAt, "cancelled"],
    [row.unservedAt, "unserved"],
  ];
  const { moves, promises } = await asPlatform(tx, (p) => readEvents(p, row.id));
  const events = [
    ...own.flatMap(([at, kind]) => (at ? [{ at, kind }] : [])),
    ...promises.slice(1).map(({ createdAt }) => ({ at: createdAt, kind: "promise_moved" })),
    ...moves.map(({ happenedAt, kind }) => ({ at: happenedAt, kind })),
  ];
  return events.sort((a, b) => a.at.getTime() - b.at.getTime());
}

async function readEvents(tx: Tx, bookingId: string) {
  const moves = await tx.db
    .select({ happenedAt: tripEvent.happenedAt, kind: tripEvent.kind })
    .from(tripEvent)
    .where(
      and(
        eq(tripEvent.regionId, tx.region.id),
        eq(tripEvent.bookingId, bookingId),
        inArray(tripEvent.kind, [...tripMoves]),
      ),
    );
  const promises = await tx.db
    .select({ createdAt: promise.createdAt })
    .from(promise)
    .where(and(eq(promise.regionId, tx.region.id), eq(promise.bookingId, bookingId)))
    .orderBy(asc(promise.createdAt), asc(promise.id));
  return { moves, promises };
}
