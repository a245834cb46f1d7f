import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { InvoiceLine } from "@/server/core/invoice/lines";
import { invoiceKinds, invoiceStatuses, redReasons, titleKinds } from "@/server/core/invoice/state";
import { bill } from "./billing";
import { booking } from "./booking";
import {
  instant,
  oneOf,
  regionId,
  rowId,
  rule,
  viewerOrgs,
  viewerPolicy,
  viewerUsers,
  within,
} from "./region-table";

/**
 * An e-invoice for a bill, or the red letter that takes one back: asked for, stored, and only then sent to the provider by a
 * job. A bill has one living blue invoice; a blue invoice has one red letter.
 */
export const invoice = pgTable(
  "invoice",
  {
    regionId: regionId(),
    id: rowId(),
    /** Ours, by which the provider tells requests apart: the same again is the same invoice. */
    number: text("number").notNull(),
    bookingId: rowId("booking_id"),
    billId: rowId("bill_id"),
    /** Who sells, the operator. */
    orgId: rowId("org_id"),
    kind: text("kind", { enum: invoiceKinds }).notNull(),
    status: text("status", { enum: invoiceStatuses }).notNull().default("asked"),
    /** Red: the blue invoice it takes back. */
    redOf: uuid("red_of"),
    redReason: text("red_reason", { enum: redReasons }),
    /** Blue: the one, taken back by now, in whose place it stands. */
    replacesId: uuid("replaces_id"),
    titleKind: text("title_kind", { enum: titleKinds }).notNull(),
    /** The buyer as printed: title, tax number, e-mail; and the title as shown around. */
    buyerSealed: text("buyer_sealed").notNull(),
    titleMask: text("title_mask").notNull(),
    lines: jsonb("lines").$type<InvoiceLine[]>().notNull(),
    /** With tax; below zero for a red letter. */
    totalFen: integer("total_fen").notNull(),
    taxFen: integer("tax_fen").notNull(),
    /** The provider's number, and its own reference. */
    invoiceNumber: text("invoice_number"),
    providerRef: text("provider_ref"),
    failure: text("failure"),
    attempts: integer("attempts").notNull().default(0),
    askedAt: instant("asked_at").notNull(),
    askedBy: text("asked_by").notNull(),
    sentAt: instant("sent_at"),
    issuedAt: instant("issued_at"),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("invoice_number_key").on(t.regionId, t.number),
    uniqueIndex("invoice_blue_key")
      .on(t.regionId, t.billId)
      .where(sql`kind = 'blue' AND status NOT IN ('refused', 'reversed')`),
    uniqueIndex("invoice_red_key").on(t.regionId, t.redOf).where(sql`red_of is not null`),
    uniqueIndex("invoice_replaces_key").on(t.regionId, t.replacesId).where(sql`replaces_id is not null`),
    index("invoice_open").on(t.regionId, t.askedAt).where(sql`status IN ('asked', 'sent', 'unknown')`),
    index("invoice_by_booking").on(t.regionId, t.bookingId),
    index("invoice_by_org").on(t.regionId, t.orgId, t.askedAt),
    within("invoice_bill", [t.regionId, t.billId], [bill.regionId, bill.id]),
    within("invoice_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    within("invoice_red_of", [t.regionId, t.redOf], [t.regionId, t.id]),
    within("invoice_replaces", [t.regionId, t.replacesId], [t.regionId, t.id]),
    oneOf("invoice_kind", "kind", invoiceKinds),
    oneOf("invoice_status", "status", invoiceStatuses),
    oneOf("invoice_title_kind", "title_kind", titleKinds),
    rule(
      "invoice_red_whole",
      "(kind = 'red') = (red_of is not null) AND (kind = 'red') = (red_reason is not null)",
    ),
    rule("invoice_sign", "(kind = 'red' AND total_fen < 0) OR (kind = 'blue' AND total_fen > 0)"),
    viewerPolicy("invoice"),
  ],
);
