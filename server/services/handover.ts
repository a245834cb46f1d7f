import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { handover, tripEvent } from "@/db/schema/trip";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { TripHandOver } from "@/server/core/handover";
import { seal } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "./audit";
import { endClaims } from "./plan/claims";
import { answeredBefore, type EventAnswer, happenedAt, insertEvent } from "./trip/event";
import { checkFile } from "./trip/file";
import { crewTrip, type TripRow, viewersOf } from "./trip/load";
import { moveTrip } from "./trip/move";

const sealName = (tx: Tx, column: string, name: string) => seal(name, `${tx.region.id}/handover/${column}`);

/** How the patient was identified at boarding; at the drop-off the question is not asked again. */
async function identifiedAtBoarding(tx: Tx, row: TripRow) {
  const [boarded] = await tx.db
    .select({ data: tripEvent.data })
    .from(tripEvent)
    .where(
      and(eq(tripEvent.regionId, tx.region.id), eq(tripEvent.tripId, row.id), eq(tripEvent.kind, "board")),
    );
  if (boarded?.data.by === "two_identifiers") {
    return { identifiedBy: "two_identifiers" as const, identifiedReason: String(boarded.data.reason ?? "") };
  }
  return {
    identifiedBy: boarded ? ("boarding_code" as const) : ("not_asked" as const),
    identifiedReason: null,
  };
}

/** Both signatures are there and not the same one. */
async function checkSignatures(tx: Tx, row: TripRow, input: TripHandOver): Promise<void> {
  if (input.giverSignatureId === input.receiverSignatureId)
    throw new DomainError("bad_input", "handover.both_sign");
  await checkFile(tx, row, input.giverSignatureId, ["signature"]);
  await checkFile(tx, row, input.receiverSignatureId, ["signature"]);
}

async function insertHandover(tx: Tx, row: TripRow, input: TripHandOver, at: Date): Promise<void> {
  const asked =
    input.end === "pickup"
      ? await identifiedAtBoarding(tx, row)
      : { identifiedBy: "not_asked" as const, identifiedReason: null };
  await tx.db.insert(handover).values({
    ...viewersOf(row),
    ...asked,
    id: uuidv7(),
    tripId: row.id,
    end: input.end,
    giverNameSealed: sealName(tx, "giver_name", input.giverName),
    receiverNameSealed: sealName(tx, "receiver_name", input.receiverName),
    giverSignatureId: input.giverSignatureId,
    receiverSignatureId: input.receiverSignatureId,
    state: input.state,
    happenedAt: at,
  });
}

/** The sender gives the patient to the crew: recorded at the door, or later when the device was offline. */
async function takeOver(tx: Tx, input: TripHandOver): Promise<EventAnswer> {
  const row = await crewTrip(tx, input.tripId);
  const known = await answeredBefore(tx, row, input.eventId, "note");
  if (known) return known;
  const at = happenedAt(tx, input);
  const [earlier] = await tx.db
    .select({ id: handover.id })
    .from(handover)
    .where(and(eq(handover.regionId, tx.region.id), eq(handover.tripId, row.id), eq(handover.end, "pickup")));
  if (earlier) throw new DomainError("conflict", "handover.done");
  if (!row.arrivedPickupAt) throw new DomainError("conflict", "handover.not_there_yet");
  await checkSignatures(tx, row, input);
  await insertHandover(tx, row, input, at);
  const { eventId, happenedAt: said, lat, lon } = input;
  const data = { handover: "pickup" };
  const answer = await insertEvent(tx, row, {
    eventId,
    happenedAt: said,
    lat,
    lon,
    kind: "note",
    at,
    data,
    statusAfter: row.status,
    late: false,
  });
  await writeAudit(tx, {
    verb: "trip.handOver",
    noun: "trip",
    nounId: row.id,
    bookingId: row.bookingId,
    after: { end: "pickup" },
  });
  await wake(tx, { orgs: row.viewerOrgs, booking: row.bookingId });
  return answer;
}

/** The crew gives the patient to the receiver: completes the trip, frees its berths, and the bill follows. */
function handOver(ctx: Context, input: TripHandOver): Promise<EventAnswer> {
  const { eventId, tripId, happenedAt: said, lat, lon } = input;
  return moveTrip(ctx, tripId, {
    verb: "trip.handOver",
    move: "hand_over",
    eventId,
    happenedAt: said,
    lat,
    lon,
    data: { end: "dropoff" },
    check: (tx, row) => checkSignatures(tx, row, input),
    after: async (tx, row, at) => {
      await insertHandover(tx, row, input, at);
      await asPlatform(tx, (p) => endClaims(p, row.bookingId, at));
      await enqueue(
        tx.db,
        "bill-trip",
        { regionId: tx.region.id, tripId: row.id },
        { once: `bill:${row.id}` },
      );
    },
  });
}

/**
 * A hand-over with both signatures: at the pickup beside the status, at the drop-off it completes the trip. The same
 * event again is answered the same.
 * @throws DomainError as `moveTrip`; conflict `handover.done`, `handover.not_there_yet`; bad_input `handover.both_sign`;
 * not_found `file.not_found`
 */
export async function handOverTrip(ctx: Context, input: TripHandOver): Promise<EventAnswer> {
  if (input.end === "dropoff") return handOver(ctx, input);
  return inTransaction(ctx, (tx) => takeOver(tx, input)).catch(async (error: unknown) => {
    if (!lostRace(error)) throw error;
    return inTransaction(ctx, (tx) => takeOver(tx, input));
  });
}
