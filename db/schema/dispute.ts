import { index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { disputeStatuses } from "@/server/core/dispute";
import { payment } from "./billing";
import { instant, oneOf, ownerPolicy, regionId, rowId, rule, within } from "./region-table";

/** A payer told the bank not to owe an online payment: what the service says of it, and what we answered. */
export const dispute = pgTable(
  "dispute",
  {
    regionId: regionId(),
    id: rowId(),
    /** The service's number of it. */
    providerRef: text("provider_ref").notNull(),
    paymentId: rowId("payment_id"),
    bookingId: rowId("booking_id"),
    /** The operator whose trip it was. */
    orgId: rowId("org_id"),
    status: text("status", { enum: disputeStatuses }).notNull(),
    amountFen: integer("amount_fen").notNull(),
    /** The service's code for what the payer says. */
    reason: text("reason").notNull(),
    /** By when an answer counts. */
    dueBy: instant("due_by"),
    openedAt: instant("opened_at").notNull(),
    answeredAt: instant("answered_at"),
    answeredBy: text("answered_by"),
    closedAt: instant("closed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("dispute_provider_key").on(t.regionId, t.providerRef),
    within("dispute_payment", [t.regionId, t.paymentId], [payment.regionId, payment.id]),
    index("dispute_by_payment").on(t.regionId, t.paymentId),
    index("dispute_by_status").on(t.regionId, t.status, t.openedAt),
    oneOf("dispute_status", "status", disputeStatuses),
    rule("dispute_amount", "amount_fen > 0"),
    ownerPolicy("dispute"),
  ],
);
