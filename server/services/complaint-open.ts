import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { booking } from "@/db/schema/booking";
import { complaint } from "@/db/schema/case";
import { certification } from "@/db/schema/certification";
import { vehicle } from "@/db/schema/fleet";
import { trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import type { ComplaintOpen } from "@/server/core/complaint-input";
import { DomainError } from "@/server/core/domain-error";
import { addDays, localDay, startOfDay } from "@/server/core/local-time";
import { addWorkingDays } from "@/server/core/working-day";
import { seal } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "./audit";
import { addEntry, checkEvidence } from "./complaint";
import { limitComplaint } from "./complaint-limit";
import { nextNumber } from "./counter";
import { settingsInForce } from "./rule";
import { tellBooker, trackUrl } from "./trip/tell";

type BookingRow = typeof booking.$inferSelect;

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
          serial ? eq(certification.serial, serial) : eq(vehicle.plate, wanted ?? ""),
        ),
      ),
  );
  const viewerUsers = tx.actor.kind === "user" ? [tx.actor.accountId] : [];
  return {
    booked: null,
    orgId: row?.orgId ?? null,
    vehicleId: row?.id ?? null,
    plate: row?.plate ?? wanted ?? serial ?? null,
    viewerOrgs: row ? [row.orgId] : [],
    viewerUsers,
  };
}

function subjectOf(tx: Tx, input: ComplaintOpen): Promise<Subject> {
  const bookingId = tx.actor.kind === "guest" ? tx.actor.bookingId : input.bookingId;
  if (tx.actor.kind === "guest" && input.bookingId && input.bookingId !== bookingId)
    throw new DomainError("not_found", "booking.not_found");
  if (bookingId) return ofBooking(tx, bookingId);
  if (!input.plate && !input.serial) throw new DomainError("bad_input", "complaint.about_what");
  return ofVehicle(tx, input.plate, input.serial);
}

/** The end of the last working day for the answer, in the region's zone. */
async function dueAt(tx: Tx): Promise<Date> {
  const { complaints } = await settingsInForce(tx);
  const { timeZone } = tx.region;
  const day = addWorkingDays(localDay(tx.now, timeZone), complaints.answerWithinWorkingDays);
  return startOfDay(addDays(day, 1), timeZone);
}

/**
 * Open a case with a number and a deadline, and tell the complainant. Visitors complain about a vehicle; a booking needs
 * its link or an account that sees it.
 * @throws DomainError not_found `booking.not_found`, `file.not_found`; bad_input `complaint.about_what`;
 * too_many `complaint.too_many_open`
 */
export async function openComplaint(
  ctx: Context,
  input: ComplaintOpen,
): Promise<{ complaintId: string; number: string; dueAt: Date }> {
  return inTransaction(ctx, async (tx) => {
    const subject = await subjectOf(tx, input);
    await limitComplaint(tx, "open", subject.booked?.id ?? null);
    await checkEvidence(tx, input.files);
    const due = await dueAt(tx);
    const row = await asPlatform(tx, (p) => insertCase(p, input, subject, due));
    await writeAudit(tx, {
      verb: "complaint.open",
      noun: "complaint",
      nounId: row.id,
      bookingId: row.bookingId,
      after: { number: row.number, topic: row.topic, dueAt: due.toISOString() },
    });
    await wake(tx, { orgs: row.viewerOrgs, ...(row.bookingId ? { booking: row.bookingId } : {}) });
    return { complaintId: row.id, number: row.number, dueAt: due };
  });
}

async function insertCase(tx: Tx, input: ComplaintOpen, subject: Subject, due: Date) {
  const { booked, orgId, vehicleId, plate, viewerOrgs, viewerUsers } = subject;
  const [row] = await tx.db
    .insert(complaint)
    .values({
      regionId: tx.region.id,
      id: uuidv7(),
      number: await nextNumber(tx, "complaint"),
      bookingId: booked?.id ?? null,
      orgId,
      vehicleId,
      plate,
      topic: input.topic,
      text: input.text,
      contactSealed: input.contact ? seal(input.contact, `${tx.region.id}/complaint/contact`) : null,
      dueAt: due,
      createdAt: tx.now,
      viewerOrgs,
      viewerUsers,
    })
    .returning();
  if (!row) throw new Error("A complaint was not written");
  await addEntry(tx, row, { kind: "opened", text: input.text, files: input.files });
  if (booked) {
    const data = {
      caseNumber: row.number,
      topic: row.topic,
      answerBy: due,
      caseUrl: trackUrl(booked, "#complaints"),
    };
    await tellBooker(tx, booked, "complaint_received", data, `complaint:${row.id}`);
  }
  return row;
}
