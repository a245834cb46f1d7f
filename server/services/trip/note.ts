import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { TripNoteInput } from "@/server/core/trip-input";
import { wake } from "@/server/live";
import { inTransaction } from "@/server/scope";
import { openAdverseEvent } from "@/server/services/adverse-event/report";
import { writeAudit } from "@/server/services/audit";
import { callEmergency } from "./call-120";
import { answeredBefore, type EventAnswer, happenedAt, insertEvent } from "./event";
import { checkFile } from "./file";
import { crewTrip, type TripRow } from "./load";

/** What a note brings about, and what of it stands in the event (nothing personal in clear). */
async function effects(
  tx: Tx,
  row: TripRow,
  input: TripNoteInput,
  at: Date,
): Promise<Record<string, unknown>> {
  switch (input.note) {
    case "toll":
      await checkFile(tx, row, input.data.photoFileId, ["toll", "photo"]);
      return input.data;
    case "photo":
      await checkFile(tx, row, input.data.fileId, ["photo", "toll", "evidence"]);
      return input.data;
    case "worse":
      return { ...input.data, reference: await callEmergency(tx, row, input.data.finding) };
    case "adverse_event": {
      const { kind, description, people, files } = input.data;
      for (const fileId of files) await checkFile(tx, row, fileId, ["photo", "evidence"]);
      const event = { id: input.eventId, kind, description, people, files, happenedAt: at };
      await openAdverseEvent(tx, row, event);
      return { kind };
    }
    default:
      return input.data;
  }
}

/**
 * An extra event beside the status: waiting, carry, toll, photo, note, adverse event, worse. Taken at any time, also after
 * the trip ended (the device may have been offline); after the bill it no longer changes the price.
 * @throws DomainError not_found `trip.not_found`, `file.not_found`; conflict `trip.event_id_used`, `trip.changed_meanwhile`
 */
export async function noteTrip(ctx: Context, input: TripNoteInput): Promise<EventAnswer> {
  const work = async (tx: Tx): Promise<EventAnswer> => {
    const row = await crewTrip(tx, input.tripId);
    const known = await answeredBefore(tx, row, input.eventId, input.note);
    if (known) return known;
    const at = happenedAt(tx, input);
    const data = await effects(tx, row, input, at);
    const { eventId, happenedAt: said, lat, lon } = input;
    const event = {
      eventId,
      happenedAt: said,
      lat,
      lon,
      kind: input.note,
      at,
      data,
      statusAfter: row.status,
      late: false,
    };
    const answer = await insertEvent(tx, row, event);
    await writeAudit(tx, {
      verb: "trip.note",
      noun: "trip",
      nounId: row.id,
      bookingId: row.bookingId,
      after: { kind: input.note, eventId },
    });
    await wake(tx, { orgs: row.viewerOrgs, booking: row.bookingId });
    return answer;
  };
  return inTransaction(ctx, work).catch((error: unknown) => {
    // Two sends of one event at once: the other one is written, so that asking again is answered.
    if (lostRace(error)) return inTransaction(ctx, (tx) => resent(tx, input));
    throw error;
  });
}

async function resent(tx: Tx, input: TripNoteInput): Promise<EventAnswer> {
  const row = await crewTrip(tx, input.tripId);
  const known = await answeredBefore(tx, row, input.eventId, input.note);
  if (!known) throw new DomainError("conflict", "trip.changed_meanwhile");
  return known;
}
