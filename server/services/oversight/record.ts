import { and, asc, eq, inArray } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import { audit, chainEntry } from "@/db/schema/audit";
import { bill, extraCharge, ledgerEntry, payment, refund } from "@/db/schema/billing";
import { consent } from "@/db/schema/booking";
import { complaint, complaintEntry, rating } from "@/db/schema/case";
import { claim, decision, declinedDemand, promise, slotHold } from "@/db/schema/dispatch";
import { shift, vehicle } from "@/db/schema/fleet";
import { message } from "@/db/schema/message";
import { offer } from "@/db/schema/offer";
import { organization } from "@/db/schema/organization";
import { quote } from "@/db/schema/quote";
import { ruleVersion } from "@/db/schema/rule";
import { emergencyHandover } from "@/db/schema/seat";
import { assessment, review } from "@/db/schema/triage";
import { adverseEntry, adverseEvent, boardingAttempt, handover, trip, tripEvent } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { recordedDecision } from "@/server/core/decision-record";
import { maskName } from "@/server/core/masking";
import { questionSet } from "@/server/core/triage/question-set";
import { open } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { rowViews } from "@/server/services/booking/list";
import { type BookingRow, visibleBooking } from "@/server/services/booking/row";
import { rowsAbout } from "@/server/services/record/rows-about";
import { reviewNote } from "@/server/services/triage";
import { standardsOf } from "./standards-of";
import { trackOf } from "./track-of";

const hidden = /(Sealed|Index|^viewerOrgs|^viewerUsers|^regionId)$/;

type Hidden = `${string}Sealed` | `${string}Index` | "viewerOrgs" | "viewerUsers" | "regionId";
type OpenRow<R> = Omit<R, Extract<keyof R, Hidden>>;

/** A row without what is sealed or only steers who sees it: an auditor's page shows facts, never a person in clear. */
function openPart<R extends object>(row: R): OpenRow<R> {
  return Object.fromEntries(Object.entries(row).filter(([key]) => !hidden.test(key))) as OpenRow<R>;
}

type OfBooking = PgTable & { regionId: AnyPgColumn; bookingId: AnyPgColumn };

async function rowsOf<T extends OfBooking>(
  tx: Tx,
  table: T,
  bookingId: string,
): Promise<OpenRow<T["$inferSelect"]>[]> {
  const plain: OfBooking = table;
  const rows = await tx.db
    .select()
    .from(plain)
    .where(and(eq(plain.regionId, tx.region.id), eq(plain.bookingId, bookingId)));
  return rows.map(openPart) as OpenRow<T["$inferSelect"]>[];
}

const tables = {
  assessments: assessment,
  consents: consent,
  quotes: quote,
  holds: slotHold,
  claims: claim,
  promises: promise,
  declined: declinedDemand,
  offers: offer,
  events: tripEvent,
  bills: bill,
  extras: extraCharge,
  payments: payment,
  refunds: refund,
  ledger: ledgerEntry,
  complaints: complaint,
  complaintEntries: complaintEntry,
  ratings: rating,
  adverseEvents: adverseEvent,
  emergencies: emergencyHandover,
  messages: message,
} as const;
type Part = keyof typeof tables;
type Parts = { [P in Part]: OpenRow<(typeof tables)[P]["$inferSelect"]>[] };

async function partsOf(tx: Tx, bookingId: string): Promise<Parts> {
  const parts: Partial<Record<Part, unknown>> = {};
  for (const [name, table] of Object.entries(tables))
    parts[name as Part] = await rowsOf(tx, table, bookingId);
  return parts as Parts;
}

/** What clinicians decided, with their words. */
async function reviewsOf(tx: Tx, bookingId: string) {
  const rows = await tx.db
    .select()
    .from(review)
    .where(and(eq(review.regionId, tx.region.id), eq(review.bookingId, bookingId)))
    .orderBy(asc(review.createdAt));
  return rows.map((row) => ({ ...openPart(row), note: reviewNote(tx, row) }));
}

