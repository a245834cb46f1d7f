import { sql } from "drizzle-orm";
import {
  boolean,
  date,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import {
  certificationStatuses,
  certificationSubjects,
  inspectionOutcomes,
} from "@/server/core/certification";
import type { Evaluation } from "@/server/core/standard/evaluate";
import type { MarkingItem, PaperKind } from "@/server/core/standard/facts";
import { standardMoments, standardSubjects } from "@/server/core/standard/moment";
import { organization } from "./organization";
import { evidencePolicies, instant, oneOf, ownerPolicy, regionId, rowId, rule, within } from "./region-table";

/** Whether an operator, a vehicle or a crew member may work in the region, and since when and why. One per subject. */
export const certification = pgTable(
  "certification",
  {
    regionId: regionId(),
    id: rowId(),
    orgId: rowId("org_id"),
    subject: text("subject", { enum: certificationSubjects }).notNull(),
    subjectId: rowId("subject_id"),
    status: text("status", { enum: certificationStatuses }).notNull(),
    /** Marking serial of a vehicle: "<region>-<class letter>-<number>". */
    serial: text("serial"),
    validFrom: instant("valid_from"),
    validUntil: instant("valid_until"),
    conditions: text("conditions"),
    /** The conditions concern whoever rides: anybody who looks the vehicle up reads them. */
    conditionsPublic: boolean("conditions_public").notNull().default(false),
    reason: text("reason"),
    /** What the operator answered when more was asked for. */
    answer: text("answer"),
    /** The evaluator's last result with the facts and rule versions used. */
    evaluation: jsonb("evaluation").$type<Record<string, unknown>>(),
    decidedBy: uuid("decided_by"),
    decidedAt: instant("decided_at"),
    appliedAt: instant("applied_at").notNull(),
    /** The end by date that was acted on: plans read again, offers closed, people told. Another end is acted on again. */
    lapsedFor: instant("lapsed_for"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("certification_subject_key").on(t.regionId, t.subject, t.subjectId),
    uniqueIndex("certification_serial_key").on(t.regionId, t.serial).where(sql`serial is not null`),
    within("certification_org", [t.regionId, t.orgId], [organization.regionId, organization.id]),
    index("certification_queue").on(t.regionId, t.status, t.appliedAt),
    oneOf("certification_subject", "subject", certificationSubjects),
    oneOf("certification_status", "status", certificationStatuses),
    ownerPolicy("certification"),
  ],
);

/** A paper behind a certification: kind, number, expiry, file. */
export const paper = pgTable(
  "paper",
  {
    regionId: regionId(),
    id: rowId(),
    orgId: rowId("org_id"),
    certificationId: rowId("certification_id"),
    kind: text("kind").$type<PaperKind>().notNull(),
    /** Of a person's identity only the mask; the number itself stands sealed beside it. */
    number: text("number").notNull(),
    numberSealed: text("number_sealed"),
    issuedOn: date("issued_on"),
    expiresOn: date("expires_on"),
    fileId: uuid("file_id"),
    checked: boolean("checked").notNull().default(false),
    replaced: boolean("replaced").notNull().default(false),
    /** On a photo of a marking: what the reviewer saw there; null before anyone looked. */
    seen: jsonb("seen").$type<MarkingItem[]>(),
    /** Why the reviewer did not accept it; the operator reads it. */
    refusal: text("refusal"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within(
      "paper_certification",
      [t.regionId, t.certificationId],
      [certification.regionId, certification.id],
    ),
    uniqueIndex("paper_current").on(t.regionId, t.certificationId, t.kind).where(sql`not replaced`),
    index("paper_expiry").on(t.regionId, t.expiresOn),
    ownerPolicy("paper"),
  ],
);

/** A visit on site: what was found, with photos, by whom; append-only. */
export const siteInspection = pgTable(
  "site_inspection",
  {
    regionId: regionId(),
    id: rowId(),
    orgId: rowId("org_id"),
    certificationId: rowId("certification_id"),
    /** Day of the visit, region's calendar. */
    inspectedOn: date("inspected_on").notNull(),
    outcome: text("outcome", { enum: inspectionOutcomes }).notNull(),
    findings: text("findings").notNull(),
    /** Last day to put right what was found; only for `remedy`. */
    remedyBy: date("remedy_by"),
    fileIds: uuid("file_ids").array().notNull(),
    inspectedBy: rowId("inspected_by"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within(
      "site_inspection_certification",
      [t.regionId, t.certificationId],
      [certification.regionId, certification.id],
    ),
    index("site_inspection_of").on(t.regionId, t.certificationId, t.createdAt),
    oneOf("site_inspection_outcome", "outcome", inspectionOutcomes),
    rule("site_inspection_remedy_day", "(outcome = 'remedy') = (remedy_by is not null)"),
    ownerPolicy("site_inspection"),
  ],
);

/** What the evaluator said about a subject, kept once by its hash: the same facts under the same version are the same words. */
export const standardResult = pgTable(
  "standard_result",
  {
    regionId: regionId(),
    /** SHA-256 of the evaluation's JSON, hexadecimal. */
    hash: text("hash").notNull(),
    evaluation: jsonb("evaluation").$type<Evaluation>().notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionId, t.hash] }), ...evidencePolicies("standard_result")],
);

/** One subject held against the standards at one moment of the work; append-only. */
export const standardCheck = pgTable(
  "standard_check",
  {
    regionId: regionId(),
    id: rowId(),
    moment: text("moment", { enum: standardMoments }).notNull(),
    subject: text("subject", { enum: standardSubjects }).notNull(),
    /** Operator, vehicle, crew member; for staffing the shift. */
    subjectId: rowId("subject_id"),
    ruleVersionId: rowId("rule_version_id"),
    resultHash: text("result_hash").notNull(),
    passes: boolean("passes").notNull(),
    fails: text("fails").array().notNull(),
    bookingId: uuid("booking_id"),
    shiftId: uuid("shift_id"),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within(
      "standard_check_result",
      [t.regionId, t.resultHash],
      [standardResult.regionId, standardResult.hash],
    ),
    index("standard_check_subject").on(t.regionId, t.subjectId, t.at),
    index("standard_check_booking").on(t.regionId, t.bookingId),
    oneOf("standard_check_moment", "moment", standardMoments),
    oneOf("standard_check_subject_known", "subject", standardSubjects),
    ...evidencePolicies("standard_check"),
  ],
);
