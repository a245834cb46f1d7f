import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./region-table";

/**
 * How a part of this installation does: an outside system, or a worker by its heartbeat (`worker:<holder>`). Shared, since
 * systems belong to the installation; written when something changes and by the probing round, never per request.
 */
export const systemState = pgTable("system_state", {
  name: text("name").primaryKey(),
  status: text("status", { enum: ["up", "down"] }).notNull(),
  /** Since when it does as it does. */
  since: instant("since").notNull(),
  checkedAt: instant("checked_at").notNull(),
  /** Failures since it went down. */
  failures: integer("failures").notNull().default(0),
  detail: text("detail"),
});
