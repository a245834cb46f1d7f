import { sql } from "drizzle-orm";
import {
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
import type { ClaimLine } from "@/server/core/insurance/coverage";
import {
  certTypes,
  insuranceTypes,
  messageStatuses,
  openItemKinds,
  runStatuses,
  settlementModes,
  visitStatuses,
} from "@/server/core/insurance/mode";
import type { Split } from "@/server/core/insurance/split";
import { deadStatuses, insuranceStatuses, reversalStates } from "@/server/core/insurance/status";
import { booking } from "./booking";
import {
  instant,
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

/** How an operator settles with a payer of the region's coverage; a designated institution has a code of 12 characters. */
export const insuranceContract = pgTable(
  "insurance_contract",
  {
    regionId: regionId(),
    id: rowId(),
    orgId: rowId("org_id"),
    mode: text("mode", { enum: settlementModes }).notNull(),
    /** The payer's code in the region's coverage. */
    payer: text("payer").notNull(),
    fixmedinsCode: text("fixmedins_code"),
    fixmedinsName: text("fixmedins_name"),
    /** Who signs in at the interface for the institution. */
    opterNo: text("opter_no"),
    opterName: text("opter_name"),
    createdAt: instant("created_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("insurance_contract_live_key").on(t.regionId, t.orgId, t.payer).where(sql`ended_at is null`),
    oneOf("insurance_contract_mode", "mode", settlementModes),
    rule(
      "insurance_contract_designated",
      "mode NOT IN ('direct_fixmedins', 'long_term_care') OR (fixmedins_code ~ '^[A-Z0-9]{12}$' AND fixmedins_name IS NOT NULL AND opter_no IS NOT NULL AND opter_name IS NOT NULL)",
    ),
    ownerPolicy("insurance_contract"),
  ],
);

/** The sign-in (9001) of an institution at the interface, the latest. */
export const insuranceSignIn = pgTable(
  "insurance_sign_in",
  {
    regionId: regionId(),
    contractId: rowId("contract_id"),
    orgId: rowId("org_id"),
    signNo: text("sign_no").notNull(),
    signedAt: instant("signed_at").notNull(),
    /** The fund said that it holds no more. */
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.contractId] }),
    within(
      "insurance_sign_in_contract",
      [t.regionId, t.contractId],
      [insuranceContract.regionId, insuranceContract.id],
    ),
    ownerPolicy("insurance_sign_in"),
  ],
);

/** An insured person on a trip, as entered, and how far the visit is at the fund. One open visit per booking. */
export const insuranceVisit = pgTable(
  "insurance_visit",
  {
    regionId: regionId(),
    id: rowId(),
    bookingId: rowId("booking_id"),
    contractId: rowId("contract_id"),
    orgId: rowId("org_id"),
    payer: text("payer").notNull(),
    /** The fund as an organization: whose debt a settled claim is. */
    partyId: rowId("party_id"),
    status: text("status", { enum: visitStatuses }).notNull().default("open"),
    certType: text("cert_type", { enum: certTypes }).notNull(),
    certNoSealed: text("cert_no_sealed"),
    certMask: text("cert_mask").notNull(),
    insuranceType: text("insurance_type", { enum: insuranceTypes }).notNull(),
    /** Division where the person is insured (参保地), six digits; said by the fund. */
    insuredArea: text("insured_area"),
    personNoSealed: text("person_no_sealed"),
    entitledAt: instant("entitled_at"),
    /** Our number of the registration; a new one each time it is tried. */
    registration: integer("registration").notNull().default(1),
    mdtrtId: text("mdtrt_id"),
    uploadedAt: instant("uploaded_at"),
    /** The batch of the lines: above zero they are at the fund, below they may be, null: none ever were. */
    batch: integer("batch"),
    lines: jsonb("lines").$type<ClaimLine[]>(),
    /** What the fund said it would pay (2206). */
    preview: jsonb("preview").$type<Split>(),
    previewAt: instant("preview_at"),
    /** The fund's own words where it refused. */
    refusal: text("refusal"),
    /** When the settlement was asked for: the bill is there, and the person agreed. */
    settleAskedAt: instant("settle_asked_at"),
    createdAt: instant("created_at").notNull(),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("insurance_visit_open_key").on(t.regionId, t.bookingId).where(sql`status = 'open'`),
    index("insurance_visit_by_booking").on(t.regionId, t.bookingId),
    within("insurance_visit_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    within(
      "insurance_visit_contract",
      [t.regionId, t.contractId],
      [insuranceContract.regionId, insuranceContract.id],
    ),
    oneOf("insurance_visit_status", "status", visitStatuses),
    oneOf("insurance_visit_cert", "cert_type", certTypes),
    oneOf("insurance_visit_type", "insurance_type", insuranceTypes),
    viewerPolicy("insurance_visit"),
  ],
);

