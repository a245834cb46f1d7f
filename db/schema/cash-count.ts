import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { cashCountStatuses } from "@/server/core/cash-count";
import { instant, oneOf, ownerOrUserPolicy, regionId, rowId, rule } from "./region-table";

/**
 * Cash that a crew member counted and hands in at the office: what the record says was taken, what was counted, what the
 * office counted. The payments it covers name it (`payment.cash_count_id`). One open count per person.
 */
export const cashCount = pgTable(
  "cash_count",
  {
    regionId: regionId(),
    id: rowId(),
    /** The operator whose money it is. */
    orgId: rowId("org_id"),
    /** The account of the crew member. */
    accountId: rowId("account_id"),
    status: text("status", { enum: cashCountStatuses }).notNull().default("declared"),
    /** What was taken by the record, when it was counted. */
    expectedFen: integer("expected_fen").notNull(),
    declaredFen: integer("declared_fen").notNull(),
    /** Number of notes and coins by their value in fen; null: only the sum was given. */
    pieces: jsonb("pieces").$type<Record<string, number>>(),
    declaredAt: instant("declared_at").notNull(),
    /** What the office counted, by whom, and why it is not what was taken. */
    countedFen: integer("counted_fen"),
    countedBy: uuid("counted_by"),
    countedAt: instant("counted_at"),
    explanation: text("explanation"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("cash_count_open_key").on(t.regionId, t.orgId, t.accountId).where(sql`status = 'declared'`),
    index("cash_count_by_org").on(t.regionId, t.orgId, t.declaredAt),
    oneOf("cash_count_status", "status", cashCountStatuses),
    rule("cash_count_sums", "expected_fen > 0 AND declared_fen >= 0 AND counted_fen >= 0"),
    rule("cash_count_confirmed", "(status = 'confirmed') = (counted_fen IS NOT NULL)"),
    rule(
      "cash_count_explained",
      "counted_fen = expected_fen OR counted_fen IS NULL OR explanation IS NOT NULL",
    ),
    ownerOrUserPolicy("cash_count", "account_id"),
  ],
);
