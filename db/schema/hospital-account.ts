import { sql } from "drizzle-orm";
import { date, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { hospitalAccountStatuses, statementLineKinds } from "@/server/core/hospital-account";
import { instant, oneOf, ownerPolicy, regionId, rowId, rule, within } from "./region-table";

/** A hospital's agreement to pay by the month: how much may be open, when its statement is made, by when it is paid. */
export const hospitalAccount = pgTable(
  "hospital_account",
  {
    regionId: regionId(),
    /** The hospital. */
    orgId: rowId("org_id"),
    status: text("status", { enum: hospitalAccountStatuses }).notNull().default("open"),
    /** What may be owed and still to be ridden together. */
    creditLimitFen: integer("credit_limit_fen").notNull(),
    /** The day of the month on which the statement of the month before is made. */
    statementDay: integer("statement_day").notNull(),
    /** So many days after the statement it is to be paid. */
    dueDays: integer("due_days").notNull(),
    /** The desk or person at the hospital who gets the statements; a business address. */
    contactName: text("contact_name").notNull(),
    contactEmail: text("contact_email"),
    contactPhone: text("contact_phone"),
    /** The name under which its transfers come. */
    payerName: text("payer_name").notNull(),
    changedBy: text("changed_by").notNull(),
    createdAt: instant("created_at").notNull(),
    changedAt: instant("changed_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.orgId] }),
    oneOf("hospital_account_status", "status", hospitalAccountStatuses),
    rule("hospital_account_limit", "credit_limit_fen >= 0"),
    rule("hospital_account_day", "statement_day BETWEEN 1 AND 28"),
    rule("hospital_account_due", "due_days BETWEEN 1 AND 120"),
    ownerPolicy("hospital_account"),
  ],
);

/** The account of one hospital for one month, as it was issued: never changed, never removed. */
export const hospitalStatement = pgTable(
  "hospital_statement",
  {
    regionId: regionId(),
    id: rowId(),
    /** What the hospital writes on its transfer. */
    number: text("number").notNull(),
    /** The hospital. */
    orgId: rowId("org_id"),
    /** "2026-07": what was put on the account until the end of it and stood on no statement before. */
    month: text("month").notNull(),
    dueOn: date("due_on").notNull(),
    /** Open from earlier statements when this one was made. */
    broughtForwardFen: integer("brought_forward_fen").notNull(),
    /** Charges less credits of this statement. */
    totalFen: integer("total_fen").notNull(),
    issuedAt: instant("issued_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("hospital_statement_number_key").on(t.regionId, t.number),
    uniqueIndex("hospital_statement_month_key").on(t.regionId, t.orgId, t.month),
    rule("hospital_statement_month", "month ~ '^[0-9]{4}-[0-9]{2}$'"),
    ownerPolicy("hospital_statement"),
  ],
);

/** One trip on a statement, or what was given back of one: written with the statement, each payment and refund once. */
export const hospitalStatementLine = pgTable(
  "hospital_statement_line",
  {
    regionId: regionId(),
    id: rowId(),
    statementId: rowId("statement_id"),
    orgId: rowId("org_id"),
    kind: text("kind", { enum: statementLineKinds }).notNull(),
    bookingId: rowId("booking_id"),
    bookingNumber: text("booking_number").notNull(),
    billNumber: text("bill_number"),
    /** Who carried the patient. */
    operatorId: rowId("operator_id"),
    plate: text("plate"),
    paymentId: rowId("payment_id"),
    /** The refund of which a credit tells. */
    refundId: uuid("refund_id"),
    at: instant("at").notNull(),
    amountFen: integer("amount_fen").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within(
      "hospital_statement_line_statement",
      [t.regionId, t.statementId],
      [hospitalStatement.regionId, hospitalStatement.id],
    ),
    index("hospital_statement_line_by_statement").on(t.regionId, t.statementId),
    uniqueIndex("hospital_statement_charge_key").on(t.regionId, t.paymentId).where(sql`refund_id is null`),
    uniqueIndex("hospital_statement_credit_key").on(t.regionId, t.refundId).where(sql`refund_id is not null`),
    oneOf("hospital_statement_line_kind", "kind", statementLineKinds),
    rule("hospital_statement_line_credit", "(kind = 'credit') = (refund_id IS NOT NULL)"),
    rule("hospital_statement_line_amount", "amount_fen > 0"),
    ownerPolicy("hospital_statement_line"),
  ],
);