/** Trips with their crew by masked name: the snapshot keeps the names sealed. */
async function tripsOf(tx: Tx, bookingId: string) {
  const rows = await rowsOf(tx, trip, bookingId);
  return rows.map(({ crew, ...row }) => ({
    ...row,
    crew: crew.map(({ crewId, duty, nameSealed }) => ({
      crewId,
      duty,
      name: maskName(open(nameSealed, `${tx.region.id}/crew_member/name`)),
    })),
  }));
}

/** What was done about the adverse events and who was told. */
async function adverseEntriesOf(tx: Tx, adverseIds: string[]) {
  if (adverseIds.length === 0) return [];
  const { id, adverseId, kind, party, told, text, files, createdAt } = adverseEntry;
  return tx.db
    .select({ id, adverseId, kind, party, told, text, files, createdAt })
    .from(adverseEntry)
    .where(and(eq(adverseEntry.regionId, tx.region.id), inArray(adverseId, adverseIds)))
    .orderBy(asc(createdAt), asc(id));
}

/** Hand-overs with both signatories by masked name. */
async function handoversOf(tx: Tx, bookingId: string) {
  const rows = await tx.db
    .select()
    .from(handover)
    .where(and(eq(handover.regionId, tx.region.id), eq(handover.bookingId, bookingId)))
    .orderBy(asc(handover.happenedAt));
  const name = (column: string, sealed: string) =>
    maskName(open(sealed, `${tx.region.id}/handover/${column}`));
  return rows.map((row) => ({
    ...openPart(row),
    giverName: name("giver_name", row.giverNameSealed),
    receiverName: name("receiver_name", row.receiverNameSealed),
  }));
}

/** Every decision with all candidates, read into the shape that people are shown. */
async function decisionsOf(tx: Tx, bookingId: string) {
  const rows = await tx.db
    .select()
    .from(decision)
    .where(and(eq(decision.regionId, tx.region.id), eq(decision.bookingId, bookingId)))
    .orderBy(asc(decision.createdAt), asc(decision.id));
  return rows.map(({ id, kind, chosenShiftId, chosenOrgId, candidates, basis, createdAt }) => {
    const read = recordedDecision.parse({ candidates, basis });
    return { id, kind, chosenShiftId, chosenOrgId, createdAt, ...read };
  });
}

/** What people call the shifts that a decision looked at. */
async function shiftsOf(tx: Tx, ids: string[]) {
  if (ids.length === 0) return [];
  return tx.db
    .select({ id: shift.id, plate: vehicle.plate, vehicleClass: vehicle.class, orgId: shift.orgId })
    .from(shift)
    .innerJoin(vehicle, and(eq(vehicle.regionId, shift.regionId), eq(vehicle.id, shift.vehicleId)))
    .where(and(eq(shift.regionId, tx.region.id), inArray(shift.id, [...new Set(ids)])));
}

/** The questions of the triage versions that were answered, so that answers read as they were asked. */
async function questionsOf(tx: Tx, ruleIds: string[]) {
  if (ruleIds.length === 0) return [];
  const rows = await tx.db
    .select({ id: ruleVersion.id, content: ruleVersion.content })
    .from(ruleVersion)
    .where(and(eq(ruleVersion.regionId, tx.region.id), inArray(ruleVersion.id, [...new Set(ruleIds)])));
  return rows.flatMap(({ id, content }) => {
    const set = questionSet.safeParse(content);
    return set.success ? [{ ruleVersionId: id, questions: set.data.questions }] : [];
  });
}

