import {
  boolean,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { facilityKinds } from "@/server/core/facility";
import { instant, oneOf, regionId, regionPolicy, rowId, within } from "./region-table";

/** A place with a name: hospital campus, ward, entrance, home, clinic, station. `outside`: an end beyond the region. */
export const facility = pgTable(
  "facility",
  {
    regionId: regionId(),
    id: rowId(),
    parentId: uuid("parent_id"),
    /** The hospital organization that the place belongs to, if it is a customer. */
    orgId: uuid("org_id"),
    kind: text("kind", { enum: facilityKinds }).notNull(),
    tier: text("tier", { enum: ["tertiary", "secondary", "primary"] }),
    nameZh: text("name_zh").notNull(),
    nameEn: text("name_en").notNull(),
    /** Letters only, lower case: full pinyin and initials, for search (core/pinyin.ts). */
    pinyin: text("pinyin").notNull(),
    initials: text("initials").notNull(),
    district: text("district").notNull(),
    address: text("address").notNull(),
    lat: doublePrecision("lat").notNull(),
    lon: doublePrecision("lon").notNull(),
    floor: integer("floor"),
    hasLift: boolean("has_lift").notNull().default(true),
    phone: text("phone"),
    outside: boolean("outside").notNull().default(false),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("facility_parent", [t.regionId, t.parentId], [t.regionId, t.id]),
    uniqueIndex("facility_name_key").on(t.regionId, t.parentId, t.nameZh, t.district),
    index("facility_org").on(t.regionId, t.orgId),
    oneOf("facility_kind", "kind", facilityKinds),
    regionPolicy("facility"),
  ],
);
