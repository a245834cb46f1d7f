import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import {
  caseAlarms,
  caseDecisions,
  caseSources,
  caseStatuses,
  caseTopics,
  evidenceKinds,
} from "@/server/core/case";
import { booking } from "./booking";
import {
  blankingPolicy,
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
    source: text("source", { enum: caseSources }).notNull().default("tracking"),
    /** The language of whoever complained, for what it is told. */
    locale: text("locale").notNull().default("zh-CN"),
    /** By when the operator answers, when it did, and by when the regulator decides once it is its turn. */
    dueAt: instant("due_at").notNull(),
    answeredAt: instant("answered_at"),
    decideBy: instant("decide_by"),
    /** How far it was carried up since it was last opened, and when. */
    alarm: text("alarm", { enum: caseAlarms }),
    alarmAt: instant("alarm_at"),
    /** What the regulator found; null while undecided, and for cases closed before findings were kept. */
    decision: text("decision", { enum: caseDecisions }),
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
    index("complaint_by_org").on(t.regionId, t.orgId, t.createdAt),
    // A low rating opens a case once.
    uniqueIndex("complaint_rating_key").on(t.regionId, t.bookingId).where(sql`source = 'rating'`),
    index("complaint_by_booking").on(t.regionId, t.bookingId),
    oneOf("complaint_topic", "topic", caseTopics),
    oneOf("complaint_status", "status", caseStatuses),
    oneOf("complaint_source", "source", caseSources),
    oneOf("complaint_alarm", "alarm", caseAlarms),
    oneOf("complaint_decision", "decision", caseDecisions),
    viewerPolicy("complaint"),
  ],
);

const entryKinds = [
  "opened",
  "message",
  "answer",
  "closed",
  "reopened",
  "reminded",
  "overdue",
  "undecided",
] as const;

/** What was said in a case and how it was carried up, by whom; append-only, but for what an erasure takes. */
export const complaintEntry = pgTable(
  "complaint_entry",
  {
    regionId: regionId(),
    id: rowId(),
    complaintId: rowId("complaint_id"),
    bookingId: uuid("booking_id"),
    by: text("by").notNull(),
    kind: text("kind", { enum: entryKinds }).notNull(),
    text: text("text").notNull(),
    files: jsonb("files").$type<string[]>().notNull(),
    createdAt: instant("created_at").notNull(),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("complaint_entry_case", [t.regionId, t.complaintId], [complaint.regionId, complaint.id]),
    index("complaint_entry_by_case").on(t.regionId, t.complaintId),
    index("complaint_entry_by_booking").on(t.regionId, t.bookingId),
    viewerPolicy("complaint_entry"),
    blankingPolicy("complaint_entry", "text = '' AND files = '[]'"),
  ],
);

/** What was attached to a case by itself, frozen as it stood then, with its hash; append-only, but for what an erasure takes: the hash stays. */
export const complaintEvidence = pgTable(
  "complaint_evidence",
  {
    regionId: regionId(),
    id: rowId(),
    complaintId: rowId("complaint_id"),
    bookingId: uuid("booking_id"),
    kind: text("kind", { enum: evidenceKinds }).notNull(),
    /** The shapes are those of `server/core/case-evidence.ts`. */
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    /** SHA-256 of the canonical JSON of `data`, hex. */
    sha256: text("sha256").notNull(),
    createdAt: instant("created_at").notNull(),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("complaint_evidence_key").on(t.regionId, t.complaintId, t.kind, t.sha256),
    within("complaint_evidence_case", [t.regionId, t.complaintId], [complaint.regionId, complaint.id]),
    oneOf("complaint_evidence_kind", "kind", evidenceKinds),
    viewerPolicy("complaint_evidence"),
    blankingPolicy("complaint_evidence", "data = '{}'"),
  ],
);

/** How whoever booked found the ride, said once after its end; 1 and 2 open a case (a figure of the region's settings). */
export const rating = pgTable(
  "rating",
  {
    regionId: regionId(),
    bookingId: rowId("booking_id"),
    tripId: rowId("trip_id"),
    orgId: rowId("org_id"),
    score: integer("score").notNull(),
    text: text("text").notNull().default(""),
    by: text("by").notNull(),
    createdAt: instant("created_at").notNull(),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.bookingId] }),
    within("rating_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    index("rating_by_org").on(t.regionId, t.orgId, t.createdAt),
    rule("rating_score", "score BETWEEN 1 AND 5"),
    viewerPolicy("rating"),
  ],
);
