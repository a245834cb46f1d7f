import { and, asc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { booking } from "@/db/schema/booking";
import { complaint } from "@/db/schema/case";
import { certification } from "@/db/schema/certification";
import { vehicle } from "@/db/schema/fleet";
import { trip } from "@/db/schema/trip";
import { type AccessRole, actorRole, type Context, type Tx } from "@/server/context";
import type { CaseSource } from "@/server/core/case";
import type { ComplaintOpen } from "@/server/core/complaint-input";
import { DomainError } from "@/server/core/domain-error";
import { foldFullWidth } from "@/server/core/text-folding";
import { seal } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { nextNumber } from "@/server/services/counter";
import { addEntry, checkEvidence } from "./case";
import { answerBy } from "./deadline";
import { attachEvidence } from "./evidence";
import { limitComplaint } from "./limit";
import { caseToken, tellComplainant, tellDesk } from "./tell";

type BookingRow = typeof booking.$inferSelect;
type ComplaintRow = typeof complaint.$inferSelect;

/** What is complained about: a trip, or a vehicle that somebody saw. */
interface Subject {
  booked: BookingRow | null;
  orgId: string | null;
  vehicleId: string | null;
  plate: string | null;
  viewerOrgs: string[];
  viewerUsers: string[];
}

async function ofBooking(tx: Tx, bookingId: string): Promise<Subject> {
  const [booked] = await tx.db
    .select()
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, bookingId)));
  if (!booked) throw new DomainError("not_found", "booking.not_found");
  const [ride] = await tx.db
    .select()
    .from(trip)
    .where(and(eq(trip.regionId, tx.region.id), eq(trip.bookingId, bookingId)));
  // Who booked, who carried and who complains: not everybody who meets the booking, such as the crew complained about.
  const { actor } = tx;
  const [own, me] = actor.kind === "user" ? [actor.orgId, actor.accountId] : [null, null];
  const orgs = [...new Set([booked.orgId, ride?.orgId ?? null, own].filter((id) => id !== null))];
  const users = [...new Set([booked.bookedBy, me].filter((id) => id !== null))];
  return {
    booked,
    orgId: ride?.orgId ?? null,
    vehicleId: ride?.vehicleId ?? null,
    plate: ride?.plate ?? null,
    viewerOrgs: orgs,
    viewerUsers: users,
  };
}

/** By plate or marking serial; an unknown vehicle is a case all the same, for the regulator alone. */
async function ofVehicle(tx: Tx, plate: string | undefined, serial: string | undefined): Promise<Subject> {
  const wanted = plate?.toUpperCase().replace(/[\s·]/g, "") ?? null;
  const mark = serial === undefined ? undefined : foldFullWidth(serial).trim().toUpperCase();
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .select({ id: vehicle.id, orgId: vehicle.orgId, plate: vehicle.plate })
      .from(vehicle)
      .leftJoin(
        certification,
        and(eq(certification.regionId, vehicle.regionId), eq(certification.subjectId, vehicle.id)),
      )
      .where(
        and(
          eq(vehicle.regionId, tx.region.id),
          mark ? eq(certification.serial, mark) : eq(vehicle.plate, wanted ?? ""),
        ),
      )
      // A plate may have been another vehicle's before: the one at work is meant.
      .orderBy(asc(vehicle.status))
      .limit(1),
  );
  const { actor } = tx;
  // An operator's own phone takes complaints about its own vehicles; others are the hotline's.
  if (actor.kind === "user" && actor.role === "dispatcher" && row?.orgId !== actor.orgId)
    throw new DomainError("not_found", "complaint.not_own_vehicle", { hotline: tx.region.hotline });
  const viewerUsers = actor.kind === "user" ? [actor.accountId] : [];
  return {
    booked: null,
    orgId: row?.orgId ?? null,
    vehicleId: row?.id ?? null,
    plate: row?.plate ?? wanted ?? mark ?? null,
    viewerOrgs: row ? [row.orgId] : [],
    viewerUsers,
  };
}

/** The booking that a caller names by its number, as far as whoever enters it sees it. */
async function numbered(tx: Tx, number: string): Promise<string> {
  const [row] = await tx.db
    .select({ id: booking.id })
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.number, foldFullWidth(number).trim())));
  if (!row) throw new DomainError("not_found", "booking.not_found");
  return row.id;
}

