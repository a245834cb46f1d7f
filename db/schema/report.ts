import { integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { ReportContent } from "@/server/core/indicator/report";
import { instant, publicationPolicies, regionId, rule } from "./region-table";

/**
 * A month's figures as they were published: everybody reads them, nobody changes them. Figures that changed afterwards (a
 * complaint answered late, a bill corrected) are a further edition beside the first.
 */
export const publicReport = pgTable(
  "public_report",
  {
    regionId: regionId(),
    /** "2026-11", the region's calendar. */
    month: text("month").notNull(),
    edition: integer("edition").notNull(),
    content: jsonb("content").$type<ReportContent>().notNull(),
    publishedAt: instant("published_at").notNull(),
    /** "user:<id>" or "system:<job>". */
    publishedBy: text("published_by").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.month, t.edition] }),
    rule("public_report_month", "month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'"),
    rule("public_report_edition", "edition > 0"),
    ...publicationPolicies("public_report"),
  ],
);
