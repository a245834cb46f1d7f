import { bigint, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant, regionId, regionPolicy } from "./region-table";

/** Human numbers (booking 26-000001 …): one row per region and kind, raised in the verb's transaction. */
export const counter = pgTable(
  "counter",
  {
    regionId: regionId(),
    kind: text("kind").notNull(),
    value: bigint("value", { mode: "number" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionId, t.kind] }), regionPolicy("counter")],
);

/** Requests counted per key and window; a key is a blind index, never an address or contact in clear. */
export const rateCount = pgTable(
  "rate_count",
  {
    regionId: regionId(),
    key: text("key").notNull(),
    windowStart: instant("window_start").notNull(),
    count: integer("count").notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionId, t.key, t.windowStart] }), regionPolicy("rate_count")],
);