async function subjectOf(tx: Tx, input: ComplaintOpen): Promise<Subject> {
  const { actor } = tx;
  if (actor.kind === "guest") {
    if (input.bookingNumber || (input.bookingId && input.bookingId !== actor.bookingId))
      throw new DomainError("not_found", "booking.not_found");
    return ofBooking(tx, actor.bookingId);
  }
  if (input.bookingId) return ofBooking(tx, input.bookingId);
  if (input.bookingNumber) return ofBooking(tx, await numbered(tx, input.bookingNumber));
  if (!input.plate && !input.serial) throw new DomainError("bad_input", "complaint.about_what");
  return ofVehicle(tx, input.plate, input.serial);
}

const sources: Partial<Record<AccessRole, CaseSource>> = {
  guest: "tracking",
  visitor: "verify",
  case_manager: "ward",
  regulator: "regulator",
  seat: "phone",
  dispatcher: "phone",
};

/** Where a case comes from, by who enters it. */
function sourceOf(tx: Tx, subject: Subject): CaseSource {
  return sources[actorRole(tx.actor)] ?? (subject.booked ? "tracking" : "verify");
}

/**
 * Open a case with a number and a deadline, attach what the platform knows, and tell the complainant and whoever must answer.
 * Visitors complain about a vehicle; a booking needs its link, an account that sees it, or its number on the phone. `token`
 * opens the case's own page for whoever has no booking's page.
 * @throws DomainError not_found `booking.not_found`, `file.not_found`; bad_input `complaint.about_what`;
 * too_many `complaint.too_many_open`
 */
export async function openComplaint(
  ctx: Context,
  input: ComplaintOpen,
): Promise<{ complaintId: string; number: string; dueAt: Date; token: string }> {
  return inTransaction(ctx, async (tx) => {
    const subject = await subjectOf(tx, input);
    await limitComplaint(tx, "open", subject.booked?.id ?? null);
    await checkEvidence(tx, input.files);
    const row = await insertCase(tx, { ...input, source: sourceOf(tx, subject) }, subject);
    return { complaintId: row.id, number: row.number, dueAt: row.dueAt, token: caseToken(row) };
  });
}

/** A low rating opens a case of its booking by itself; the rating's own transaction writes it. */
export async function openFromRating(tx: Tx, bookingId: string, text: string): Promise<ComplaintRow> {
  const subject = await ofBooking(tx, bookingId);
  return insertCase(tx, { topic: "other", text, files: [], source: "rating" }, subject);
}

type NewCase = Pick<ComplaintOpen, "topic" | "text" | "contact" | "locale" | "files"> & {
  source: CaseSource;
};

/** Write the case with its evidence, its place in the record, and who hears of it. */
async function insertCase(tx: Tx, input: NewCase, subject: Subject): Promise<ComplaintRow> {
  const row = await asPlatform(tx, async (p) => {
    const made = await writeRow(p, input, subject);
    const entryId = await addEntry(p, made, { kind: "opened", text: input.text, files: input.files });
    await tellComplainant(p, made, { id: entryId, kind: "opened", text: input.text });
    // Nobody answers for an unknown vehicle: the case is the regulator's from the beginning.
    await tellDesk(p, made, made.orgId ? "operator" : "regulator", "opened", entryId);
    return made;
  });
  const evidence = await attachEvidence(tx, row);
  const { number, topic, source, dueAt } = row;
  await writeAudit(tx, {
    verb: "complaint.open",
    noun: "complaint",
    nounId: row.id,
    bookingId: row.bookingId,
    after: { number, topic, source, dueAt: dueAt.toISOString(), evidence },
  });
  await wake(tx, { orgs: row.viewerOrgs, ...(row.bookingId ? { booking: row.bookingId } : {}) });
  return row;
}

async function writeRow(tx: Tx, input: NewCase, subject: Subject): Promise<ComplaintRow> {
  const { booked, ...about } = subject;
  const due = await answerBy(tx);
  const [row] = await tx.db
    .insert(complaint)
    .values({
      ...about,
      regionId: tx.region.id,
      id: uuidv7(),
      number: await nextNumber(tx, "complaint"),
      bookingId: booked?.id ?? null,
      topic: input.topic,
      text: input.text,
      source: input.source,
      locale: input.locale ?? booked?.locale ?? "zh-CN",
      contactSealed: input.contact ? seal(input.contact, `${tx.region.id}/complaint/contact`) : null,
      dueAt: due,
      decideBy: about.orgId ? null : due,
      createdAt: tx.now,
    })
    .returning();
  if (!row) throw new Error("A complaint was not written");
  return row;
}
