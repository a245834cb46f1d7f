import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { callbackReasons, callbackStatuses } from "@/server/core/callback";
import { emergencyDirections, emergencyStatuses } from "@/server/core/emergency";
import {
  instant,
  officialPolicy,
  oneOf,
  regionId,
  rowId,
  viewerOrgs,
  viewerPolicy,
  viewerUsers,
} from "./region-table";

/** Somebody is to be called back by a time. */
export const callback = pgTable(
  "callback",
  {
    regionId: regionId(),
    id: rowId(),
    bookingId: uuid("booking_id"),
    reason: text("reason", { enum: callbackReasons }).notNull(),
    status: text("status", { enum: callbackStatuses }).notNull().default("open"),
    phoneSealed: text("phone_sealed").notNull(),
    note: text("note").notNull().default(""),
    dueAt: instant("due_at").notNull(),
    doneBy: uuid("done_by"),
    doneAt: instant("done_at"),
    /** Rows from before the words were sealed; new ones stand in `outcome_sealed`. */
    outcome: text("outcome"),
    /** What came of the call, in the seat's words, sealed. */
    outcomeSealed: text("outcome_sealed"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    index("callback_queue").on(t.regionId, t.status, t.dueAt),
    uniqueIndex("callback_open_key").on(t.regionId, t.bookingId, t.reason).where(sql`status = 'open'`),
    oneOf("callback_status", "status", callbackStatuses),
    oneOf("callback_reason", "reason", callbackReasons),
    officialPolicy("callback"),
  ],
);

/** A hand-over to or from 120. Done when a named person there acknowledged it; an alarm after 60 s otherwise. */
export const emergencyHandover = pgTable(
  "emergency_handover",
  {
    regionId: regionId(),
    id: rowId(),
    bookingId: uuid("booking_id"),
    tripId: uuid("trip_id"),
    direction: text("direction", { enum: emergencyDirections }).notNull(),
    status: text("status", { enum: emergencyStatuses }).notNull().default("open"),
    /** Short reference that the caller reads out to 120. */
    reference: text("reference").notNull(),
    /** What was handed over: answers, red flags, place, phone (sealed). */
    record: jsonb("record").$type<Record<string, unknown>>().notNull(),
    placeSealed: text("place_sealed"),
    phoneSealed: text("phone_sealed"),
    acknowledgedBy: text("acknowledged_by"),
    acknowledgedAt: instant("acknowledged_at"),
    escalatedAt: instant("escalated_at"),
    attempts: integer("attempts").notNull().default(0),
    createdAt: instant("created_at").notNull(),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("emergency_reference_key").on(t.regionId, t.reference),
    index("emergency_queue").on(t.regionId, t.status, t.createdAt),
    index("emergency_by_booking").on(t.regionId, t.bookingId),
    oneOf("emergency_direction", "direction", emergencyDirections),
    oneOf("emergency_status", "status", emergencyStatuses),
    viewerPolicy("emergency_handover"),
  ],
);
