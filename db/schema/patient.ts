import { index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { mobilities } from "@/server/core/patient";
import { instant, oneOf, ownerPolicy, regionId, rowId } from "./region-table";

/** A patient as one hospital knows them (ward, bed, how they lie). Families' patients live in their booking only. */
export const patient = pgTable(
  "patient",
  {
    regionId: regionId(),
    id: rowId(),
    orgId: rowId("org_id"),
    nameSealed: text("name_sealed").notNull(),
    nameIndex: text("name_index").notNull(),
    idNumberSealed: text("id_number_sealed"),
    idNumberIndex: text("id_number_index"),
    phoneSealed: text("phone_sealed"),
    /** Home or relative's address for the way back, sealed JSON (core/place.ts). */
    homeSealed: text("home_sealed"),
    birthYear: integer("birth_year"),
    sex: text("sex", { enum: ["female", "male"] }),
    weightKg: integer("weight_kg"),
    mobility: text("mobility", { enum: mobilities }).notNull(),
    wardId: uuid("ward_id"),
    bed: text("bed"),
    admittedAt: instant("admitted_at"),
    dischargedAt: instant("discharged_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    index("patient_org").on(t.regionId, t.orgId, t.dischargedAt),
    index("patient_name").on(t.regionId, t.orgId, t.nameIndex),
    index("patient_id_number").on(t.regionId, t.idNumberIndex),
    oneOf("patient_mobility", "mobility", mobilities),
    ownerPolicy("patient"),
  ],
);
