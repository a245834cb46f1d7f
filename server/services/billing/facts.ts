import { and, eq } from "drizzle-orm";
import { tripEvent } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import type { DrivenTrip } from "@/server/core/driven";
import { minuteOfDay } from "@/server/core/local-time";
import { drivenMetres } from "@/server/core/track";
import { tripNoteInput } from "@/server/core/trip-input";
import { fixesBetween } from "@/server/services/position";
import type { TripRow } from "@/server/services/trip/load";

/** Events of the kinds that a price depends on, read back in the shape they came in. */
async function notesOf(tx: Tx, row: TripRow) {
  const rows = await tx.db
    .select()
    .from(tripEvent)
    .where(and(eq(tripEvent.regionId, tx.region.id), eq(tripEvent.tripId, row.id)));
  return rows.flatMap((event) => {
    const { statusAfter: _status, late: _late, ...data } = event.data;
    const read = tripNoteInput.safeParse({
      eventId: event.id,
      tripId: row.id,
      happenedAt: event.happenedAt.toISOString(),
      note: event.kind,
      data,
    });
    return read.success ? [read.data] : [];
  });
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

async function metresBetween(
  tx: Tx,
  row: TripRow,
  from: Date | null,
  until: Date | null,
): Promise<number | null> {
  if (!from || !until) return null;
  return drivenMetres(await fixesBetween(tx, row.vehicleId, from, until), from.getTime(), until.getTime());
}

/** What happened on a trip, as far as its price depends on it: notes of the crew, the measured way, who rode along. */
export async function drivenTrip(tx: Tx, row: TripRow): Promise<DrivenTrip> {
  const notes = await notesOf(tx, row);
  const { departedAt, arrivedPickupAt, boardedAt, arrivedDropoffAt } = row;
  const onBoard = await metresBetween(tx, row, boardedAt, arrivedDropoffAt);
  const toPatient = await metresBetween(tx, row, departedAt, arrivedPickupAt);
  const count = (duty: string) => row.crew.filter((member) => member.duty === duty).length;
  return {
    waiting: notes.flatMap((note) => (note.note === "waiting" ? [note.data] : [])),
    carry: notes.flatMap((note) => (note.note === "carry" ? [note.data] : [])),
    tolls: notes.flatMap((note) => (note.note === "toll" ? [note.data] : [])),
    drivenMetres: onBoard,
    vehicleMetres: onBoard === null || toPatient === null ? null : onBoard + toPatient,
    staff: { doctor: count("doctor"), nurse: count("nurse") },
    careMinutes:
      boardedAt && arrivedDropoffAt ? (arrivedDropoffAt.getTime() - boardedAt.getTime()) / 60_000 : null,
    pickupClock: arrivedPickupAt ? clock(minuteOfDay(arrivedPickupAt, tx.region.timeZone)) : null,
  };
}
