import { boolean, doublePrecision, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { instant, oneOf } from "./region-table";

/** One authority's service area; a shared directory keyed by its GB/T 2260 code. */
export const region = pgTable(
  "region",
  {
    id: text("id").primaryKey(),
    nameZh: text("name_zh").notNull(),
    nameEn: text("name_en").notNull(),
    /** The number people dial, 96120 in most cities. */
    hotline: text("hotline").notNull(),
    supervisionPhone: text("supervision_phone").notNull(),
    timeZone: text("time_zone").notNull(),
    centreLat: doublePrecision("centre_lat").notNull(),
    centreLon: doublePrecision("centre_lon").notNull(),
    /** South, west, north, east in degrees: what lies inside counts as the region's own end of a trip. */
    bounds: jsonb("bounds").$type<[number, number, number, number]>().notNull(),
    status: text("status", { enum: ["active", "closed"] })
      .notNull()
      .default("active"),
    demonstration: boolean("demonstration").notNull().default(false),
    createdAt: instant("created_at").notNull(),
  },
  () => [oneOf("region_status", "status", ["active", "closed"])],
);

/** Facts about this installation: the demonstration mark, the schema's seed version. */
export const installation = pgTable("installation", {
  key: text("key").primaryKey(),
  value: text("value").notNull(),
  writtenAt: instant("written_at").notNull(),
});
