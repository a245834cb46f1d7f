import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { erasureStatuses } from "@/server/core/erasure";
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

/** Somebody asks that what is kept about the people of one booking be erased; the regulator decides by a day. */
export const erasureRequest = pgTable(
  "erasure_request",
  {
    regionId: regionId(),
    id: rowId(),
    bookingId: rowId("booking_id"),
    /** "user:<id>" or "guest:<booking>". */
    requestedBy: text("requested_by").notNull(),
    status: text("status", { enum: erasureStatuses }).notNull().default("requested"),
    requestedAt: instant("requested_at").notNull(),
    dueAt: instant("due_at").notNull(),
    decidedAt: instant("decided_at"),
    decidedBy: text("decided_by"),
    /** Why it was refused, as the person is told. */
    reason: text("reason"),
    /** What was erased, in counts, and what law keeps until when. */
    outcome: jsonb("outcome").$type<Record<string, unknown>>(),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("erasure_request_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    index("erasure_request_queue").on(t.regionId, t.status, t.dueAt),
    uniqueIndex("erasure_request_open_key").on(t.regionId, t.bookingId).where(sql`status = 'requested'`),
    oneOf("erasure_request_status", "status", erasureStatuses),
    rule("erasure_request_decided", "(status = 'requested') = (decided_at is null)"),
    viewerPolicy("erasure_request"),
  ],
);
