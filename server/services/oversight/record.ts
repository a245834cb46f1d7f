import { and, asc, eq, inArray, or } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import { audit, chainEntry } from "@/db/schema/audit";
import { bill, extraCharge, ledgerEntry, payment, refund } from "@/db/schema/billing";
import { consent } from "@/db/schema/booking";
import { complaint, complaintEntry } from "@/db/schema/case";
import { claim, decision, declinedDemand, promise, slotHold } from "@/db/schema/dispatch";
import { message } from "@/db/schema/message";
import { offer } from "@/db/schema/offer";
import { organization } from "@/db/schema/organization";
import { quote } from "@/db/schema/quote";
import { ruleVersion } from "@/db/schema/rule";
import { emergencyHandover } from "@/db/schema/seat";
import { assessment, review } from "@/db/schema/triage";
import { adverseEvent, boardingAttempt, handover, trip, tripEvent } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { rowViews } from "@/server/services/booking/list";
import { visibleBooking } from "@/server/services/booking/row";

const hidden = /(Sealed|Index|^viewerOrgs|^viewerUsers|^regionId)$/;

/** A row without what is sealed or only steers who sees it: an auditor's page shows facts, never a person in clear. */
function openPart<T extends object>(row: T): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([key]) => !hidden.test(key)));
}

type OfBooking = PgTable & { regionId: AnyPgColumn; bookingId: AnyPgColumn };

async function rowsOf(tx: Tx, table: OfBooking, bookingId: string): Promise<Record<string, unknown>[]> {
  const rows = await tx.db
    .select()
    .from(table)
    .where(and(eq(table.regionId, tx.region.id), eq(table.bookingId, bookingId)));
  return rows.map(openPart);
}

const tables = {
  assessments: assessment,
  reviews: review,
  consents: consent,
  quotes: quote,
  holds: slotHold,
  claims: claim,
  promises: promise,
  decisions: decision,
  declined: declinedDemand,
  offers: offer,
  trips: trip,
  events: tripEvent,
  handovers: handover,
  bills: bill,
  extras: extraCharge,
  payments: payment,
  refunds: refund,
  ledger: ledgerEntry,
  complaints: complaint,
  complaintEntries: complaintEntry,
  adverseEvents: adverseEvent,
  emergencies: emergencyHandover,
  messages: message,
} as const;
type Part = keyof typeof tables;

async function auditOf(tx: Tx, bookingId: string) {
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
      and(eq(audit.regionId, tx.region.id), or(eq(audit.bookingId, bookingId), eq(audit.nounId, bookingId))),
    )
    .orderBy(asc(audit.at), asc(audit.id));
}

async function namesOf(tx: Tx, parts: Record<Part, Record<string, unknown>[]>) {
  const orgIds = [
    ...new Set(
      [...parts.offers, ...parts.trips, ...parts.bills].flatMap((row) =>
        typeof row.orgId === "string" ? [row.orgId] : [],
      ),
    ),
  ];
  const ruleIds = [
    ...parts.assessments.map((row) => row.ruleVersionId),
    ...parts.quotes.map((row) => row.tariffVersionId),
  ].filter((id) => typeof id === "string");
  const [orgs, rules] = [
    orgIds.length
      ? await tx.db
          .select({ id: organization.id, nameZh: organization.nameZh, nameEn: organization.nameEn })
          .from(organization)
          .where(and(eq(organization.regionId, tx.region.id), inArray(organization.id, orgIds)))
      : [],
    ruleIds.length
      ? await tx.db
          .select({
            id: ruleVersion.id,
            kind: ruleVersion.kind,
            code: ruleVersion.code,
            version: ruleVersion.version,
            titleZh: ruleVersion.titleZh,
            titleEn: ruleVersion.titleEn,
            reviewed: ruleVersion.reviewed,
          })
          .from(ruleVersion)
          .where(and(eq(ruleVersion.regionId, tx.region.id), inArray(ruleVersion.id, [...new Set(ruleIds)])))
      : [],
  ];
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
    const parts = {} as Record<Part, Record<string, unknown>[]>;
    for (const [name, table] of Object.entries(tables)) parts[name as Part] = await rowsOf(tx, table, its.id);
    const tripIds = parts.trips.flatMap((row) => (typeof row.id === "string" ? [row.id] : []));
    const attempts = tripIds.length
      ? await tx.db
          .select()
          .from(boardingAttempt)
          .where(and(eq(boardingAttempt.regionId, tx.region.id), inArray(boardingAttempt.tripId, tripIds)))
      : [];
    const [view] = await rowViews(tx, [its]);
    await writeAudit(tx, { verb: "oversight.record", noun: "booking", nounId: its.id, bookingId: its.id });
    const {
      distanceMetres,
      rideSeconds,
      needs,
      extras,
      callerParty,
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
        confirmedAt,
        cancelledAt,
        cancelReason,
        cancelFeeFen,
        unservedAt,
      },
      ...parts,
      boardingAttempts: attempts.map(openPart),
      audit: await auditOf(tx, its.id),
      ...(await namesOf(tx, parts)),
    };
  });
}
export type TripRecord = Awaited<ReturnType<typeof tripRecord>>;
