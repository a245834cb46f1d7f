import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { WrittenLine } from "@/server/core/bill-record";
import type { ExtraFacts } from "@/server/core/billing-input";
import {
  claimDrivers,
  paymentDrivers,
  paymentReturns,
  paymentStatuses,
  payOuts,
  refundStatuses,
} from "@/server/core/payment";
import { type LineCode, lineCodes } from "@/server/core/tariff/line";
import { booking } from "./booking";
import { quote } from "./quote";
import {
  instant,
  officialPolicy,
  oneOf,
  ownerPolicy,
  regionId,
  rowId,
  rule,
  viewerOrgs,
  viewerPolicy,
  viewerUsers,
  within,
} from "./region-table";

const billStatuses = ["issued", "paid", "void"] as const;
const extraStatuses = ["asked", "confirmed", "refused"] as const;

/** Something the payer asked for beyond the quote (waiting, carry): billed only when confirmed. */
export const extraCharge = pgTable(
  "extra_charge",
  {
    regionId: regionId(),
    id: rowId(),
    bookingId: rowId("booking_id"),
    /** Line code of the tariff engine that it adds to. */
    code: text("code", { enum: lineCodes as [LineCode, ...LineCode[]] }).notNull(),
    facts: jsonb("facts").$type<ExtraFacts>().notNull(),
    fen: integer("fen").notNull(),
    status: text("status", { enum: extraStatuses }).notNull().default("asked"),
    askedAt: instant("asked_at").notNull(),
    answeredAt: instant("answered_at"),
    answeredBy: text("answered_by"),
    /** The payer's signature, where the answer was given on the crew's phone. */
    signatureId: uuid("signature_id"),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("extra_charge_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    index("extra_charge_by_booking").on(t.regionId, t.bookingId),
    oneOf("extra_charge_status", "status", extraStatuses),
    rule("extra_charge_amount", "fen > 0"),
    viewerPolicy("extra_charge"),
  ],
);

/** What is owed for a trip (or a late cancellation). Each difference from the quote is named. One live bill per booking. */
export const bill = pgTable(
  "bill",
  {
    regionId: regionId(),
    id: rowId(),
    number: text("number").notNull(),
    bookingId: rowId("booking_id"),
    orgId: rowId("org_id"),
    quoteId: rowId("quote_id"),
    kind: text("kind", { enum: ["trip", "cancellation"] }).notNull(),
    status: text("status", { enum: billStatuses }).notNull().default("issued"),
    lines: jsonb("lines").$type<WrittenLine[]>().notNull(),
    /** Each line that is not as quoted, with the reason. */
    differences: jsonb("differences").$type<WrittenLine[]>().notNull(),
    /** What the bill was made from: the trip as driven, or the cancellation. */
    facts: jsonb("facts").$type<Record<string, unknown>>().notNull(),
    totalFen: integer("total_fen").notNull(),
    issuedAt: instant("issued_at").notNull(),
    paidAt: instant("paid_at"),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("bill_number_key").on(t.regionId, t.number),
    index("bill_issued").on(t.regionId, t.issuedAt),
    uniqueIndex("bill_live_key").on(t.regionId, t.bookingId).where(sql`status <> 'void'`),
    index("bill_by_booking").on(t.regionId, t.bookingId),
    within("bill_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    within("bill_quote", [t.regionId, t.quoteId], [quote.regionId, quote.id]),
    oneOf("bill_status", "status", billStatuses),
    rule("bill_total", "total_fen >= 0"),
    viewerPolicy("bill"),
  ],
);

/** Money received, or on its way, for a booking. */
export const payment = pgTable(
  "payment",
  {
    regionId: regionId(),
    id: rowId(),
    bookingId: rowId("booking_id"),
    billId: uuid("bill_id"),
    driver: text("driver", { enum: paymentDrivers }).notNull(),
    /** Who owes it instead of the payer, where the driver makes a claim of it: the hospital, the fund. */
    partyId: uuid("party_id"),
    status: text("status", { enum: paymentStatuses }).notNull().default("pending"),
    amountFen: integer("amount_fen").notNull(),
    /** Derived and stored before the call, so that a retry after a timeout is the same call. */
    idempotencyKey: text("idempotency_key").notNull(),
    /** Checkout session or POS slip number; the payment intent once known. */
    providerRef: text("provider_ref"),
    intentRef: text("intent_ref"),
    failure: text("failure"),
    /** The page that the payer comes back to from the hosted page; null: the booking's link. */
    returnTo: text("return_to", { enum: paymentReturns }),
    takenBy: text("taken_by"),
    /** The count by which cash was handed in, or is about to be. */
    cashCountId: uuid("cash_count_id"),
    createdAt: instant("created_at").notNull(),
    settledAt: instant("settled_at"),
    /** When a pending one was last looked up at its source, because no webhook came. */
    checkedAt: instant("checked_at"),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    index("payment_pending").on(t.regionId, t.status, t.checkedAt),
    uniqueIndex("payment_idempotency_key").on(t.regionId, t.idempotencyKey),
    uniqueIndex("payment_provider_key")
      .on(t.regionId, t.driver, t.providerRef)
      .where(sql`provider_ref is not null`),
    within("payment_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    index("payment_by_booking").on(t.regionId, t.bookingId),
    index("payment_by_party").on(t.regionId, t.partyId, t.status).where(sql`party_id is not null`),
    index("payment_cash_held").on(t.regionId, t.takenBy).where(sql`driver = 'cash'`),
    oneOf("payment_driver", "driver", paymentDrivers),
    oneOf("payment_status", "status", paymentStatuses),
    rule("payment_amount", "amount_fen > 0"),
    rule(
      "payment_party",
      `(driver IN (${claimDrivers.map((driver) => `'${driver}'`).join(", ")})) = (party_id IS NOT NULL)`,
    ),
    viewerPolicy("payment"),
  ],
);

/** Money given back. */
export const refund = pgTable(
  "refund",
  {
    regionId: regionId(),
    id: rowId(),
    bookingId: rowId("booking_id"),
    paymentId: rowId("payment_id"),
    status: text("status", { enum: refundStatuses }).notNull().default("pending"),
    amountFen: integer("amount_fen").notNull(),
    reason: text("reason").notNull(),
    /** Given back although it was owed: the bill is forgiven by so much, and it is not asked for again. */
    forgiven: boolean("forgiven").notNull().default(false),
    idempotencyKey: text("idempotency_key").notNull(),
    providerRef: text("provider_ref"),
    /** Why it failed, by the provider's code. */
    failure: text("failure"),
    /** The failed refund that this one makes good: asked for again, or paid out by hand. One for each at most. */
    replacesId: uuid("replaces_id"),
    /** Paid out by hand although the money had come in another way; null: by the way it came. */
    paidOutBy: text("paid_out_by", { enum: payOuts }),
    /** The receipt or transfer that shows the paying out by hand. */
    paidOutRef: text("paid_out_ref"),
    createdAt: instant("created_at").notNull(),
    settledAt: instant("settled_at"),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("refund_idempotency_key").on(t.regionId, t.idempotencyKey),
    uniqueIndex("refund_replaces_key").on(t.regionId, t.replacesId).where(sql`replaces_id is not null`),
    index("refund_open").on(t.regionId, t.status, t.createdAt),
    index("refund_by_booking").on(t.regionId, t.bookingId),
    within("refund_payment", [t.regionId, t.paymentId], [payment.regionId, payment.id]),
    oneOf("refund_status", "status", refundStatuses),
    rule("refund_amount", "amount_fen > 0"),
    viewerPolicy("refund"),
  ],
);

/**
 * The double-entry record, insert-only: one row holds its debit and its credit account. A pending row is resolved by a
 * second row that points at it, once.
 */
export const ledgerEntry = pgTable(
  "ledger_entry",
  {
    regionId: regionId(),
    id: rowId(),
    orgId: rowId("org_id"),
    at: instant("at").notNull(),
    debitAccount: text("debit_account").notNull(),
    creditAccount: text("credit_account").notNull(),
    amountFen: integer("amount_fen").notNull(),
    state: text("state", { enum: ["pending", "posted", "void"] }).notNull(),
    resolvesId: uuid("resolves_id"),
    /** Derived from what caused the entry, so that retried work changes nothing. */
    causeKey: text("cause_key").notNull(),
    bookingId: uuid("booking_id"),
    /** Whose claim or debt it is where the account does not say: the hospital, the fund, the crew member. */
    partyId: uuid("party_id"),
    memo: text("memo").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("ledger_cause_key").on(t.regionId, t.causeKey),
    uniqueIndex("ledger_resolves_key").on(t.regionId, t.resolvesId).where(sql`resolves_id is not null`),
    within("ledger_resolves", [t.regionId, t.resolvesId], [t.regionId, t.id]),
    index("ledger_by_booking").on(t.regionId, t.bookingId),
    index("ledger_by_org").on(t.regionId, t.orgId, t.at),
    index("ledger_by_party").on(t.regionId, t.partyId, t.at).where(sql`party_id is not null`),
    rule("ledger_amount", "amount_fen > 0"),
    rule("ledger_accounts", "debit_account <> credit_account"),
    oneOf("ledger_state", "state", ["pending", "posted", "void"]),
    ownerPolicy("ledger_entry"),
  ],
);

/** A webhook event that arrived, once; its handling is a job. */
export const paymentEvent = pgTable(
  "payment_event",
  {
    regionId: regionId(),
    id: text("id").notNull(),
    type: text("type").notNull(),
    objectId: text("object_id").notNull(),
    receivedAt: instant("received_at").notNull(),
    handledAt: instant("handled_at"),
  },
  (t) => [primaryKey({ columns: [t.regionId, t.id] }), officialPolicy("payment_event")],
);
