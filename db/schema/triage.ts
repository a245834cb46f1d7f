import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { reviewStatuses } from "@/server/core/review";
import { booking } from "./booking";
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
import { ruleVersion } from "./rule";

/** The answers to the triage questions with the outcome and the rule version behind it; written once, never changed. */
export const assessment = pgTable(
  "assessment",
  {
    regionId: regionId(),
    id: rowId(),
    bookingId: rowId("booking_id"),
    ruleVersionId: rowId("rule_version_id"),
    answers: jsonb("answers").$type<Record<string, unknown>>().notNull(),
    outcome: text("outcome", {
      enum: ["accessible_ride", "care_transfer", "clinician_review", "handoff_120"],
    }).notNull(),
    grade: text("grade"),
    /** The full result of core/triage.ts: reasons, red flags, isolation. */
    result: jsonb("result").$type<Record<string, unknown>>().notNull(),
    /** `caller`, or the clinician who decided in the queue. */
    decidedBy: text("decided_by").notNull(),
    createdAt: instant("created_at").notNull(),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("assessment_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    within("assessment_rule", [t.regionId, t.ruleVersionId], [ruleVersion.regionId, ruleVersion.id]),
    index("assessment_by_booking").on(t.regionId, t.bookingId, t.createdAt),
    viewerPolicy("assessment"),
  ],
);

/** A question that the rules cannot decide, in the clinician's queue by due time. */
export const review = pgTable(
  "review",
  {
    regionId: regionId(),
    id: rowId(),
    bookingId: rowId("booking_id"),
    status: text("status", { enum: reviewStatuses }).notNull().default("open"),
    /** Why the rules sent it here, as reason ids of the assessment. */
    reasons: jsonb("reasons").$type<string[]>().notNull(),
    dueAt: instant("due_at").notNull(),
    takenBy: uuid("taken_by"),
    takenAt: instant("taken_at"),
    decidedBy: uuid("decided_by"),
    decidedAt: instant("decided_at"),
    licenceNumber: text("licence_number"),
    /** Rows from before the words were sealed; new ones stand in `note_sealed`. */
    note: text("note"),
    /** The clinician's words about the patient, sealed. */
    noteSealed: text("note_sealed"),
    decision: jsonb("decision").$type<Record<string, unknown>>(),
    remindedCount: integer("reminded_count").notNull().default(0),
    escalated: boolean("escalated").notNull().default(false),
    createdAt: instant("created_at").notNull(),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("review_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    index("review_queue").on(t.regionId, t.status, t.dueAt),
    index("review_by_booking").on(t.regionId, t.bookingId),
    oneOf("review_status", "status", reviewStatuses),
    viewerPolicy("review"),
  ],
);
