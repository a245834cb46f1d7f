import { index, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { caseStatuses, caseTopics } from "@/server/core/case";
import {
  instant,
  oneOf,
  regionId,
  rowId,
  viewerOrgs,
  viewerPolicy,
  viewerUsers,
  within,
} from "./region-table";

/** A complaint with a number and deadlines. `booking_id` is null when somebody complains about a vehicle they saw. */
export const complaint = pgTable(
  "complaint",
  {
    regionId: regionId(),
    id: rowId(),
    number: text("number").notNull(),
    bookingId: uuid("booking_id"),
    /** The operator complained about, as far as it is known. */
    orgId: uuid("org_id"),
    vehicleId: uuid("vehicle_id"),
    plate: text("plate"),
    topic: text("topic", { enum: caseTopics }).notNull(),
    status: text("status", { enum: caseStatuses }).notNull().default("open"),
    text: text("text").notNull(),
    contactSealed: text("contact_sealed"),
    dueAt: instant("due_at").notNull(),
    outcome: text("outcome"),
    closedAt: instant("closed_at"),
    createdAt: instant("created_at").notNull(),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("complaint_number_key").on(t.regionId, t.number),
    index("complaint_queue").on(t.regionId, t.status, t.dueAt),
    oneOf("complaint_topic", "topic", caseTopics),
    oneOf("complaint_status", "status", caseStatuses),
    viewerPolicy("complaint"),
  ],
);

/** What was said in a case, by whom; append-only. */
export const complaintEntry = pgTable(
  "complaint_entry",
  {
    regionId: regionId(),
    id: rowId(),
    complaintId: rowId("complaint_id"),
    bookingId: uuid("booking_id"),
    by: text("by").notNull(),
    kind: text("kind", { enum: ["opened", "message", "answer", "closed", "reopened"] }).notNull(),
    text: text("text").notNull(),
    files: jsonb("files").$type<string[]>().notNull(),
    createdAt: instant("created_at").notNull(),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("complaint_entry_case", [t.regionId, t.complaintId], [complaint.regionId, complaint.id]),
    viewerPolicy("complaint_entry"),
  ],
);
