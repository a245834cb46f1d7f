import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { breakGlassPurposes } from "@/server/core/break-glass";
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
 * Somebody who sees masks opened one booking's people and places: who, for what, until when. Those concerned see the row
 * (the booking's viewers); the reads themselves are audit rows.
 */
export const breakGlass = pgTable(
  "break_glass",
  {
    regionId: regionId(),
    id: rowId(),
    bookingId: rowId("booking_id"),
    accountId: rowId("account_id"),
    role: text("role").notNull(),
    orgId: uuid("org_id"),
    purpose: text("purpose", { enum: breakGlassPurposes }).notNull(),
    /** The opener's words, sealed: they may name people. */
    reasonSealed: text("reason_sealed").notNull(),
    openedAt: instant("opened_at").notNull(),
    /** Masked again from here on by itself. */
    until: instant("until").notNull(),
    /** Closed by hand, or by the next opening of the same person. */
    endedAt: instant("ended_at"),
    reads: integer("reads").notNull().default(0),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("break_glass_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    index("break_glass_by_booking").on(t.regionId, t.bookingId, t.openedAt),
    index("break_glass_newest").on(t.regionId, t.openedAt),
    index("break_glass_by_person").on(t.regionId, t.accountId, t.openedAt),
    uniqueIndex("break_glass_open_key").on(t.regionId, t.bookingId, t.accountId).where(sql`ended_at is null`),
    oneOf("break_glass_purpose", "purpose", breakGlassPurposes),
    rule("break_glass_span", "until > opened_at"),
    viewerPolicy("break_glass"),
  ],
);
