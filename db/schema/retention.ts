import { index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { retentionClasses } from "@/server/core/retention";
import { instant, officialPolicy, oneOf, regionId, rowId, rule } from "./region-table";

/** What a round of retention took away of one class of data, and by which version of the region's rules. Append-only. */
export const retentionRun = pgTable(
  "retention_run",
  {
    regionId: regionId(),
    id: rowId(),
    at: instant("at").notNull(),
    kind: text("kind", { enum: retentionClasses }).notNull(),
    /** The region's settings that said how long; null: the defaults. */
    settingsVersionId: uuid("settings_version_id"),
    /** What lay before this instant was due. */
    cutOff: instant("cut_off").notNull(),
    /** Rows deleted, thinned or blanked. */
    removed: integer("removed").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    index("retention_run_newest").on(t.regionId, t.at),
    oneOf("retention_run_kind", "kind", retentionClasses),
    rule("retention_run_removed", "removed > 0"),
    officialPolicy("retention_run"),
  ],
);