/** One settlement (2207) of a visit and batch, stored before it is sent; at most one of them lives. */
export const insuranceSettlement = pgTable(
  "insurance_settlement",
  {
    regionId: regionId(),
    id: rowId(),
    visitId: rowId("visit_id"),
    bookingId: rowId("booking_id"),
    contractId: rowId("contract_id"),
    orgId: rowId("org_id"),
    partyId: rowId("party_id"),
    batch: integer("batch").notNull(),
    status: text("status", { enum: insuranceStatuses }).notNull().default("prepared"),
    insuranceType: text("insurance_type", { enum: insuranceTypes }).notNull(),
    lines: jsonb("lines").$type<ClaimLine[]>().notNull(),
    totalFen: integer("total_fen").notNull(),
    /** What 2206 promised, and what 2207 settled. */
    expected: jsonb("expected").$type<Split>().notNull(),
    split: jsonb("split").$type<Split>(),
    setlId: text("setl_id"),
    /** Message numbers of 2207 and 2208: what a reversal names. */
    msgid: text("msgid"),
    cancelMsgid: text("cancel_msgid"),
    reversal: text("reversal", { enum: reversalStates }).notNull().default("none"),
    /** How often a lost one of this batch was settled anew. */
    attempt: integer("attempt").notNull().default(1),
    paymentId: uuid("payment_id"),
    refundId: uuid("refund_id"),
    /** The fund's own words where it refused. */
    refusal: text("refusal"),
    /** By what an unknown one was resolved. */
    resolvedBy: text("resolved_by", { enum: ["answer", "reversal", "query", "reconciliation"] }),
    preparedAt: instant("prepared_at").notNull(),
    sentAt: instant("sent_at"),
    unknownSince: instant("unknown_since"),
    alarmedAt: instant("alarmed_at"),
    settledAt: instant("settled_at"),
    cancelledAt: instant("cancelled_at"),
    endedAt: instant("ended_at"),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("insurance_settlement_live_key")
      .on(t.regionId, t.visitId, t.batch)
      .where(sql.raw(`status NOT IN (${deadStatuses.map((each) => `'${each}'`).join(", ")})`)),
    uniqueIndex("insurance_settlement_msgid_key").on(t.regionId, t.msgid).where(sql`msgid is not null`),
    index("insurance_settlement_by_booking").on(t.regionId, t.bookingId),
    index("insurance_settlement_by_status").on(t.regionId, t.status, t.preparedAt),
    within(
      "insurance_settlement_visit",
      [t.regionId, t.visitId],
      [insuranceVisit.regionId, insuranceVisit.id],
    ),
    within("insurance_settlement_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    oneOf("insurance_settlement_status", "status", insuranceStatuses),
    oneOf("insurance_settlement_type", "insurance_type", insuranceTypes),
    oneOf("insurance_settlement_reversal", "reversal", reversalStates),
    rule("insurance_settlement_total", "total_fen > 0"),
    // What was sent can be named to the fund again; what is settled says how.
    rule("insurance_settlement_sent", "status IN ('prepared', 'reversed') OR msgid IS NOT NULL"),
    rule(
      "insurance_settlement_split",
      "status IN ('prepared', 'sent', 'unknown', 'refused', 'reversed') OR split IS NOT NULL",
    ),
    viewerPolicy("insurance_settlement"),
  ],
);

/** Every message to the interface, written before it is sent. Bodies are sealed; what pages show is masked. */
export const insuranceMessage = pgTable(
  "insurance_message",
  {
    regionId: regionId(),
    id: rowId(),
    /** 12 characters of the institution, the local second, 4 digits of a counter. */
    msgid: text("msgid").notNull(),
    infno: text("infno").notNull(),
    orgId: rowId("org_id"),
    contractId: rowId("contract_id"),
    visitId: uuid("visit_id"),
    settlementId: uuid("settlement_id"),
    status: text("status", { enum: messageStatuses }).notNull().default("sent"),
    requestSealed: text("request_sealed"),
    answerSealed: text("answer_sealed"),
    /** The fund's number of its answer. */
    answerRef: text("answer_ref"),
    /** Why it was refused, or why the outcome is unknown. */
    reason: text("reason"),
    sentAt: instant("sent_at").notNull(),
    answeredAt: instant("answered_at"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("insurance_message_msgid_key").on(t.regionId, t.msgid),
    index("insurance_message_by_time").on(t.regionId, t.sentAt),
    index("insurance_message_by_settlement").on(t.regionId, t.settlementId),
    index("insurance_message_by_visit").on(t.regionId, t.visitId),
    oneOf("insurance_message_status", "status", messageStatuses),
    ownerPolicy("insurance_message"),
  ],
);

/** One institution's day against the fund's: totals (3201), and line by line where they differ (3202). */
export const insuranceRun = pgTable(
  "insurance_run",
  {
    regionId: regionId(),
    id: rowId(),
    contractId: rowId("contract_id"),
    orgId: rowId("org_id"),
    day: date("day", { mode: "string" }).notNull(),
    insuranceType: text("insurance_type", { enum: insuranceTypes }).notNull(),
    status: text("status", { enum: runStatuses }).notNull().default("open"),
    count: integer("count").notNull().default(0),
    totalFen: integer("total_fen").notNull().default(0),
    fundFen: integer("fund_fen").notNull().default(0),
    accountFen: integer("account_fen").notNull().default(0),
    cashFen: integer("cash_fen").notNull().default(0),
    /** The fund's words on the totals. */
    answer: text("answer"),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("insurance_run_day_key").on(t.regionId, t.contractId, t.day, t.insuranceType),
    oneOf("insurance_run_status", "status", runStatuses),
    oneOf("insurance_run_type", "insurance_type", insuranceTypes),
    ownerPolicy("insurance_run"),
  ],
);

/** A line on which a day's two sides differ, until somebody explains it. */
export const insuranceOpenItem = pgTable(
  "insurance_open_item",
  {
    regionId: regionId(),
    id: rowId(),
    runId: rowId("run_id"),
    orgId: rowId("org_id"),
    kind: text("kind", { enum: openItemKinds }).notNull(),
    settlementId: uuid("settlement_id"),
    setlId: text("setl_id").notNull(),
    ourFundFen: integer("our_fund_fen"),
    theirFundFen: integer("their_fund_fen"),
    openedAt: instant("opened_at").notNull(),
    closedAt: instant("closed_at"),
    closedBy: text("closed_by"),
    note: text("note"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("insurance_open_item_key").on(t.regionId, t.runId, t.kind, t.setlId),
    index("insurance_open_item_open").on(t.regionId, t.openedAt).where(sql`closed_at is null`),
    within("insurance_open_item_run", [t.regionId, t.runId], [insuranceRun.regionId, insuranceRun.id]),
    oneOf("insurance_open_item_kind", "kind", openItemKinds),
    ownerPolicy("insurance_open_item"),
  ],
);
