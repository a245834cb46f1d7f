import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { ruleEvents, ruleKinds, ruleStatuses } from "@/server/core/rule";
import { evidencePolicies, instant, oneOf, regionId, regionPolicy, rowId, within } from "./region-table";

/**
 * One version of a regional rule: a tariff, a set of standards, a triage question set, the table from needs to
 * vehicle, the region's settings. Never edited once in force; a later version supersedes it.
 */
export const ruleVersion = pgTable(
  "rule_version",
  {
    regionId: regionId(),
    id: rowId(),
    kind: text("kind", { enum: ruleKinds }).notNull(),
    /** Which rule of the kind, e.g. `yuhuan-2025-10`. */
    code: text("code").notNull(),
    version: integer("version").notNull(),
    status: text("status", { enum: ruleStatuses }).notNull(),
    titleZh: text("title_zh").notNull(),
    titleEn: text("title_en").notNull(),
    content: jsonb("content").$type<Record<string, unknown>>().notNull(),
    trial: boolean("trial").notNull().default(false),
    demonstration: boolean("demonstration").notNull().default(false),
    /** False: thresholds seeded by us that no regulator has reviewed. */
    reviewed: boolean("reviewed").notNull().default(false),
    source: text("source").notNull(),
    noticeRef: text("notice_ref"),
    /** The regulator's note where a rule was put in force against its own checks' advice. */
    note: text("note"),
    validFrom: instant("valid_from"),
    validUntil: instant("valid_until"),
    publishedBy: uuid("published_by"),
    /** The version it was drafted from. */
    basedOn: uuid("based_on"),
    draftedBy: uuid("drafted_by"),
    /** Raised by every save of a draft: whoever saves says which one they saw. */
    revision: integer("revision").notNull().default(1),
    /** Why there is a new version, in the drafter's words. */
    reason: text("reason"),
    announcedAt: instant("announced_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("rule_version_key").on(t.regionId, t.kind, t.code, t.version),
    uniqueIndex("rule_version_in_force").on(t.regionId, t.kind, t.code).where(sql`status = 'in_force'`),
    uniqueIndex("rule_version_draft").on(t.regionId, t.kind, t.code).where(sql`status = 'draft'`),
    index("rule_version_kind").on(t.regionId, t.kind, t.status),
    oneOf("rule_version_kind_known", "kind", ruleKinds),
    oneOf("rule_version_status", "status", ruleStatuses),
    regionPolicy("rule_version"),
  ],
);

/** What happened to a version: who, when, why. Append-only. */
export const ruleEvent = pgTable(
  "rule_event",
  {
    regionId: regionId(),
    id: rowId(),
    ruleVersionId: rowId("rule_version_id"),
    event: text("event", { enum: ruleEvents }).notNull(),
    /** Null: the platform, when an announced day has come. */
    accountId: uuid("account_id"),
    reason: text("reason"),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("rule_event_version", [t.regionId, t.ruleVersionId], [ruleVersion.regionId, ruleVersion.id]),
    index("rule_event_by_version").on(t.regionId, t.ruleVersionId, t.at),
    oneOf("rule_event_known", "event", ruleEvents),
    ...evidencePolicies("rule_event"),
  ],
);
