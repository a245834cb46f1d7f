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
import {
  type BankMapping,
  bankEncodings,
  bankLineStatuses,
  bankMatchKinds,
} from "@/server/core/bank/statement";
import {
  instant,
  officialPolicy,
  oneOf,
  publishedPolicies,
  regionId,
  rowId,
  rule,
  within,
} from "./region-table";

/** The region's account to which payers and hospitals transfer: shown to whoever pays. */
export const collectingAccount = pgTable(
  "collecting_account",
  {
    regionId: regionId(),
    holder: text("holder").notNull(),
    bank: text("bank").notNull(),
    number: text("number").notNull(),
    changedBy: text("changed_by").notNull(),
    changedAt: instant("changed_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionId] }), ...publishedPolicies("collecting_account")],
);

/** A statement file of the bank as it was read: its columns as a person named them, remembered for the next of its kind. */
export const bankFile = pgTable(
  "bank_file",
  {
    regionId: regionId(),
    id: rowId(),
    name: text("name").notNull(),
    /** SHA-256 of its bytes: the same file twice is one. */
    digest: text("digest").notNull(),
    /** SHA-256 of its head line: files of the same bank are read by the same columns. */
    headDigest: text("head_digest").notNull(),
    encoding: text("encoding", { enum: bankEncodings }).notNull(),
    mapping: jsonb("mapping").$type<BankMapping>().notNull(),
    /** Lines in it, and lines not met before. */
    lineCount: integer("line_count").notNull(),
    newCount: integer("new_count").notNull(),
    importedBy: text("imported_by").notNull(),
    importedAt: instant("imported_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("bank_file_digest_key").on(t.regionId, t.digest),
    index("bank_file_by_head").on(t.regionId, t.headDigest, t.importedAt),
    officialPolicy("bank_file"),
  ],
);

/** One line of the bank's statement, once however many files bring it. Money in is open until all of it is explained. */
export const bankLine = pgTable(
  "bank_line",
  {
    regionId: regionId(),
    id: rowId(),
    fileId: rowId("file_id"),
    /** Digest of what the bank wrote, and which of equal lines of a day it is. */
    key: text("key").notNull(),
    bookedOn: date("booked_on").notNull(),
    /** Above zero: money in. */
    amountFen: integer("amount_fen").notNull(),
    /** What of it nothing explains yet. */
    leftFen: integer("left_fen").notNull(),
    /** Name and account of the payer, purpose and the bank's number, sealed as JSON (`BankDetails`). */
    detailsSealed: text("details_sealed").notNull(),
    status: text("status", { enum: bankLineStatuses }).notNull(),
    /** Who looks into it. */
    ownerId: uuid("owner_id"),
    note: text("note"),
    createdAt: instant("created_at").notNull(),
    settledAt: instant("settled_at"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("bank_line_key").on(t.regionId, t.key),
    within("bank_line_file", [t.regionId, t.fileId], [bankFile.regionId, bankFile.id]),
    index("bank_line_open").on(t.regionId, t.bookedOn).where(sql`status = 'open'`),
    oneOf("bank_line_status", "status", bankLineStatuses),
    rule("bank_line_left", "left_fen >= 0 AND left_fen <= greatest(amount_fen, 0)"),
    rule("bank_line_settled", "(status = 'open') = (left_fen > 0)"),
    officialPolicy("bank_line"),
  ],
);

/** What a part of a transfer turned out to be, by a person's word. */
export const bankMatch = pgTable(
  "bank_match",
  {
    regionId: regionId(),
    id: rowId(),
    lineId: rowId("line_id"),
    kind: text("kind", { enum: bankMatchKinds }).notNull(),
    /** The hospital whose account it pays. */
    hospitalId: uuid("hospital_id"),
    bookingId: uuid("booking_id"),
    /** The payment it became. */
    paymentId: uuid("payment_id"),
    /** The transfer by which it was sent back. */
    reference: text("reference"),
    amountFen: integer("amount_fen").notNull(),
    matchedBy: text("matched_by").notNull(),
    matchedAt: instant("matched_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("bank_match_line", [t.regionId, t.lineId], [bankLine.regionId, bankLine.id]),
    index("bank_match_by_line").on(t.regionId, t.lineId),
    oneOf("bank_match_kind", "kind", bankMatchKinds),
    rule("bank_match_amount", "amount_fen > 0"),
    rule(
      "bank_match_target",
      "(kind = 'account') = (hospital_id IS NOT NULL) AND (kind = 'booking') = (booking_id IS NOT NULL) AND (kind = 'returned') = (reference IS NOT NULL)",
    ),
    officialPolicy("bank_match"),
  ],
);
