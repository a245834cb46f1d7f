import { and, eq } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { adverseEvent, trip } from "@/db/schema/trip";
import { lostRace } from "@/db/sqlstate";
import { actorName, actorRole, type Context, type Tx } from "@/server/context";
import { type AdverseKind, type AdverseReporter, adverseDueAt } from "@/server/core/adverse-event";
import type { AdverseReport } from "@/server/core/adverse-input";
import { DomainError } from "@/server/core/domain-error";
import { foldFullWidth } from "@/server/core/text-folding";
import { seal } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { settingsInForce } from "@/server/services/rule";
import { type TripRow, visibleTrip } from "@/server/services/trip/load";
import { checkEvidence } from "./evidence";
import { isolate } from "./isolation";
import { addEntry, tellOfReport } from "./tell";

interface NewAdverse {
  id: string;
  kind: AdverseKind;
  description: string;
  people: string;
  happenedAt: Date;
  files: string[];
}

/** Who reports; a family's word is heard at once, and what it sets going is confirmed first. */
function reporterOf(tx: Tx): AdverseReporter {
  switch (actorRole(tx.actor)) {
    case "crew":
      return "crew";
    case "case_manager":
      return "ward";
    case "regulator":
      return "regulator";
    case "guest":
    case "family":
      return "family";
    default:
      return "operator";
  }
}

/**
 * Record an adverse event of a trip in the caller's transaction, with its deadline; operator and regulator hear at once. An
 * infection that staff reports also tells the co-riders and blocks the vehicle until it is disinfected.
 */
export async function openAdverseEvent(tx: Tx, row: TripRow, event: NewAdverse): Promise<void> {
  const { adverse } = await settingsInForce(tx);
  const dueAt = new Date(adverseDueAt(adverse.reportWithinHours, event.kind, tx.now.getTime()));
  const reporter = reporterOf(tx);
  const made = await asPlatform(tx, async (p) => {
    const [written] = await p.db
      .insert(adverseEvent)
      .values({
        regionId: tx.region.id,
        id: event.id,
        orgId: row.orgId,
        tripId: row.id,
        bookingId: row.bookingId,
        kind: event.kind,
        description: event.description,
        peopleSealed: event.people ? seal(event.people, `${tx.region.id}/adverse_event/people`) : null,
        happenedAt: event.happenedAt,
        dueAt,
        regulatorToldAt: tx.now,
        reportedBy: actorName(tx.actor),
        reporter,
        createdAt: tx.now,
      })
      .returning();
    if (!written) throw new Error("An adverse event was not written");
    return written;
  });
  await addEntry(tx, made, { kind: "reported", text: event.description, files: event.files });
  const orgs = await tellOfReport(tx, made, row);
  if (event.kind === "infection" && reporter !== "family") await isolate(tx, made, row);
  await writeAudit(tx, {
    verb: "adverse.report",
    noun: "adverse_event",
    nounId: event.id,
    bookingId: row.bookingId,
    after: { kind: event.kind, reporter, dueAt: dueAt.toISOString() },
  });
  await wake(tx, { orgs, booking: row.bookingId });
}

/** The trip of a booking that the actor may see; a family's own only, since a crew member without second factor is one too. */
async function tripOfBooking(tx: Tx, asked: string | undefined): Promise<TripRow> {
  const { actor } = tx;
  const bookingId = actor.kind === "guest" ? actor.bookingId : asked;
  const notFound = () => new DomainError("not_found", "trip.not_found");
  if (!bookingId || (actor.kind === "guest" && asked && asked !== bookingId)) throw notFound();
  const [row] = await tx.db
    .select({ trip, bookedBy: booking.bookedBy })
    .from(trip)
    .innerJoin(booking, and(eq(booking.regionId, trip.regionId), eq(booking.id, trip.bookingId)))
    .where(and(eq(trip.regionId, tx.region.id), eq(trip.bookingId, bookingId)));
  const isFamily = actor.kind === "user" && actor.role === "family";
  if (!row || (isFamily && row.bookedBy !== actor.accountId)) throw notFound();
  return row.trip;
}

/** The trip of a booking by the number that somebody reads out, for the regulator alone. */
async function tripNumbered(tx: Tx, number: string): Promise<TripRow> {
  if (actorRole(tx.actor) !== "regulator") throw new DomainError("not_found", "trip.not_found");
  const [row] = await tx.db
    .select({ trip })
    .from(trip)
    .innerJoin(booking, and(eq(booking.regionId, trip.regionId), eq(booking.id, trip.bookingId)))
    .where(and(eq(trip.regionId, tx.region.id), eq(booking.number, foldFullWidth(number).trim())));
  if (!row) throw new DomainError("not_found", "trip.not_found");
  return row.trip;
}

const outside = ["guest", "family", "case_manager"];

/** Which trip a report is about, as far as whoever reports may name it. */
function tripAsked(tx: Tx, input: AdverseReport): Promise<TripRow> {
  const role = actorRole(tx.actor);
  if (input.bookingNumber) return tripNumbered(tx, input.bookingNumber);
  if (outside.includes(role) || !input.tripId) return tripOfBooking(tx, input.bookingId);
  return visibleTrip(tx, input.tripId);
}

/**
 * Report an adverse event of a trip: its crew, operator or the regulator by the trip, a ward or family by the booking. The same
 * report again changes nothing.
 * @throws DomainError not_found `trip.not_found`, `file.not_found`; bad_input `adverse.in_future`; conflict `adverse.id_used`
 */
export async function reportAdverse(ctx: Context, input: AdverseReport): Promise<{ adverseId: string }> {
  const known = (tx: Tx) =>
    asPlatform(tx, async (p) => {
      const [row] = await p.db
        .select({ id: adverseEvent.id, tripId: adverseEvent.tripId })
        .from(adverseEvent)
        .where(and(eq(adverseEvent.regionId, tx.region.id), eq(adverseEvent.id, input.reportId)));
      return row;
    });
  const work = async (tx: Tx) => {
    const row = await tripAsked(tx, input);
    const earlier = await known(tx);
    if (earlier && earlier.tripId !== row.id) throw new DomainError("conflict", "adverse.id_used");
    if (earlier) return { adverseId: earlier.id };
    const happenedAt = new Date(input.happenedAt);
    if (happenedAt.getTime() > tx.now.getTime() + 300_000)
      throw new DomainError("bad_input", "adverse.in_future");
    await checkEvidence(tx, input.files);
    const { kind, description, people, files } = input;
    await openAdverseEvent(tx, row, { id: input.reportId, kind, description, people, files, happenedAt });
    return { adverseId: input.reportId };
  };
  return inTransaction(ctx, work).catch(async (error: unknown) => {
    if (!lostRace(error)) throw error;
    const made = await inTransaction(ctx, known);
    if (made) return { adverseId: made.id };
    throw new DomainError("conflict", "adverse.id_used");
  });
}