async function auditOf(tx: Tx, booking: BookingRow) {
  const about = await rowsAbout(tx, booking);
  if (about.length === 0) return [];
  const instants = [...new Set(about.map(({ at }) => at.getTime()))].map((at) => new Date(at));
  return tx.db
    .select({
      id: audit.id,
      at: audit.at,
      actor: audit.actor,
      role: audit.role,
      verb: audit.verb,
      noun: audit.noun,
      before: audit.before,
      after: audit.after,
      /** Place in the region's chain; null for at most some seconds, until the sealer came by. */
      seq: chainEntry.seq,
      hash: chainEntry.hash,
    })
    .from(audit)
    .leftJoin(chainEntry, and(eq(chainEntry.regionId, audit.regionId), eq(chainEntry.auditId, audit.id)))
    .where(
      and(
        eq(audit.regionId, tx.region.id),
        inArray(audit.at, instants),
        inArray(
          audit.id,
          about.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(asc(audit.at), asc(audit.id));
}

async function namesOf(tx: Tx, ruleIds: string[]) {
  // An operator that was only looked at has a name too; a region has few of them.
  const orgs = await tx.db
    .select({ id: organization.id, nameZh: organization.nameZh, nameEn: organization.nameEn })
    .from(organization)
    .where(eq(organization.regionId, tx.region.id));
  if (ruleIds.length === 0) return { orgs, rules: [] };
  const rules = await tx.db
    .select({
      id: ruleVersion.id,
      kind: ruleVersion.kind,
      code: ruleVersion.code,
      version: ruleVersion.version,
      titleZh: ruleVersion.titleZh,
      titleEn: ruleVersion.titleEn,
      source: ruleVersion.source,
      reviewed: ruleVersion.reviewed,
      demonstration: ruleVersion.demonstration,
    })
    .from(ruleVersion)
    .where(and(eq(ruleVersion.regionId, tx.region.id), inArray(ruleVersion.id, [...new Set(ruleIds)])));
  return { orgs, rules };
}

/**
 * The whole record of one booking for the regulator: answers, rule versions, quotes, every decision with all its
 * candidates and reasons, offers, events, signatures, bill, money, complaints, audit with its place in the chain.
 * Names stay masked; the read itself is audited.
 */
export async function tripRecord(ctx: Context, input: { bookingId: string }) {
  return inTransaction(ctx, async (tx) => {
    const its = await visibleBooking(tx, input);
    const parts = await partsOf(tx, its.id);
    const [trips, handovers, decisions] = [
      await tripsOf(tx, its.id),
      await handoversOf(tx, its.id),
      await decisionsOf(tx, its.id),
    ];
    const tripIds = trips.map(({ id }) => id);
    const track = await trackOf(tx, trips);
    const attempts = tripIds.length
      ? await tx.db
          .select()
          .from(boardingAttempt)
          .where(and(eq(boardingAttempt.regionId, tx.region.id), inArray(boardingAttempt.tripId, tripIds)))
      : [];
    const asked = parts.assessments.map(({ ruleVersionId }) => ruleVersionId);
    const seen = decisions.flatMap(({ candidates }) => candidates.map(({ shiftId }) => shiftId));
    const [view] = await rowViews(tx, [its]);
    await writeAudit(tx, { verb: "oversight.record", noun: "booking", nounId: its.id, bookingId: its.id });
    const {
      distanceMetres,
      rideSeconds,
      needs,
      extras,
      callerParty,
      createdAt,
      confirmedAt,
      cancelledAt,
      cancelReason,
      cancelFeeFen,
      unservedAt,
    } = its;
    return {
      booking: view ?? null,
      facts: {
        distanceMetres,
        rideSeconds,
        needs,
        extras,
        callerParty,
        createdAt,
        confirmedAt,
        cancelledAt,
        cancelReason,
        cancelFeeFen,
        unservedAt,
      },
      ...parts,
      adverseEntries: await adverseEntriesOf(
        tx,
        parts.adverseEvents.map(({ id }) => id),
      ),
      reviews: await reviewsOf(tx, its.id),
      trips,
      track,
      handovers,
      decisions,
      standards: await standardsOf(
        tx,
        its.id,
        decisions.map(({ basis }) => basis.ruleVersions.standard),
      ),
      boardingAttempts: attempts.map(openPart),
      audit: await auditOf(tx, its),
      shifts: await shiftsOf(tx, [...seen, ...parts.quotes.map(({ shiftId }) => shiftId)]),
      questions: await questionsOf(tx, asked),
      ...(await namesOf(tx, [...asked, ...parts.quotes.map(({ tariffVersionId }) => tariffVersionId)])),
    };
  });
}
