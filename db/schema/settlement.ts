import { sql } from "drizzle-orm";
import {
  bigint,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { batchStatuses, payoutAccountStatuses, payoutStatuses } from "@/server/core/settlement/payout";
import {
  type StatementTotals,
  statementDisputeReasons,
  statementDisputeStatuses,
  statementSections,
} from "@/server/core/settlement/statement";
import { ledgerEntry } from "./billing";
import { booking } from "./booking";
import {
  instant,
  oneOf,
  ownerPolicy,
  publicationPolicies,
  regionId,
  rowId,
  rule,
  viewerOrgs,
  viewerPolicy,
  viewerUsers,
  within,
} from "./region-table";

/** A local day whose statements are closed: nothing is added to them afterwards; what comes late stands on a later day's. Append-only. */
export const settlementDay = pgTable(
  "settlement_day",
  {
    regionId: regionId(),
    day: date("day", { mode: "string" }).notNull(),
    statements: integer("statements").notNull(),
    closedAt: instant("closed_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionId, t.day] }), ...publicationPolicies("settlement_day")],
);

/**
 * What one local day came to for one operator: every posting of its books that no earlier statement holds, and what the
 * platform passes on, keeps and carries over for it. Append-only: a mistake is put right by a posting of a later day.
 */
export const statement = pgTable(
  "statement",
  {
    regionId: regionId(),
    id: rowId(),
    number: text("number").notNull(),
    orgId: rowId("org_id"),
    day: date("day", { mode: "string" }).notNull(),
    /** What the platform owed the operator before and after; below zero: the operator owes, and it is carried. */
    openingFen: bigint("opening_fen", { mode: "number" }).notNull(),
    closingFen: bigint("closing_fen", { mode: "number" }).notNull(),
    /** Sum of the lines by section. */
    totals: jsonb("totals").$type<StatementTotals>().notNull(),
    lineCount: integer("line_count").notNull(),
    /** The fee rule it was reckoned by, as it stood. */
    feeRule: jsonb("fee_rule").$type<Record<string, number | string>>().notNull(),
    closedAt: instant("closed_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("statement_number_key").on(t.regionId, t.number),
    uniqueIndex("statement_day_key").on(t.regionId, t.orgId, t.day),
    index("statement_by_day").on(t.regionId, t.day),
    ownerPolicy("statement"),
  ],
);

/** One posting on a statement; a posting stands on one statement at most. Append-only. */
export const statementLine = pgTable(
  "statement_line",
  {
    regionId: regionId(),
    entryId: rowId("entry_id"),
    statementId: rowId("statement_id"),
    orgId: rowId("org_id"),
    at: instant("at").notNull(),
    section: text("section", { enum: statementSections }).notNull(),
    /** From the operator's side: earned, received, given up. */
    fen: integer("fen").notNull(),
    bookingId: uuid("booking_id"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.entryId] }),
    within("statement_line_statement", [t.regionId, t.statementId], [statement.regionId, statement.id]),
    within("statement_line_entry", [t.regionId, t.entryId], [ledgerEntry.regionId, ledgerEntry.id]),
    index("statement_line_order").on(t.regionId, t.statementId, t.at, t.entryId),
    index("statement_line_by_booking").on(t.regionId, t.bookingId).where(sql`booking_id is not null`),
    oneOf("statement_line_section", "section", statementSections),
    ownerPolicy("statement_line"),
  ],
);

/** An operator says that a line is wrong, once per line; finance answers by a day, and what it grants is a posting of its own. */
export const statementDispute = pgTable(
  "statement_dispute",
  {
    regionId: regionId(),
    id: rowId(),
    number: text("number").notNull(),
    orgId: rowId("org_id"),
    entryId: rowId("entry_id"),
    statementId: rowId("statement_id"),
    reason: text("reason", { enum: statementDisputeReasons }).notNull(),
    status: text("status", { enum: statementDisputeStatuses }).notNull().default("open"),
    openedBy: rowId("opened_by"),
    openedAt: instant("opened_at").notNull(),
    dueAt: instant("due_at").notNull(),
    answeredBy: uuid("answered_by"),
    answeredAt: instant("answered_at"),
    answer: text("answer"),
    /** In the operator's favour; zero when refused. */
    grantedFen: integer("granted_fen"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("statement_dispute_number_key").on(t.regionId, t.number),
    uniqueIndex("statement_dispute_line_key").on(t.regionId, t.entryId),
    index("statement_dispute_open").on(t.regionId, t.status, t.dueAt),
    within(
      "statement_dispute_line",
      [t.regionId, t.entryId],
      [statementLine.regionId, statementLine.entryId],
    ),
    oneOf("statement_dispute_status", "status", statementDisputeStatuses),
    oneOf("statement_dispute_reason", "reason", statementDisputeReasons),
    rule(
      "statement_dispute_answer",
      "status = 'open' OR (answered_by IS NOT NULL AND granted_fen IS NOT NULL)",
    ),
    ownerPolicy("statement_dispute"),
  ],
);

/** A credit to the payer for a promise that was not kept by the operator's fault, once per booking. Append-only. */
export const promiseCredit = pgTable(
  "promise_credit",
  {
    regionId: regionId(),
    id: rowId(),
    bookingId: rowId("booking_id"),
    billId: rowId("bill_id"),
    orgId: rowId("org_id"),
    amountFen: integer("amount_fen").notNull(),
    promisedUntil: instant("promised_until").notNull(),
    arrivedAt: instant("arrived_at").notNull(),
    lateMinutes: integer("late_minutes").notNull(),
    /** Of these so many are by the record the facility's, the payer's or an emergency's doing. */
    excusedMinutes: integer("excused_minutes").notNull(),
    /** The region's rule as it stood. */
    rule: jsonb("rule").$type<Record<string, number | string | null>>().notNull(),
    createdAt: instant("created_at").notNull(),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("promise_credit_booking_key").on(t.regionId, t.bookingId),
    index("promise_credit_by_org").on(t.regionId, t.orgId, t.createdAt),
    within("promise_credit_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    rule("promise_credit_amount", "amount_fen > 0"),
    viewerPolicy("promise_credit"),
  ],
);

/**
 * Where an operator is paid: entered by the operator, in force once checked. A first one takes one check, one that replaces
 * another takes two different people; who entered it checks nothing.
 */
export const payoutAccount = pgTable(
  "payout_account",
  {
    regionId: regionId(),
    id: rowId(),
    orgId: rowId("org_id"),
    holder: text("holder").notNull(),
    bankName: text("bank_name").notNull(),
    /** Twelve digits of the bank's branch in the clearing system (联行号). */
    bankCode: text("bank_code").notNull(),
    numberSealed: text("number_sealed").notNull(),
    /** The last four digits, for people to tell accounts apart. */
    numberTail: text("number_tail").notNull(),
    status: text("status", { enum: payoutAccountStatuses }).notNull().default("entered"),
    checksNeeded: integer("checks_needed").notNull(),
    enteredBy: rowId("entered_by"),
    enteredAt: instant("entered_at").notNull(),
    firstCheckBy: uuid("first_check_by"),
    firstCheckAt: instant("first_check_at"),
    secondCheckBy: uuid("second_check_by"),
    decidedAt: instant("decided_at"),
    refusal: text("refusal"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("payout_account_live_key").on(t.regionId, t.orgId).where(sql`status = 'checked'`),
    uniqueIndex("payout_account_entered_key").on(t.regionId, t.orgId).where(sql`status = 'entered'`),
    oneOf("payout_account_status", "status", payoutAccountStatuses),
    rule("payout_account_checks", "checks_needed BETWEEN 1 AND 2"),
    rule("payout_account_two", "first_check_by IS DISTINCT FROM second_check_by OR second_check_by IS NULL"),
    rule(
      "payout_account_own",
      "entered_by IS DISTINCT FROM first_check_by AND entered_by IS DISTINCT FROM second_check_by",
    ),
    ownerPolicy("payout_account"),
  ],
);

/** Payouts that go to the bank in one file: proposed by finance, approved by an official who did not propose it. */
export const payoutBatch = pgTable(
  "payout_batch",
  {
    regionId: regionId(),
    id: rowId(),
    number: text("number").notNull(),
    status: text("status", { enum: batchStatuses }).notNull().default("proposed"),
    totalFen: bigint("total_fen", { mode: "number" }).notNull(),
    proposedBy: rowId("proposed_by"),
    proposedAt: instant("proposed_at").notNull(),
    decidedBy: uuid("decided_by"),
    decidedAt: instant("decided_at"),
    refusal: text("refusal"),
    sentBy: uuid("sent_by"),
    sentAt: instant("sent_at"),
    /** The region's office whose desk made it. */
    orgId: rowId("org_id"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("payout_batch_number_key").on(t.regionId, t.number),
    index("payout_batch_at").on(t.regionId, t.proposedAt),
    oneOf("payout_batch_status", "status", batchStatuses),
    rule("payout_batch_two", "decided_by IS NULL OR decided_by <> proposed_by"),
    ownerPolicy("payout_batch"),
  ],
);

/** What one operator is paid in a batch; at most one on its way per operator. */
export const payout = pgTable(
  "payout",
  {
    regionId: regionId(),
    id: rowId(),
    batchId: rowId("batch_id"),
    orgId: rowId("org_id"),
    accountId: rowId("account_id"),
    /** What the bank writes on the transfer and names in its return file. */
    reference: text("reference").notNull(),
    amountFen: bigint("amount_fen", { mode: "number" }).notNull(),
    status: text("status", { enum: payoutStatuses }).notNull().default("proposed"),
    /** Why the bank sent it back, in its words. */
    failure: text("failure"),
    settledAt: instant("settled_at"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("payout_reference_key").on(t.regionId, t.reference),
    uniqueIndex("payout_open_key")
      .on(t.regionId, t.orgId)
      .where(sql`status IN ('proposed', 'approved', 'sent')`),
    index("payout_by_batch").on(t.regionId, t.batchId),
    index("payout_by_org").on(t.regionId, t.orgId),
    within("payout_batch_fk", [t.regionId, t.batchId], [payoutBatch.regionId, payoutBatch.id]),
    within("payout_account_fk", [t.regionId, t.accountId], [payoutAccount.regionId, payoutAccount.id]),
    oneOf("payout_status", "status", payoutStatuses),
    rule("payout_amount", "amount_fen > 0"),
    ownerPolicy("payout"),
  ],
);
